import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsApi } from '#shared/ecs/api';
import { revisionName } from '#shared/ecs/names';
import { describeRevision, type Revision } from '#shared/ecs/revisions';
import { primaryOf, viewService, type DeploymentView } from '#shared/ecs/rollout/view';
import { requireService } from '#shared/ecs/service';
import type { RollbackInputs } from './inputs.ts';
import { otherWay } from './other-way.ts';
import type { Found, RollbackTools } from './scene.ts';
import { describeRelease } from './target/candidates.ts';

/**
 * What the service runs, and who deploys it.
 * @throws {ActionError} when there is no such service, or it cannot be read
 */
export async function lookAt(inputs: RollbackInputs, tools: RollbackTools): Promise<Found> {
  const { api, log, journal } = tools;
  const { ref } = inputs;
  const read = await requireService(api, ref, ['ECS', 'CODE_DEPLOY']);
  const way = await otherWay(read, inputs, tools);
  const service = way?.service ?? read;
  const view = viewService(service);
  const current = way?.current ?? primaryOf(view);
  if (current === undefined) throw new ActionError(`Service ${ref.service} has no PRIMARY deployment.`);
  const { release: from, described } = await readCurrent(api, current);
  journal?.learn({ from });
  log.info(`runs: ${describeRelease(from)}, ${view.running} of ${view.desired} tasks`);
  return { inputs, ref, service, view, way, current, from, described };
}

async function readCurrent(api: EcsApi, { taskDefinition }: DeploymentView): Promise<Revision> {
  try {
    return await describeRevision(api, taskDefinition);
  } catch (error) {
    throw awsFailure(`read task definition ${revisionName(taskDefinition)}`, error);
  }
}
