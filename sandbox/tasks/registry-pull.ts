import { hostPlatform } from '../images/platform.ts';
import type { ImageReference } from './image-reference.ts';
import { parseImageReference } from './image-reference.ts';
import { pullError } from './pull-errors.ts';
import type { PullFailure } from './pull-errors.ts';
import { RegistryAnswer } from './registry-client.ts';
import type { PullRequest } from './runtime.ts';

/** `os/architecture` that a pull wants: the task definition's, else this machine's. */
export function wantedPlatform({ platform }: Pick<PullRequest, 'platform'>): string {
  const { os, architecture } = hostPlatform();
  return platform ?? `${os}/${architecture}`;
}

/** @throws {ContainerError} `CannotPullContainerError` when the text is no reference */
export function requireReference(image: string): ImageReference {
  const reference = parseImageReference(image);
  if (!reference) throw pullError(image, { kind: 'other', reason: 'invalid reference format' });
  return reference;
}

/**
 * What `pull` answers, where the registry's refusals become ECS's words.
 * @throws {ContainerError} `CannotPullContainerError`
 */
export async function pulledFromRegistry<T>(request: PullRequest, pull: () => Promise<T>): Promise<T> {
  try {
    return await pull();
  } catch (error) {
    throw error instanceof RegistryAnswer
      ? pullError(request.image, readAnswer(error, wantedPlatform(request)))
      : error;
  }
}

function readAnswer({ status, message }: RegistryAnswer, platform: string): PullFailure {
  if (status === 404) return { kind: 'not-found' };
  if (status === 401 || status === 403) return { kind: 'forbidden' };
  if (message.startsWith('no match for platform')) return { kind: 'platform', platform };
  return { kind: 'other', reason: message };
}
