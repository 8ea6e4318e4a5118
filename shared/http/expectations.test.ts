import { expect, it } from '@jest/globals';
import { unmetExpectations, type Expectations } from './expectations.ts';
import { parseJsonExpectation } from './json-expectation.ts';
import type { Answer } from './probe-result.ts';

const json = (line: string): Expectations['json'] => {
  const parsed = parseJsonExpectation(line);
  if (typeof parsed === 'string') throw new Error(parsed);
  return [parsed];
};
const ANY: Expectations = {
  status: [{ low: 200, high: 299 }],
  body: undefined,
  headers: [],
  json: [],
  maxLatencyMs: undefined,
  tlsMinDays: undefined,
};
const OK: Answer = { kind: 'answered', status: 200, headers: {}, body: '{"status":"ok"}', truncated: false, ms: 12 };

const CERTIFICATE = { subject: 'CN=a', issuer: 'CN=b', expires: '2026-03-04T05:06:07.000Z', daysLeft: 14 };

interface Case {
  readonly answer?: Partial<Answer>;
  readonly expected?: Partial<Expectations>;
  readonly problems: readonly string[];
}

const cases: Readonly<Record<string, Case>> = {
  'any 2xx': { answer: { status: 204 }, problems: [] },
  'a wrong status stands alone': {
    answer: { status: 503 },
    expected: { body: /never/ },
    problems: ['expected status 200-299'],
  },
  'a redirect is no success': {
    answer: { status: 302, headers: { location: '/login' } },
    problems: ['expected status 200-299, got a redirect to /login'],
  },
  'a body that matches': { expected: { body: /"ok"/ }, problems: [] },
  'a body that does not': { expected: { body: /up/ }, problems: ['expected the body to match /up/'] },
  'a cut body that does not': {
    answer: { truncated: true },
    expected: { body: /up/ },
    problems: ['expected the body to match /up/; only its beginning was read'],
  },
  'a header that matches': {
    answer: { headers: { 'x-a': 'yes' } },
    expected: { headers: [{ name: 'x-a', pattern: /^y/ }] },
    problems: [],
  },
  'a header that does not': {
    answer: { headers: { 'x-a': 'no' } },
    expected: { headers: [{ name: 'x-a', pattern: /^y/ }] },
    problems: ['expected header x-a to match /^y/, but it is "no"'],
  },
  'a header that is not there': {
    expected: { headers: [{ name: 'x-a', pattern: /./ }] },
    problems: ['expected a header x-a, but the answer has none'],
  },
  'JSON that holds': { expected: { json: json('$.status == ok') }, problems: [] },
  'no JSON': {
    answer: { body: '<html>' },
    expected: { json: json('$.status == ok') },
    problems: ['expected a JSON body, but it is something else'],
  },
  'an empty body': {
    answer: { body: ' ' },
    expected: { json: json('$.status == ok') },
    problems: ['expected a JSON body, but it is empty'],
  },
  'JSON that was cut': {
    answer: { truncated: true },
    expected: { json: json('$.status == ok') },
    problems: ['expected a JSON body, but it is too long to be read whole'],
  },
  'a latency at the limit': { expected: { maxLatencyMs: 12 }, problems: [] },
  'a latency above it': { expected: { maxLatencyMs: 11 }, problems: ['expected an answer within 11ms'] },
  'a certificate for long enough': { answer: { certificate: CERTIFICATE }, expected: { tlsMinDays: 14 }, problems: [] },
  'a certificate that ends too soon': {
    answer: { certificate: CERTIFICATE },
    expected: { tlsMinDays: 15 },
    problems: ['expected the certificate to be valid for 15 days, but it ends in 14, on 2026-03-04'],
  },
  'no certificate': {
    expected: { tlsMinDays: 0 },
    problems: ['expected a certificate, but the answer came unencrypted'],
  },
  'everything that is wrong': {
    expected: { body: /up/, json: json('$.status == up'), maxLatencyMs: 1 },
    problems: [
      'expected the body to match /up/',
      'expected $.status == up, but it is "ok"',
      'expected an answer within 1ms',
    ],
  },
};

it.each(Object.entries(cases))('%s', (_, { answer = {}, expected = {}, problems }) => {
  expect(unmetExpectations({ ...OK, ...answer }, { ...ANY, ...expected })).toEqual(problems);
});
