import { expect, it } from '@jest/globals';
import { formatBytes, imageSize, listedManifests } from './manifest.ts';

it('adds up configuration and layers', () => {
  expect(imageSize('{"config":{"size":10},"layers":[{"size":200},{"size":3000}]}')).toBe(3210);
});

it('knows no size of an index', () => {
  expect(imageSize('{"manifests":[{"size":10}]}')).toBeUndefined();
});

it.each([
  [0, '0 B'],
  [999, '999 B'],
  [1_000, '1.0 kB'],
  [48_123_456, '48.1 MB'],
  [1_234_000_000_000, '1234.0 GB'],
])('%d bytes are %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text);
});

it('lists the manifests of an index, and none of an image', () => {
  expect(listedManifests('{"manifests":[{"digest":"sha256:1"},{"digest":"sha256:2"}]}')).toEqual([
    'sha256:1',
    'sha256:2',
  ]);
  expect(listedManifests('{"config":{"digest":"sha256:3"},"layers":[]}')).toEqual([]);
});
