import type { ActionContext } from '#shared/action/context';
import type { EcrApi, FoundImage } from '#shared/ecr/ecr-api';
import { imageSize } from '#shared/oci/manifest';
import { build, localDestination, type BuildJob, type DockerMaker } from './build.ts';
import { planCache, type CachePlan } from './cache-plan.ts';
import { chooseCommit } from './commit.ts';
import { readEvent } from './event.ts';
import type { BuildImageInputs } from './inputs.ts';
import { decidePush } from './push-decision.ts';
import { confirmPush, createPush } from './push.ts';
import type { ImageResult, InRegistry } from './result.ts';
import { addTags, imageName, openTarget, type Target } from './target.ts';

export interface Tools {
  readonly context: ActionContext;
  readonly ecr: EcrApi;
  readonly makeDocker: DockerMaker;
}

type Job = Omit<BuildJob, 'imageName' | 'push'>;

/**
 * The image of a commit: the one the registry has, else a new one. AWS is not called when nothing may be pushed, since
 * such a run has no credentials.
 * @throws {ActionError}
 */
export async function provideImage(inputs: BuildImageInputs, tools: Tools): Promise<ImageResult> {
  const { context, ecr } = tools;
  const { log, run } = context;
  const event = await readEvent(run.eventPath);
  const sha = chooseCommit(inputs.sha, { event, run });
  const decision = decidePush(inputs.push, { event, run });
  const job: Job = { context, makeDocker: tools.makeDocker, inputs, event, sha };
  log.info(`commit: ${sha}`);
  if (!decision.push) return buildOnly(job, decision.reason);

  const target = await openTarget(ecr, inputs);
  log.info(`image: ${imageName(target, sha)}`);
  if (inputs.reuse === 'commit') {
    const found = await ecr.findImage({ ...target, tag: sha });
    if (found !== undefined) {
      await addTags(ecr, { target, image: found, tags: inputs.tags });
      return { result: 'reused', ...inRegistry(job, { target, found }) };
    }
    log.info('The registry has no image of this commit yet.');
  }
  const push = createPush(ecr, { target, tag: sha, cache: plannedCache(job) });
  const { digest, ...how } = await build({ ...job, imageName: imageName(target, sha), push });
  const found = await confirmPush(context, { ecr, target, tag: sha, digest });
  await addTags(ecr, { target, image: found, tags: inputs.tags });
  return { result: 'built', ...how, ...inRegistry(job, { target, found }) };
}

async function buildOnly(job: Job, reason: string): Promise<ImageResult> {
  const { context, inputs, sha } = job;
  context.log.info(`push: no; ${reason}`);
  const { repository, registry } = inputs;
  const name = `${registry === undefined ? '' : `${registry}/`}${repository}:${sha}`;
  const { engine, steps, attempts, cache } = await build({ ...job, imageName: name, push: undefined });
  const taggedImage = localDestination(inputs) === 'engine' ? name : undefined;
  return { result: 'not-pushed', engine, steps, attempts, cache, repository, tag: sha, taggedImage, reason };
}

function plannedCache({ context, event }: Job): CachePlan {
  const { env, run } = context;
  return planCache({
    ref: run.ref,
    headRef: env['GITHUB_HEAD_REF'] ?? '',
    baseRef: env['GITHUB_BASE_REF'] ?? '',
    defaultBranch: event.defaultBranch,
  });
}

function inRegistry(
  { inputs, sha: tag }: Job,
  { target, found }: { readonly target: Target; readonly found: FoundImage },
): InRegistry {
  const { registry, repository } = target;
  const { digest, manifest } = found;
  return {
    repository,
    tag,
    taggedImage: imageName(target, tag),
    image: `${registry}/${repository}@${digest}`,
    digest,
    sizeBytes: imageSize(manifest),
    furtherTags: inputs.tags,
  };
}
