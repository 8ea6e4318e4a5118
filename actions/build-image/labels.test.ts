import { expect, it } from '@jest/globals';
import { imageLabels } from './labels.ts';

const FACTS = {
  sha: 'abc',
  source: 'https://github.com/org/app',
  created: '2026-01-02T03:04:05Z',
  ref: 'refs/heads/main',
};

it('says where the image comes from', () => {
  expect(Object.fromEntries(imageLabels(FACTS, new Map()))).toEqual({
    'org.opencontainers.image.created': '2026-01-02T03:04:05Z',
    'org.opencontainers.image.revision': 'abc',
    'org.opencontainers.image.source': 'https://github.com/org/app',
    'org.opencontainers.image.version': 'abc',
  });
});

it('takes the version from a git tag, and leaves the last word to the user', () => {
  const own = new Map([
    ['org.opencontainers.image.source', 'https://example.com'],
    ['team', 'shop'],
  ]);
  expect(Object.fromEntries(imageLabels({ ...FACTS, ref: 'refs/tags/v1.2.3' }, own))).toMatchObject({
    'org.opencontainers.image.version': 'v1.2.3',
    'org.opencontainers.image.source': 'https://example.com',
    team: 'shop',
  });
});

it('names no source outside GitHub', () => {
  expect(imageLabels({ ...FACTS, source: undefined }, new Map()).has('org.opencontainers.image.source')).toBe(false);
});
