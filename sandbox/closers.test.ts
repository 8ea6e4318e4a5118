import { expect, it } from '@jest/globals';
import { Closers } from './closers.ts';

it('ends parts in the reverse order of their start, once', async () => {
  const ended: string[] = [];
  const closers = new Closers();
  for (const name of ['a', 'b'])
    closers.add(name, () => {
      ended.push(name);
      return Promise.resolve();
    });
  await Promise.all([closers.close(), closers.close()]);
  expect(ended).toEqual(['b', 'a']);
});

it('ends the others where one fails, and says which', async () => {
  const ended: string[] = [];
  const closers = new Closers();
  closers.add('first', () => {
    ended.push('first');
    return Promise.resolve();
  });
  closers.add('second', () => Promise.reject(new Error('stuck')));
  await expect(closers.close()).rejects.toThrow('the sandbox could not end all it started: second: stuck');
  expect(ended).toEqual(['first']);
});
