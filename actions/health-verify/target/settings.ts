import { parseDuration } from '#shared/text/duration';
import type { HeaderExpectation } from '#shared/http/expectations';
import { headerProblem } from '#shared/http/headers';
import { parseJsonExpectation, type JsonExpectation } from '#shared/http/json-expectation';
import { parseRegularExpression } from '#shared/http/regular-expression';
import { parseStatusRanges, type StatusRange } from '#shared/http/status-ranges';
import { parseVersionSource } from '#shared/http/version';
import type { TargetSettings } from '#shared/verify/target';
import { readAuth } from './auth-settings.ts';
import { readConnection } from './connection-settings.ts';
import { quote, SettingReader, type Complain, type SettingSource } from './setting-reader.ts';

/** As many as curl users and browsers are used to; more is a circle. */
const MAX_REDIRECTS = 10;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Settings as `source` gives them, over `base`. What cannot be read is told to the source and left as it was. */
export function readSettings(source: SettingSource, base: TargetSettings): TargetSettings {
  const read = new SettingReader(source);
  const { expectations } = base;
  const settings = {
    method: read.parsed('method', base.method, { off: 'GET', expected: METHODS.join(', '), parse: parseMethod }),
    headers: read.lines('headers', base.headers, parseHeaders),
    body: read.parsed('body', base.body, { off: undefined, expected: 'text', parse: (text) => text }),
    graphql: read.parsed('graphql', base.graphql, { off: undefined, expected: 'a query', parse: (text) => text }),
    auth: readAuth(source, base.auth),
    connection: readConnection(source, base.connection),
    expectations: {
      status: read.parsed('expect-status', expectations.status, { ...STATUSES, off: [{ low: 100, high: 599 }] }),
      body: read.parsed('expect-body', expectations.body, {
        off: undefined,
        expected: 'a regular expression',
        parse: parseRegularExpression,
      }),
      headers: read.lines('expect-header', expectations.headers, parseHeaderExpectations),
      json: read.lines('expect-json', expectations.json, parseJsonExpectations),
      maxLatencyMs: read.parsed('max-latency', expectations.maxLatencyMs, DURATION),
      tlsMinDays: read.parsed('tls-min-days', expectations.tlsMinDays, {
        off: undefined,
        expected: 'a whole number of days from 0 to 825',
        parse: (text) => parseWhole(text, 825),
      }),
    },
    maxP95Ms: read.parsed('max-p95', base.maxP95Ms, DURATION),
    expectVersion: read.parsed('expect-version', base.expectVersion, {
      off: undefined,
      expected: 'a version',
      parse: (text) => text,
    }),
    versionFrom: read.parsed('version-from', base.versionFrom, {
      off: undefined,
      expected: 'json:$.path, header:name, meta:name or body:/regex/',
      parse: parseVersionSource,
    }),
    failOn: read.parsed('fail-on', base.failOn, { ...STATUSES, off: [], parse: parseFailOn }),
    maxRedirects: read.parsed('follow-redirects', base.maxRedirects, {
      off: 0,
      expected: `true, false or how many, 0 to ${MAX_REDIRECTS}`,
      parse: parseRedirects,
    }),
  };
  checkGraphql(settings, source);
  return settings;
}

function checkGraphql({ body, graphql, method }: TargetSettings, source: SettingSource): void {
  if (graphql === undefined) return;
  if (body !== undefined) source.problem('graphql', 'was given together with body; give one of them.');
  if (!['GET', 'POST'].includes(method))
    source.problem('graphql', `is sent by POST, but method is ${method}; leave method out.`);
}

const DURATION = { off: undefined, expected: 'a duration such as 800ms or 2s', parse: parseDuration };
const STATUSES = { expected: 'status codes and ranges such as 200-299, 304', parse: parseStatusRanges };

function parseMethod(text: string): string | undefined {
  return METHODS.find((method) => method === text.toUpperCase());
}

function parseFailOn(text: string): readonly StatusRange[] | undefined {
  return text === 'none' ? [] : parseStatusRanges(text);
}

function parseRedirects(text: string): number | undefined {
  const lower = text.toLowerCase();
  if (lower === 'true') return MAX_REDIRECTS;
  return lower === 'false' ? 0 : parseWhole(text, MAX_REDIRECTS);
}

function parseWhole(text: string, max: number): number | undefined {
  return /^\d{1,4}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}

function parseHeaders(lines: readonly string[], complain: Complain): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  for (const [index, line] of lines.entries()) {
    const { name, value } = splitHeader(line);
    // Neither the line nor the value is repeated: they may hold a secret.
    const problem = name === '' ? `line ${index + 1} has no "name: value"` : headerProblem(name, value);
    if (problem === undefined) headers[name.toLowerCase()] = value;
    else complain(`${problem}.`);
  }
  return headers;
}

function parseHeaderExpectations(lines: readonly string[], complain: Complain): readonly HeaderExpectation[] {
  return lines.flatMap((line) => {
    const { name, value } = splitHeader(line);
    const pattern = value === '' ? undefined : parseRegularExpression(value);
    if (name !== '' && pattern !== undefined && headerProblem(name, '') === undefined)
      return [{ name: name.toLowerCase(), pattern }];
    complain(`has the line ${quote(line)}; expected "name: regular expression".`);
    return [];
  });
}

function parseJsonExpectations(lines: readonly string[], complain: Complain): readonly JsonExpectation[] {
  return lines.flatMap((line) => {
    const expectation = parseJsonExpectation(line);
    if (typeof expectation !== 'string') return [expectation];
    complain(`the line ${quote(line)} ${expectation}.`);
    return [];
  });
}

function splitHeader(line: string): { readonly name: string; readonly value: string } {
  const split = line.indexOf(':');
  return split < 1
    ? { name: '', value: '' }
    : { name: line.slice(0, split).trim(), value: line.slice(split + 1).trim() };
}
