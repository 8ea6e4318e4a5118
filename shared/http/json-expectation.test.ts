import { describe, expect, it } from '@jest/globals';
import { parseJsonExpectation, unmetJsonExpectation } from './json-expectation.ts';

const json = {
  status: 'ok',
  sha: '1234567',
  build: 1234567,
  ratio: 0.5,
  ready: true,
  nothing: null,
  checks: { db: { latencyMs: 12 } },
  items: [1, { b: 2, a: 1 }],
  'a b': 'spaced',
};

function unmet(line: string): string | undefined {
  const expectation = parseJsonExpectation(line);
  if (typeof expectation === 'string') throw new Error(expectation);
  return unmetJsonExpectation(json, expectation);
}

describe('an expectation that holds', () => {
  it.each([
    '$.status == ok',
    '$.status == "ok"',
    '$.status != down',
    '$.sha == 1234567',
    '$.build == 1234567',
    '$.build == 1234567.0',
    '$.ready == true',
    '$.ready != "true"',
    '$.nothing == null',
    '$.nothing exists',
    '$.checks.db.latencyMs < 200',
    '$.checks.db.latencyMs <= 12',
    '$.ratio > 0.4',
    '$.ratio >= 5e-1',
    '$.status ~ ^(ok|degraded)$',
    '$.status ~ /OK/i',
    '$.build ~ ^123',
    '$.items[1] == {"a":1,"b":2}',
    '$["a b"] == spaced',
    '$.status contains k',
    '$.status contains "o"',
    '$.items contains 1',
    '$.items contains {"a":1,"b":2}',
    '$.items.length == 2',
  ])('%s', (line) => {
    expect(unmet(line)).toBeUndefined();
  });
});

describe('an expectation that does not', () => {
  it.each([
    ['$.status == down', 'expected $.status == down, but it is "ok"'],
    ['$.status != ok', 'expected $.status != ok, but it is "ok"'],
    ['$.ready == "true"', 'expected $.ready == "true", but it is true'],
    ['$.nothing == 0', 'expected $.nothing == 0, but it is null'],
    ['$.checks.db.latencyMs < 12', 'expected $.checks.db.latencyMs < 12, but it is 12'],
    ['$.sha < 9999999', 'expected $.sha < 9999999, but it is "1234567"'],
    ['$.status ~ ^down', 'expected $.status ~ ^down, but it is "ok"'],
    ['$.status contains down', 'expected $.status contains down, but it is "ok"'],
    ['$.items contains 2', 'expected $.items contains 2, but it is [1,{"b":2,"a":1}]'],
    ['$.build contains 1', 'expected $.build contains 1, but it is 1234567'],
    ['$.items.length > 2', 'expected $.items.length > 2, but it is 2'],
    ['$.absent exists', 'expected $.absent exists, but the answer has no such value'],
    ['$.absent != x', 'expected $.absent != x, but the answer has no such value'],
  ])('%s', (line, problem) => {
    expect(unmet(line)).toBe(problem);
  });
});

describe('a line that is none', () => {
  it.each([
    ['status == ok', /begins with no path/],
    ['$.status', /no operator/],
    ['$.status = ok', /no operator/],
    ['$.status==ok', /begins with no path/],
    ['$.status ==', /no value after ==/],
    ['$.status === ok', /no operator/],
    ['$.latency < fast', /no number after </],
    ['$.status ~ (', /no regular expression after ~/],
    ['$.status exists yes', /takes none/],
  ])('%s', (line, problem) => {
    expect(parseJsonExpectation(line)).toMatch(problem);
  });
});
