import { expect, it } from '@jest/globals';
import { isNestedTooDeep } from './json-depth.ts';

const nested = (depth: number): string => `${'[{"a":'.repeat(depth / 2)}1${'}]'.repeat(depth / 2)}`;

it.each<[string, string, boolean]>([
  ['500 levels', nested(500), false],
  ['502 levels', nested(502), true],
  ['many levels beside one another', `[${'[],'.repeat(5_000)}1]`, false],
  ['brackets in texts', `["${'['.repeat(600)}"]`, false],
  ['brackets in texts after a quote in them', `["\\"${'['.repeat(600)}"]`, false],
  ['levels after a text that ends in a backslash', `["\\\\",${nested(502)}]`, true],
])('%s', (_, json, tooDeep) => {
  expect(isNestedTooDeep(json)).toBe(tooDeep);
});
