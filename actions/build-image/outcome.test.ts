import { describe, expect, it } from '@jest/globals';
import { describeOutcome, renderSummary, setOutputs } from './outcome.ts';
import type { ImageResult } from './result.ts';

const REUSED: ImageResult = {
  result: 'reused',
  repository: 'app',
  tag: 'abc',
  taggedImage: 'r/app:abc',
  image: 'r/app@sha256:1',
  digest: 'sha256:1',
  sizeBytes: 1_100_000,
  furtherTags: ['v1.2.3'],
};
const BUILT: ImageResult = {
  ...REUSED,
  result: 'built',
  engine: 'Docker 29.0.0',
  cache: 'none (cache is none)',
  attempts: 2,
  steps: [
    { name: '[1/2] COPY . .', outcome: 'cached', seconds: undefined },
    { name: '[2/2] RUN a | b', outcome: 'done', seconds: 1.25 },
  ],
};
const NOT_PUSHED: ImageResult = {
  result: 'not-pushed',
  repository: 'app',
  tag: 'abc',
  taggedImage: undefined,
  reason: 'push is false.',
  engine: 'Docker 29.0.0',
  cache: 'none',
  attempts: 1,
  steps: [],
};

function outputsOf(image: ImageResult): Record<string, string> {
  const outputs: Record<string, string> = {};
  setOutputs((name, value) => (outputs[name] = value), image, 'Told in one sentence.');
  return outputs;
}

describe('setOutputs', () => {
  it('hands the image on by its digest', () => {
    expect(outputsOf(BUILT)).toEqual({
      result: 'built',
      reason: 'Told in one sentence.',
      tag: 'abc',
      'tagged-image': 'r/app:abc',
      image: 'r/app@sha256:1',
      digest: 'sha256:1',
    });
  });

  it('hands on no image that no registry has', () => {
    expect(outputsOf(NOT_PUSHED)).toEqual({
      result: 'not-pushed',
      reason: 'Told in one sentence.',
      tag: 'abc',
      'tagged-image': '',
      image: '',
      digest: '',
    });
  });
});

it.each([
  [REUSED, 'Reused r/app@sha256:1: the registry has an image of this commit. Nothing was built (1.5s).'],
  [BUILT, 'Built and pushed r/app@sha256:1 in 1.5s (1 of 2 steps from the cache).'],
  [NOT_PUSHED, 'Built app in 1.5s (0 of 0 steps from the cache). Not pushed: push is false.'],
])('says the result in one sentence', (image, sentence) => {
  expect(describeOutcome(image, 1_500)).toBe(sentence);
});

describe('renderSummary', () => {
  it('shows the image, and the steps with their times', () => {
    const summary = renderSummary(BUILT, 1_500).join('\n');
    expect(summary).toContain('## build-image: built');
    expect(summary).toContain('| Image | `r/app@sha256:1` |');
    expect(summary).toContain('| Size | 1.1 MB |');
    expect(summary).toContain('| Tags | `abc`<br>`v1.2.3` |');
    expect(summary).toContain('| Tries | 2 |');
    expect(summary).toContain('| `[2/2] RUN a \\| b` | done | 1.3s |');
  });

  it('has no build of an image that was reused', () => {
    expect(renderSummary(REUSED, 45).join('\n')).not.toMatch(/Engine|Build steps/);
  });

  it('says why nothing was pushed', () => {
    expect(renderSummary(NOT_PUSHED, 45).join('\n')).toContain('| Not pushed | push is false. |');
  });
});
