import { expect, it } from '@jest/globals';
import { formatMinute } from './moment.ts';

it('tells a moment to the minute, in UTC', () => {
  expect(formatMinute(new Date('2026-11-21T10:05:59.999+02:00'))).toBe('2026-11-21 08:05Z');
});
