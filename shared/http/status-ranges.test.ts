import { expect, it } from '@jest/globals';
import { formatStatusRanges, includesStatus, parseStatusRanges } from './status-ranges.ts';

it.each([
  ['200', '200'],
  ['200-299', '200-299'],
  [' 200 - 204 , 301\n404', '200-204, 301, 404'],
])('reads %j', (text, formatted) => {
  expect(formatStatusRanges(parseStatusRanges(text) ?? [])).toBe(formatted);
});

it.each(['', ',', '2xx', '99', '600', '299-200', '200-', '200..204', '1000'])('refuses %j', (text) => {
  expect(parseStatusRanges(text)).toBeUndefined();
});

it.each([
  [199, false],
  [200, true],
  [299, true],
  [300, false],
  [404, true],
])('says whether %i is in 200-299, 404', (status, included) => {
  expect(includesStatus(parseStatusRanges('200-299, 404') ?? [], status)).toBe(included);
});
