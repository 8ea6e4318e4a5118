import { expect, it } from '@jest/globals';
import { readFile } from 'node:fs/promises';
import { DEFAULT_GLOBAL_FILES } from './global-files.ts';

it('are those the README lists', async () => {
  const readme = await readFile(new URL('../../fast-check/README.md', import.meta.url), 'utf8');
  const listed = /```text\n(?<list>[\s\S]*?)\n```/.exec(readme)?.groups?.['list'];
  expect(listed?.split('\n')).toEqual(DEFAULT_GLOBAL_FILES);
});
