import { describe, expect, it } from '@jest/globals';
import type { ProbeResult } from '#shared/http/probe-result';
import type { Target } from './target.ts';
import { answer, failure, NEW, OLD, target, VERSIONED } from './testing.ts';
import { judge, worst, type Verdict } from './verdict.ts';

interface Case {
  readonly of?: Target;
  readonly result: ProbeResult;
  readonly verdict: Verdict;
}

const from = (version: string): { readonly headers: Record<string, string> } => ({ headers: { 'x-version': version } });

const cases: Readonly<Record<string, Case>> = {
  'what is expected passes': {
    result: answer(200),
    verdict: { kind: 'passed', reasons: [], version: undefined },
  },
  'a short SHA of the expected version passes': {
    of: VERSIONED,
    result: answer(200, from(NEW.slice(0, 7))),
    verdict: { kind: 'passed', reasons: [], version: NEW.slice(0, 7) },
  },
  'another version is pending': {
    of: VERSIONED,
    result: answer(200, from(OLD)),
    verdict: { kind: 'other-version', reasons: ['expected version 9c1d2e3'], version: OLD },
  },
  'what another version answers does not matter': {
    of: VERSIONED,
    result: answer(401, from(OLD)),
    verdict: { kind: 'other-version', reasons: ['expected version 9c1d2e3'], version: OLD },
  },
  'no version is pending': {
    of: VERSIONED,
    result: answer(200),
    verdict: {
      kind: 'other-version',
      reasons: ['expected version 9c1d2e3, but the answer names none'],
      version: undefined,
    },
  },
  'an error page without a version is a wrong answer': {
    of: VERSIONED,
    result: answer(503),
    verdict: { kind: 'wrong-answer', reasons: ['expected status 200-299'], version: undefined },
  },
  'the expected version may answer wrongly': {
    of: VERSIONED,
    result: answer(500, from(NEW)),
    verdict: { kind: 'wrong-answer', reasons: ['expected status 200-299'], version: NEW },
  },
  'a status of fail-on is hopeless': {
    result: answer(403),
    verdict: { kind: 'hopeless', reasons: ['status 403 is in fail-on'], version: undefined },
  },
  'unless it is the one expected': {
    of: target({ expectations: { ...target().expectations, status: [{ low: 401, high: 401 }] } }),
    result: answer(401),
    verdict: { kind: 'passed', reasons: [], version: undefined },
  },
  'a version is told where none is expected': {
    of: target({ versionFrom: { from: 'header', name: 'x-version' } }),
    result: answer(200, from(OLD)),
    verdict: { kind: 'passed', reasons: [], version: OLD },
  },
  'errors of a query are told before what they leave out': {
    of: target({ graphql: '{ ping }', expectations: { ...target().expectations, body: /pong/ } }),
    result: answer(200, { body: '{"data":null,"errors":[{"message":"no"}]}' }),
    verdict: { kind: 'wrong-answer', reasons: ['the GraphQL answer has errors: no'], version: undefined },
  },
  'a query without errors is held to the expectations': {
    of: target({ graphql: '{ ping }', expectations: { ...target().expectations, body: /pong/ } }),
    result: answer(200, { body: '{"data":{}}' }),
    verdict: { kind: 'wrong-answer', reasons: ['expected the body to match /pong/'], version: undefined },
  },
  'no answer can heal': {
    result: failure('tls', 'no secure connection'),
    verdict: { kind: 'no-answer', reasons: ['no secure connection'], version: undefined },
  },
  'but not HTTPS where plain HTTP is spoken': {
    result: failure('plain-http'),
    verdict: { kind: 'hopeless', reasons: ['plain-http'], version: undefined },
  },
};

it.each(Object.entries(cases))('%s', (_, { of = target(), result, verdict }) => {
  expect(judge(of, result)).toEqual(verdict);
});

describe('the worst verdict', () => {
  it.each([
    [['passed', 'passed'], 'passed'],
    [['passed', 'other-version'], 'other-version'],
    [['other-version', 'no-answer'], 'no-answer'],
    [['no-answer', 'wrong-answer'], 'wrong-answer'],
    [['wrong-answer', 'hopeless', 'passed'], 'hopeless'],
  ] as const)('of %j is %s', (kinds, kind) => {
    expect(worst(kinds)).toBe(kind);
  });
});
