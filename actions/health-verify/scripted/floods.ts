import { gzipSync } from 'node:zlib';
import { floods, head, response, says } from './plays.ts';
import { NEVER, RIGHT, WRONG, type Scripts } from './script.ts';

const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');
const JSON_OK = { 'expect-json': '$.status == ok' };
const DEEP = `${'['.repeat(400_000)}${']'.repeat(400_000)}`;
const BOMB = {
  plays: [says(response(200, { 'content-encoding': 'gzip' }, gzipSync(Buffer.alloc(100 * 1024 * 1024))))],
  settings: JSON_OK,
  ...RIGHT,
};

/** More than anybody can hold: each alone has to be kept within time and memory. */
export const FLOODS: Scripts = {
  'has a body of 100 MB': {
    plays: [floods(head('content-length: 104857600', ''), MEGABYTE, 100)],
    ...RIGHT,
  },
  'has a body without end': { plays: [floods(head(''), MEGABYTE)], ...RIGHT },
  'has chunks without end': {
    plays: [floods(head('transfer-encoding: chunked', ''), `100000\r\n${MEGABYTE.toString()}\r\n`)],
    ...RIGHT,
  },
  'has what is expected after the first megabyte': {
    plays: [floods(head(''), MEGABYTE, 3)],
    settings: { 'expect-body': 'ok' },
    ...WRONG,
    says: /expected the body to match \/ok\/; only its beginning was read$/,
  },
  'unpacks to 100 MB': { ...BOMB, settings: {} },
  'unpacks to 100 MB that should be JSON': {
    ...BOMB,
    ...WRONG,
    says: /expected a JSON body, but it is too long to be read whole$/,
  },
  'is JSON nested 400,000 deep': {
    plays: [says(response(200, {}, DEEP))],
    settings: JSON_OK,
    ...WRONG,
    says: /but it is nested too deep$/,
  },
  'keeps an expression busy': {
    plays: [says(response(200, {}, `${'a'.repeat(60)}!`))],
    settings: { 'expect-body': '/^(?:a+)+$/' },
    rules: { timeout: '4s' },
    result: 'unhealthy',
    attempts: 4,
    says: /looking for it takes too long$/,
  },
  'sends a chunk for every byte of 300 kB': {
    plays: [says(head('transfer-encoding: chunked', ''), '1\r\nx\r\n'.repeat(300_000), '0\r\n\r\n')],
    ...RIGHT,
  },
  'has headers without end': {
    plays: [floods(head(), `x-a: ${'a'.repeat(900)}\r\n`)],
    ...NEVER,
    says: /^no valid HTTP answer/,
  },
  'says to go on without end': {
    plays: [floods('', 'HTTP/1.1 100 Continue\r\n\r\n'.repeat(1_000))],
    ...NEVER,
    says: /^more than 100 interim answers \(1xx\) and no end$/,
  },
};
