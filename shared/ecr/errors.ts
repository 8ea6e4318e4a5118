import { ActionError } from '#shared/action/errors';
import type { EcrRepository } from './ecr-api.ts';

/** An immutable tag names another image than the one it was to name. */
export class TagTakenError extends ActionError {
  override readonly name = 'TagTakenError';
}

export interface TakenTag {
  readonly repository: string;
  readonly tag: string;
  /** Digest the tag was to name. */
  readonly wanted: string;
  /** Digest the tag names, undefined when it could not be read. */
  readonly found: string | undefined;
}

export function tagTaken({ repository, tag, wanted, found }: TakenTag): TagTakenError {
  return new TagTakenError(
    `Tag ${tag} of ${repository} is immutable and names another image.\n  in the registry: ${found ?? 'unknown'}\n  of this step:    ${wanted}`,
    {
      hint: 'Somebody else pushed this tag. Run the step again to use the image that is there (with reuse: commit), or choose another tag.',
    },
  );
}

export function repositoryMissing({ repository, registryId }: EcrRepository, cause?: unknown): ActionError {
  const registry = registryId === undefined ? 'this registry' : `the registry of account ${registryId}`;
  return new ActionError(`Repository ${repository} does not exist in ${registry}.`, {
    hint: `Check the name, the region and the account, or create it: aws ecr create-repository --repository-name ${repository} --image-tag-mutability IMMUTABLE`,
    ...(cause === undefined ? {} : { cause }),
  });
}
