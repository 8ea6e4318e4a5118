import { FakeClock } from '#shared/testing/fake-clock';
import type { PreflightApi } from '../api.ts';
import type { Outcome } from '../finding.ts';
import type { ImageTools } from '../images.ts';

/** An AWS that answers only what a test gives it; anything else it asks is a failure of the test. */
export function fakeApi(answers: Partial<PreflightApi> = {}): PreflightApi {
  const unexpected = (name: string) => (): never => {
    throw new Error(`nobody was to ask for ${name}`);
  };
  return {
    ownRegistry: unexpected('ownRegistry'),
    image: unexpected('image'),
    imageConfig: unexpected('imageConfig'),
    pullThroughPrefixes: unexpected('pullThroughPrefixes'),
    lifecyclePolicy: unexpected('lifecyclePolicy'),
    imageFacts: unexpected('imageFacts'),
    imagesOf: unexpected('imagesOf'),
    role: unexpected('role'),
    secret: unexpected('secret'),
    missingParameters: unexpected('missingParameters'),
    hasLogGroup: unexpected('hasLogGroup'),
    targetGroup: unexpected('targetGroup'),
    ...answers,
  };
}

/** Time jumps from wait to wait, and is never over. */
export function fakeTools(answers: Partial<PreflightApi> = {}, more: Partial<ImageTools> = {}): ImageTools {
  return {
    api: fakeApi(answers),
    clock: new FakeClock({ auto: true }),
    random: () => 0.5,
    limit: new AbortController().signal,
    ownEndpoint: false,
    ...more,
  };
}

/** `error: …`, `note: …`, `unchecked: what, since reason`. */
export function told(outcomes: readonly Outcome[]): readonly string[] {
  return outcomes.map((outcome) =>
    outcome.severity === 'unchecked'
      ? `unchecked: ${outcome.what}, since ${outcome.reason}`
      : `${outcome.severity}: ${outcome.problem}`,
  );
}
