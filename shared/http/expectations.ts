import { formatDuration } from '#shared/text/duration';
import { isNestedTooDeep } from './json-depth.ts';
import { unmetJsonExpectation, type JsonExpectation } from './json-expectation.ts';
import { httpStatus, type Answer } from './probe-result.ts';
import { matches, search } from './regular-expression.ts';
import { formatStatusRanges, includesStatus, type StatusRange } from './status-ranges.ts';

export interface HeaderExpectation {
  /** Lower case. */
  readonly name: string;
  readonly pattern: RegExp;
}

/** What an answer must be to count as a success; all of it must hold. */
export interface Expectations {
  readonly status: readonly StatusRange[];
  readonly body: RegExp | undefined;
  readonly headers: readonly HeaderExpectation[];
  readonly json: readonly JsonExpectation[];
  /** Milliseconds from the first look-up to the last byte. */
  readonly maxLatencyMs: number | undefined;
  /** Days for which the server's certificate must still be valid. */
  readonly tlsMinDays: number | undefined;
}

/**
 * Every way in which `answer` is not what was expected, as sentences without a full stop; none when it is. A wrong
 * status stands alone: the body of an error page says nothing about the rest.
 */
export function unmetExpectations(answer: Answer, expected: Expectations): readonly string[] {
  const status = unmetStatus(answer, expected);
  if (status !== undefined) return [status];
  return [
    ...expected.headers.flatMap((header) => unmetHeader(answer, header)),
    ...unmetBody(answer, expected.body),
    ...unmetJson(answer, expected.json),
    ...unmetLatency(answer, expected.maxLatencyMs),
    ...unmetCertificate(answer, expected.tlsMinDays),
  ];
}

function unmetStatus(answer: Answer, expected: Expectations): string | undefined {
  const { status } = answer;
  if (typeof status !== 'number') return status.health === 'healthy' ? undefined : status.reason;
  if (includesStatus(expected.status, status)) return undefined;
  return `expected status ${formatStatusRanges(expected.status)}${redirectNote(answer)}`;
}

function redirectNote(answer: Answer): string {
  const status = httpStatus(answer) ?? 0;
  const location = answer.headers['location'];
  return status >= 300 && status < 400 && location !== undefined ? `, got a redirect to ${clip(location)}` : '';
}

function unmetHeader({ headers }: Answer, { name, pattern }: HeaderExpectation): readonly string[] {
  const value = headers[name];
  if (value === undefined) return [`expected a header ${name}, but the answer has none`];
  return matches(pattern, value)
    ? []
    : [`expected header ${name} to match ${String(pattern)}, but it is "${clip(value)}"`];
}

function unmetBody({ body, truncated }: Answer, pattern: RegExp | undefined): readonly string[] {
  if (pattern === undefined) return [];
  const found = search(pattern, body);
  if (found === 'too-slow') return [`expected the body to match ${String(pattern)}, but looking for it takes too long`];
  if (found !== null) return [];
  return [`expected the body to match ${String(pattern)}${truncated ? '; only its beginning was read' : ''}`];
}

function unmetJson(answer: Answer, expected: readonly JsonExpectation[]): readonly string[] {
  if (expected.length === 0) return [];
  const json = answerJson(answer);
  if (!json.valid) return [`expected a JSON body, but it is ${json.what}`];
  return expected.flatMap((expectation) => unmetJsonExpectation(json.value, expectation) ?? []);
}

function unmetLatency({ ms }: Answer, limit: number | undefined): readonly string[] {
  return limit === undefined || ms <= limit ? [] : [`expected an answer within ${formatDuration(limit)}`];
}

function unmetCertificate({ certificate }: Answer, minDays: number | undefined): readonly string[] {
  if (minDays === undefined) return [];
  if (certificate === undefined) return ['expected a certificate, but the answer came unencrypted'];
  const { daysLeft, expires } = certificate;
  if (daysLeft >= minDays) return [];
  return [
    `expected the certificate to be valid for ${minDays} days, but it ends in ${daysLeft}, on ${expires.slice(0, 10)}`,
  ];
}

export type AnswerJson =
  { readonly valid: true; readonly value: unknown } | { readonly valid: false; readonly what: string };

export function answerJson({ body, truncated }: Answer): AnswerJson {
  if (body.trim() === '') return { valid: false, what: 'empty' };
  if (truncated) return { valid: false, what: 'too long to be read whole' };
  if (isNestedTooDeep(body)) return { valid: false, what: 'nested too deep' };
  try {
    return { valid: true, value: JSON.parse(body) as unknown };
  } catch {
    return { valid: false, what: 'something else' };
  }
}

function clip(text: string): string {
  return text.length > 100 ? `${text.slice(0, 97)}...` : text;
}
