import { expect, it } from '@jest/globals';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('2026-01-01T00:00:00Z');

it.each<[number, string | undefined, number | undefined]>([
  [503, '7', 7_000],
  [429, ' 120 ', 120_000],
  [503, 'Thu, 01 Jan 2026 00:00:30 GMT', 30_000],
  [503, 'Thursday, 01-Jan-26 00:00:30 GMT', 30_000],
  [503, 'Wed, 31 Dec 2025 23:59:59 GMT', undefined],
  [503, '0', undefined],
  [503, '-5', undefined],
  [503, '1.5', undefined],
  [503, 'Thu, whenever', undefined],
  [503, '2026-01-01', undefined],
  [503, '9'.repeat(40), undefined],
  [503, undefined, undefined],
  [500, '7', undefined],
  [200, '7', undefined],
])('%i with Retry-After %j asks for %j ms', (status, value, ms) => {
  const headers: Record<string, string> = value === undefined ? {} : { 'retry-after': value };
  expect(retryAfterMs({ status, headers }, NOW)).toBe(ms);
});
