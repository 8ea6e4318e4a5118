import { parseImageReference } from './image-reference.ts';
import { ContainerError } from './runtime.ts';

/** Why a pull failed, whichever runtime found it out. */
export type PullFailure =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'forbidden' }
  | { readonly kind: 'platform'; readonly platform: string }
  /** What the engine or the network said. */
  | { readonly kind: 'other'; readonly reason: string };

/** Words it as stopped Fargate tasks do (published reports: containers-roadmap 2493 and 2687, aws-cdk 14457). */
export function pullError(image: string, failure: PullFailure): ContainerError {
  return new ContainerError(
    'CannotPullContainerError',
    `pull image manifest has been retried 1 time(s): ${describe(image, failure)}`,
  );
}

function describe(image: string, failure: PullFailure): string {
  switch (failure.kind) {
    case 'not-found':
      return `failed to resolve ref ${image}: ${image}: not found`;
    case 'forbidden': {
      const reference = parseImageReference(image);
      const what = `[manifests ${reference?.digest ?? reference?.tag ?? ''}]`;
      return `failed to resolve ref ${image}: pulling from host ${reference?.host ?? ''} failed with status code ${what}: 403 Forbidden`;
    }
    case 'platform':
      return `image Manifest does not contain descriptor matching platform '${failure.platform}'`;
    case 'other':
      return `failed to resolve ref ${image}: ${failure.reason}`;
  }
}

/** Sorts the message of a Docker engine, of either image store. */
export function readEngineMessage(message: string, platform: string): PullFailure {
  if (/pull access denied|authorization failed|unauthorized|denied:|no basic auth/i.test(message))
    return { kind: 'forbidden' };
  if (/no match(?:ing manifest)? for (?:platform|\w+\/\w+)/i.test(message)) return { kind: 'platform', platform };
  if (/manifest unknown|name unknown|: not found$/i.test(message)) return { kind: 'not-found' };
  return { kind: 'other', reason: message };
}
