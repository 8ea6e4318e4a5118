import { expect, it } from '@jest/globals';
import type { ProbeResult } from '#shared/http/probe-result';
import { answer, failure, NEW, OLD } from '#shared/verify/testing';
import { sight, type Sighting } from './sighting.ts';
import { settings } from './testing.ts';

const from = (version: string, status = 200): ProbeResult => answer(status, { headers: { 'x-version': version } });
const unexpected = { label: '503', detail: '503: expected status 200-299' };

it.each<[string, ProbeResult, Sighting]>([
  ['the new version', from(NEW), { of: 'canary', version: NEW, error: undefined, ms: 12 }],
  ['its commit shortened', from(NEW.slice(0, 7)), { of: 'canary', version: NEW.slice(0, 7), error: undefined, ms: 12 }],
  ['another version', from(OLD), { of: 'baseline', version: OLD, error: undefined, ms: 12 }],
  [
    'an error, which says nothing about latency',
    from(NEW, 503),
    { of: 'canary', version: NEW, error: unexpected, ms: undefined },
  ],
  ['an error of the load balancer', answer(503), { of: 'unattributed', error: unexpected }],
  [
    'no connection',
    failure('refused', 'refused by api'),
    { of: 'unattributed', error: { label: 'refused', detail: 'refused by api' } },
  ],
  ['an answer as expected without a version', answer(200), { of: 'unnamed' }],
])('%s', (_, result, expected) => {
  expect(sight(settings(), result)).toEqual(expected);
});

it('sets versions apart that are not compared', () => {
  const compared = settings({ baselineVersion: 'v1' });
  expect(sight(compared, from('v1'))).toMatchObject({ of: 'baseline' });
  expect(sight(compared, from('v0'))).toEqual({ of: 'other', version: 'v0' });
});

it('counts the latency of an answer that only is too slow', () => {
  const { target } = settings();
  const slow = { ...target, expectations: { ...target.expectations, maxLatencyMs: 10 } };
  expect(sight(settings({ target: slow }), from(NEW))).toMatchObject({
    of: 'canary',
    error: { label: '200', detail: '200: expected an answer within 10ms' },
    ms: 12,
  });
});
