import { expect, it } from '@jest/globals';
import { formatPercentage, parsePercentage } from './percentage.ts';

it.each([
  ['1%', 0.01],
  [' 7 % ', 0.07],
  ['0.5%', 0.005],
  ['250%', 2.5],
  ['0%', 0],
  ['1', undefined],
  ['-1%', undefined],
  ['.5%', undefined],
  ['1 percent', undefined],
  ['', undefined],
])('%j is the share %p', (text, share) => {
  expect(parsePercentage(text)).toBe(share);
});

it.each([
  [0, '0.0 %'],
  [0.0007, '0.07 %'],
  [0.0099, '0.99 %'],
  [0.01, '1.0 %'],
  [0.1234, '12.3 %'],
  [1, '100.0 %'],
])('the share %p is %s', (share, text) => {
  expect(formatPercentage(share)).toBe(text);
});
