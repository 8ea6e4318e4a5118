import { NEW, OLD } from '#shared/verify/testing';
import { OK, repeat, resets, response, says } from './plays.ts';
import type { Play, Script, Scripts } from './script.ts';

const version = (sha: string, status = 200): Play => says(response(status, { 'x-version': sha }));
const N = version(NEW);
const O = version(OLD);
const E = says(response(503));
const VERSIONED = { 'expect-version': NEW, 'version-from': 'header:x-version' };
const FOUR_TIMES = { 'success-threshold': '4' };

const versioned = (plays: readonly Play[], expected: Pick<Script, 'result' | 'attempts' | 'says'>): Script => ({
  plays,
  settings: VERSIONED,
  ...expected,
});

/** What changes from one connection to the next. */
export const OVER_TIME: Scripts = {
  'has the new version': versioned([N], { result: 'healthy', attempts: 3 }),
  'has the old version, then the new one': versioned([O, O, N], { result: 'healthy', attempts: 5 }),
  'has the old version only': versioned([O], {
    result: 'wrong-version',
    attempts: 5,
    says: /^200 in \d+ ms, version 1f3c9aa: expected version 9c1d2e3$/,
  }),
  'goes back to the old version for a while': versioned([O, N, N, O, N], { result: 'healthy', attempts: 7 }),
  'goes back to the old version for good': versioned([O, N, N, O], { result: 'wrong-version', attempts: 7 }),
  'has old and new versions in turns': versioned(repeat(10, N, O), { result: 'wrong-version', attempts: 6 }),
  'has a version for every connection': versioned(
    Array.from({ length: 20 }, (_, index) => version(`v${index}`)),
    { result: 'wrong-version', attempts: 5 },
  ),
  'names no version': versioned([OK], { result: 'wrong-version', attempts: 5, says: /but the answer names none$/ }),
  'has a new version that fails, and heals': versioned([version(NEW, 500), version(NEW, 500), N], {
    result: 'healthy',
    attempts: 5,
    says: /^500 in \d+ ms, version 9c1d2e3: expected status 200-299$/,
  }),
  'has an old version that asks for credentials': versioned([version(OLD, 401), N], { result: 'healthy', attempts: 4 }),
  'has a new version that asks for credentials': versioned([O, version(NEW, 401)], {
    result: 'unhealthy',
    attempts: 2,
    says: /status 401 is in fail-on$/,
  }),
  'has no tasks yet': { plays: [E, E, OK], result: 'healthy', attempts: 5, says: /^503/ },
  'has no tasks ever': { plays: [E], result: 'unhealthy', attempts: 5, says: /^503/ },
  'answers every error of a load balancer, then the service': {
    plays: [resets(), says(response(502)), says(response(503)), says(response(504)), OK],
    rules: { timeout: '60s' },
    result: 'healthy',
    attempts: 7,
    says: /^504/,
  },
  'fails every other time': { plays: repeat(20, OK, E), result: 'unhealthy', attempts: 6 },
  'fails every third time, where four must pass': {
    plays: repeat(20, OK, OK, E),
    rules: FOUR_TIMES,
    result: 'unhealthy',
    attempts: 6,
  },
  'fails every fourth time, where three must pass': {
    plays: repeat(20, OK, OK, OK, E),
    result: 'healthy',
    attempts: 3,
  },
  'has a burst of 502 while it should be stable': {
    plays: [...repeat(5, OK), ...repeat(3, says(response(502))), OK],
    rules: { timeout: '60s', 'stable-for': '10s' },
    result: 'healthy',
    attempts: 16,
    says: /^502/,
  },
  'goes down while it should be stable': {
    plays: [...repeat(5, OK), E],
    rules: { timeout: '30s', 'stable-for': '10s' },
    result: 'unhealthy',
    attempts: 16,
  },
  'asks to come back in 3 s': {
    plays: [says(response(503, { 'retry-after': '3' })), OK],
    result: 'healthy',
    attempts: 4,
  },
  'asks to come back in an hour, and is there sooner': {
    plays: [says(response(503, { 'retry-after': '3600' })), OK],
    rules: { timeout: '30s' },
    result: 'healthy',
    attempts: 4,
  },
  'has too many requests until a date': {
    plays: [says(response(429, { 'retry-after': 'Thu, 01 Jan 2026 00:00:08 GMT' }))],
    result: 'unhealthy',
    attempts: 3,
    says: /^429/,
  },
  'refuses who asks': {
    plays: [says(response(403))],
    result: 'unhealthy',
    attempts: 1,
    says: /status 403 is in fail-on$/,
  },
};
