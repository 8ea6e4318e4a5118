import { expect, it } from '@jest/globals';
import { readImageDigest } from './build-metadata.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const CONFIG = `sha256:${'b'.repeat(64)}`;

it.each([
  ['a pushed image', { 'containerimage.digest': DIGEST, 'containerimage.config.digest': CONFIG }, DIGEST],
  ['an index, which has no configuration', { 'containerimage.digest': DIGEST }, DIGEST],
  [
    'an image only loaded: its "digest" is the configuration',
    { 'containerimage.digest': CONFIG, 'containerimage.config.digest': CONFIG },
    undefined,
  ],
  ['nothing exported', { 'buildx.build.ref': 'default/default/x' }, undefined],
  ['no digest at all', { 'containerimage.digest': 'sha256:short' }, undefined],
])('%s', (_, metadata, expected) => {
  expect(readImageDigest(JSON.stringify(metadata))).toBe(expected);
});
