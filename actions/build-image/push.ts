import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import type { BuildError, BuildResult } from '#shared/docker/build';
import type { DockerLogin } from '#shared/docker/private-config';
import type { EcrApi, FoundImage } from '#shared/ecr/ecr-api';
import { repositoryMissing, tagTaken } from '#shared/ecr/errors';
import type { PushOptions } from './build.ts';
import type { CachePlan } from './cache-plan.ts';
import { imageName, type Target } from './target.ts';

export interface PushPlan {
  readonly target: Target;
  readonly tag: string;
  readonly cache: CachePlan;
}

/** What a build needs of the registry it pushes to. */
export function createPush(ecr: EcrApi, { target, tag, cache }: PushPlan): PushOptions {
  const { registry } = target;
  let login = target.login;
  return {
    login: async (renew): Promise<DockerLogin> => {
      if (login === undefined || renew) login = await ecr.authorize();
      // A login is good for every registry its identity may use, so the host is the one pushed to.
      return { registry, username: login.username, password: login.password };
    },
    findCache: async () => {
      // Asking for a cache that is not there would put an error into the build's output, on each first build of a branch.
      const images = await Promise.all(cache.from.map((name) => ecr.findImage({ ...target, tag: name })));
      return { ...cache, from: cache.from.filter((_, index) => images[index] !== undefined) };
    },
    nameOf: (name) => imageName(target, name),
    settle: (error) => settlePush(error, { ecr, target, tag }),
  };
}

async function settlePush(
  error: BuildError,
  { ecr, target, tag }: { readonly ecr: EcrApi; readonly target: Target; readonly tag: string },
): Promise<BuildResult> {
  const { fault, digest, steps } = error;
  const { repository, registry } = target;
  if (fault === 'no-repository') throw repositoryMissing(target, error);
  if (fault === 'denied') {
    throw new ActionError(`${registry} does not let this identity push to ${repository}.\n${error.message}`, {
      hint: 'Pushing needs ecr:BatchCheckLayerAvailability, ecr:InitiateLayerUpload, ecr:UploadLayerPart, ecr:CompleteLayerUpload and ecr:PutImage on the repository. Its policy, and a quota of images, can refuse too.',
      cause: error,
    });
  }
  if (fault !== 'tag-taken') throw error;
  // Another job may have pushed this commit since this one looked.
  const found = await ecr.findImage({ ...target, tag });
  if (found === undefined) throw error;
  if (found.digest !== digest) {
    throw tagTaken({ repository, tag, wanted: digest ?? 'not known', found: found.digest });
  }
  return { digest, steps, cacheError: undefined };
}

const CONFIRM_ATTEMPTS = 5;
const CONFIRM_INTERVAL_MS = 1_000;

/**
 * Reads back what was pushed: the digest later steps get is the one the registry has, or the step fails.
 * @throws {ActionError}
 */
export async function confirmPush(
  { clock, signal }: Pick<ActionContext, 'clock' | 'signal'>,
  pushed: { readonly ecr: EcrApi; readonly target: Target; readonly tag: string; readonly digest: string | undefined },
): Promise<FoundImage> {
  const { ecr, target, tag, digest } = pushed;
  for (let attempt = 1; attempt <= CONFIRM_ATTEMPTS; attempt += 1) {
    if (attempt > 1) await clock.sleep(CONFIRM_INTERVAL_MS, signal);
    const found = await ecr.findImage({ ...target, tag });
    if (found === undefined) continue;
    if (digest === undefined || found.digest === digest) return found;
    throw new ActionError(
      `${imageName(target, tag)} names another image than the one pushed.\n  in the registry: ${found.digest}\n  pushed:          ${digest}`,
      { hint: 'Another job moved the tag meanwhile. Immutable tags in the repository prevent it.' },
    );
  }
  throw new ActionError(`The push succeeded, but the registry does not show ${imageName(target, tag)}.`);
}
