import { describe, expect, it } from '@jest/globals';
import { faultOf } from './fault.ts';

const answer = (status: number, headers: Readonly<Record<string, string>> = {}, body = '') =>
  ({ kind: 'answered', status, headers, body, truncated: false, ms: 1 }) as const;

describe('faultOf', () => {
  it.each([200, 201, 204])('finds nothing wrong with %d', (status) => {
    expect(faultOf('GET /x', answer(status))).toBeUndefined();
  });

  const DENIED = JSON.stringify({ message: 'Resource not accessible by integration' });
  it.each<[string, Parameters<typeof faultOf>[1], RegExp, boolean]>([
    ['no connection', { kind: 'failed', failure: 'refused', message: 'refused', ms: 1 }, /^GET \/x: refused$/, true],
    ['a server fault', answer(502, {}, '<html>'), /^GET \/x: HTTP 502$/, true],
    ['an invalid token', answer(401, {}, '{"message":"Bad credentials"}'), /Bad credentials; the token is not/, false],
    [
      'a missing permission',
      answer(403, { 'x-accepted-github-permissions': 'deployments=write' }, DENIED),
      /HTTP 403: Resource not accessible by integration; the token lacks a permission \(deployments=write\)$/,
      false,
    ],
    ['a repository it may not see', answer(404), /may not see the repository/, false],
    ['a refused body', answer(422, {}, '{"message":"No ref found for: x."}'), /HTTP 422: No ref found for: x$/, false],
    ['a redirect', answer(301), /HTTP 301$/, false],
    ['a rate limit of an hour', answer(403, { 'x-ratelimit-remaining': '0' }), /rate limit/, false],
    ['a rate limit of a moment', answer(429, { 'retry-after': '1' }), /rate limit/, true],
    ['a rate limit of a minute', answer(403, { 'retry-after': '60' }), /rate limit/, false],
  ])('tells of %s', (...[, result, message, retryable]) => {
    const fault = faultOf('GET /x', result);
    expect(fault?.message).toMatch(message);
    expect(fault?.retryable).toBe(retryable);
  });
});
