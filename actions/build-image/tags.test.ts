import { expect, it } from '@jest/globals';
import { looksMutable } from './tags.ts';

it.each([
  'latest',
  'Latest',
  'latest-alpine3',
  '1.2.3-latest',
  'main',
  'stable',
  'prod',
  'v1',
  '1',
  '1.2',
  'v1.2',
  '123',
])('%s moves', (tag) => {
  expect(looksMutable(tag)).toBe(true);
});

it.each(['v1.2.3', '1.2.3-rc.1', '20261121', '2026-11-21', 'build-4711', '4711', '0123abc', 'sha-0123abc'])(
  '%s stays',
  (tag) => {
    expect(looksMutable(tag)).toBe(false);
  },
);
