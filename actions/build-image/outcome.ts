import type { ActionContext } from '#shared/action/context';
import type { BuildStep } from '#shared/docker/build-progress';
import { formatBytes } from '#shared/oci/manifest';
import { formatDuration } from '#shared/text/duration';
import { details, inlineCode, escapeMarkdown, markdownTable } from '#shared/text/markdown';
import type { Build, ImageResult } from './result.ts';

/** Sets the outputs. An image that was not pushed has no digest that a registry knows, so it gives none. */
export function setOutputs(setOutput: ActionContext['setOutput'], image: ImageResult, reason: string): void {
  const pushed = image.result !== 'not-pushed';
  setOutput('result', image.result);
  setOutput('reason', reason);
  setOutput('tag', image.tag);
  setOutput('tagged-image', image.taggedImage ?? '');
  setOutput('image', pushed ? image.image : '');
  setOutput('digest', pushed ? image.digest : '');
}

/** The step's result as one sentence, for the log. */
export function describeOutcome(image: ImageResult, durationMs: number): string {
  const took = formatDuration(durationMs);
  switch (image.result) {
    case 'reused':
      return `Reused ${image.image}: the registry has an image of this commit. Nothing was built (${took}).`;
    case 'built':
      return `Built and pushed ${image.image} in ${took} (${describeSteps(image.steps)}).`;
    case 'not-pushed':
      return `Built ${image.taggedImage ?? image.repository} in ${took} (${describeSteps(image.steps)}). Not pushed: ${image.reason}`;
  }
}

/** `4 of 6 steps from the cache` */
export function describeSteps(steps: readonly BuildStep[]): string {
  const cached = steps.filter(({ outcome }) => outcome === 'cached').length;
  return `${cached} of ${steps.length} ${steps.length === 1 ? 'step' : 'steps'} from the cache`;
}

/** The job summary, block by block. */
export function renderSummary(image: ImageResult, durationMs: number): readonly string[] {
  const tags = image.result === 'not-pushed' ? [image.tag] : [image.tag, ...image.furtherTags];
  const rows = [
    ...(image.result === 'not-pushed'
      ? [['Not pushed', escapeMarkdown(image.reason)]]
      : [
          ['Image', inlineCode(image.image)],
          ['Size', image.sizeBytes === undefined ? 'an index of several manifests' : formatBytes(image.sizeBytes)],
        ]),
    [tags.length === 1 ? 'Tag' : 'Tags', tags.map(inlineCode).join('\n')],
    ...(image.result === 'reused' ? [] : buildRows(image)),
    ['Time', formatDuration(durationMs)],
  ];
  return [
    `## build-image: ${image.result}`,
    HEADLINES[image.result],
    markdownTable(['', ''], rows),
    ...(image.result === 'reused' || image.steps.length === 0 ? [] : [stepTable(image.steps)]),
  ];
}

const HEADLINES: Readonly<Record<ImageResult['result'], string>> = {
  built: 'The image was built and pushed. Later steps name it by its digest.',
  reused: 'The registry has an image of this commit already, so nothing was built.',
  'not-pushed': 'The image was built, which shows that it can be, and kept out of the registry.',
};

function buildRows({ engine, steps, cache, attempts }: Build): readonly (readonly string[])[] {
  return [
    ['Steps', describeSteps(steps)],
    ['Layer cache', escapeMarkdown(cache)],
    ['Engine', escapeMarkdown(engine)],
    ...(attempts === 1 ? [] : [['Tries', String(attempts)]]),
  ];
}

/** The steps of a build, folded away. */
export function stepTable(steps: readonly BuildStep[]): string {
  const rows = steps.map(({ name, outcome, seconds }) => [
    inlineCode(name),
    outcome,
    seconds === undefined ? '' : `${seconds.toFixed(1)}s`,
  ]);
  return details('Build steps', markdownTable(['Step', 'Outcome', 'Time'], rows));
}
