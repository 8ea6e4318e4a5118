import { describe, expect, it } from '@jest/globals';
import { shippedCommits, shortCommits } from './commits.ts';

const [old, now] = ['a'.repeat(40), 'b'.repeat(40)];
const repository = 'https://github.example.com/team/web';

describe('shippedCommits', () => {
  it.each([
    ['from one commit to another', old, now, `compare/${old}...${now}`, 'aaaaaaa...bbbbbbb'],
    ['a first release', undefined, now, `commit/${now}`, 'bbbbbbb'],
    ['after something that is no commit', 'main', now, `commit/${now}`, 'bbbbbbb'],
  ])('links %s', (...[, from, to, page, short]) => {
    const commits = shippedCommits({ from, to }, repository);
    expect(commits?.url).toBe(`${repository}/${page}`);
    expect(commits && shortCommits(commits)).toBe(short);
  });

  it('knows no page outside GitHub', () => {
    expect(shippedCommits({ from: old, to: now }, undefined)).toEqual({ from: old, to: now, url: undefined });
  });

  it.each([
    ['the same commit', old, old],
    ['no commit', old, undefined],
    ['an empty one', old, ''],
  ])('says nothing of %s', (...[, from, to]) => {
    expect(shippedCommits({ from, to }, repository)).toBeUndefined();
  });
});
