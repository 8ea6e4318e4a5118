import { InputError } from '#shared/action/errors';
import type { EcrApi, FoundImage, RegistryLogin } from '#shared/ecr/ecr-api';
import { parseEcrHost } from '#shared/ecr/repository';
import type { BuildImageInputs } from './inputs.ts';

/** The repository an image goes to. */
export interface Target {
  /** Host, as in image names. */
  readonly registry: string;
  readonly repository: string;
  /** Account of the registry, undefined when it is the caller's own. */
  readonly registryId: string | undefined;
  /** Got on the way; a run that finds its image may need none. */
  readonly login: RegistryLogin | undefined;
}

/**
 * Finds out which registry is meant. A host that names an ECR registry needs no call; anything else is compared with the
 * account's own registry.
 * @throws {InputError} when the registry is none of the account's
 */
export async function openTarget(
  ecr: EcrApi,
  { registry, repository }: Pick<BuildImageInputs, 'registry' | 'repository'>,
): Promise<Target> {
  const host = registry === undefined ? undefined : parseEcrHost(registry);
  if (registry !== undefined && host !== undefined) {
    return { registry, repository, registryId: host.accountId, login: undefined };
  }
  const login = await ecr.authorize();
  if (registry !== undefined && registry !== login.registry) {
    const problem = `got ${registry}, but the registry of this account is ${login.registry}; registries other than Amazon ECR cannot be used yet.`;
    throw new InputError([{ input: 'registry', problem }]);
  }
  return { registry: login.registry, repository, registryId: undefined, login };
}

export function imageName({ registry, repository }: Target, tag: string): string {
  return `${registry}/${repository}:${tag}`;
}

/** Puts further tags on an image that is in the registry. */
export async function addTags(
  ecr: EcrApi,
  { target, image, tags }: { readonly target: Target; readonly image: FoundImage; readonly tags: readonly string[] },
): Promise<void> {
  // One after the other: when one fails, the error is about the first that does.
  for (const tag of tags) await ecr.tagImage({ ...target, image, tag });
}
