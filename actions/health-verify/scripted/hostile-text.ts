import { response, says } from './plays.ts';
import { WRONG, type Scripts } from './script.ts';

/** What would do harm alive: commands for the runner, sequences for a terminal, markup for the summary, a secret. */
export const HOSTILE_TEXT = [
  '::error::owned',
  '  ::set-env name=PATH::/tmp',
  '##[command]rm -rf /',
  '::add-mask::a',
  '\u001b[2J\u001b]0;title\u0007\u0000\u202e\u009b31m',
  '</details><script>alert(1)</script>',
  '`````',
  '![x](https://evil.test/pixel) @everyone',
  'Bearer s3cr3t-of-the-test',
].join('\n');

/** What a header may hold of it. */
const FLAT = HOSTILE_TEXT.replace(/[^ -~]/g, ' ');
const AUTHORIZED = { headers: 'authorization: Bearer s3cr3t-of-the-test' };

/** Texts that are meant for who reads the log. */
export const HOSTILE: Scripts = {
  'writes commands into its body': { plays: [says(response(500, {}, HOSTILE_TEXT))], settings: AUTHORIZED, ...WRONG },
  'writes commands into its headers': {
    plays: [says(response(200, { 'x-version': FLAT, location: FLAT }))],
    settings: { ...AUTHORIZED, 'expect-version': 'v1', 'version-from': 'header:x-version' },
    result: 'wrong-version',
    attempts: 5,
  },
  'writes commands into its JSON': {
    plays: [says(response(200, {}, JSON.stringify({ status: HOSTILE_TEXT })))],
    settings: { ...AUTHORIZED, 'expect-json': '$.status == ok' },
    ...WRONG,
  },
  'writes commands into a redirect': {
    plays: [says(response(302, { location: `gopher://${FLAT}` }))],
    settings: { ...AUTHORIZED, 'follow-redirects': 'true' },
    result: 'timed-out',
    attempts: 5,
  },
  'writes commands into the error of a query': {
    plays: [says(response(200, {}, JSON.stringify({ errors: [{ message: HOSTILE_TEXT }] })))],
    settings: { ...AUTHORIZED, graphql: '{ ping }' },
    ...WRONG,
  },
};
