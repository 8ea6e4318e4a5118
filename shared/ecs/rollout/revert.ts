import { ActionError, errorMessage } from '#shared/action/errors';
import type { Log } from '#shared/action/log';
import type { EcsApi, EcsService, ServiceRef } from '../api.ts';
import { sameRevision } from '../names.ts';
import { primaryOf, viewService } from './view.ts';

export type RevertMethod = 'stop-deployment' | 'update-service';

export interface Reverted {
  readonly method: RevertMethod;
  /** The service as UpdateService answered it; undefined when the deployment was stopped. */
  readonly service: EcsService | undefined;
}

/**
 * Takes a service back to an existing revision. A deployment still under way that began from that revision is stopped
 * with rollback: ECS then restores the whole service revision (network, load balancer, task definition), and no second
 * rollout begins. In all other cases, and when ECS refuses that, the service is updated to the revision.
 * @param options.target ARN of the revision to go back to
 * @param options.stopOnly for a revision that was deployed over itself: updating to it once more would change nothing
 * @throws what UpdateService throws
 */
export async function revertService(
  api: EcsApi,
  options: { readonly ref: ServiceRef; readonly target: string; readonly stopOnly?: boolean; readonly log: Log },
): Promise<Reverted> {
  const { ref, target, stopOnly = false, log } = options;
  const stoppable = await tryTo('look for a deployment to stop', log, () => findStoppable(api, ref, target));
  if (stoppable !== undefined) {
    const stopped = await tryTo('stop the deployment', log, async () => {
      await api.rollBackServiceDeployment(stoppable);
      return true;
    });
    if (stopped) return { method: 'stop-deployment', service: undefined };
  }
  if (stopOnly) throw new ActionError('it was deployed over the same revision, and can no longer be stopped');
  const { cluster, service } = ref;
  return { method: 'update-service', service: await api.updateService({ cluster, service, taskDefinition: target }) };
}

/** How {@link revertService} would go back, without doing it. */
export async function planRevert(api: EcsApi, ref: ServiceRef, target: string): Promise<RevertMethod> {
  return (await findStoppable(api, ref, target)) === undefined ? 'update-service' : 'stop-deployment';
}

/**
 * ARN of the service deployment under way, if stopping it leads to `target` for certain: it deploys what is PRIMARY
 * now, and all it came from is the target.
 */
async function findStoppable(api: EcsApi, ref: ServiceRef, target: string): Promise<string | undefined> {
  const raw = await api.describeService(ref);
  const current = raw === undefined ? undefined : primaryOf(viewService(raw));
  // A completed one can no longer be stopped; asking for its service deployment would only cost calls.
  if (raw === undefined || current === undefined || current.rolloutState === 'COMPLETED') return undefined;
  const arn = await inProgress(api, ref, raw.currentServiceDeployment);
  const [deployment] = arn === undefined ? [] : await api.describeServiceDeployments([arn]);
  if (arn === undefined || (deployment?.status !== 'PENDING' && deployment?.status !== 'IN_PROGRESS')) return undefined;
  const to = deployment.targetServiceRevision?.arn;
  const from = (deployment.sourceServiceRevisions ?? []).flatMap((source) => source.arn ?? []);
  if (to === undefined || from.length === 0) return undefined;
  const revisions = await api.describeServiceRevisions([to, ...from]);
  const definitionOf = new Map(
    revisions.map(({ serviceRevisionArn, taskDefinition }) => [serviceRevisionArn, taskDefinition]),
  );
  const deploysCurrent = definitionOf.get(to) === current.taskDefinition;
  const cameFromTarget = from.every((source) => sameRevision(definitionOf.get(source) ?? '', target));
  return deploysCurrent && cameFromTarget ? arn : undefined;
}

async function inProgress(api: EcsApi, ref: ServiceRef, current: string | undefined): Promise<string | undefined> {
  if (current !== undefined) return current;
  const [newest] = await api.listServiceDeployments(ref, ['PENDING', 'IN_PROGRESS']);
  return newest?.serviceDeploymentArn;
}

/** Stopping is the better way, but there is always the other one: what prevents it is said, never fatal. */
async function tryTo<T>(what: string, log: Log, call: () => Promise<T>): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    log.info(`Could not ${what}, so the service is updated instead: ${errorMessage(error)}`);
    return undefined;
  }
}

/**
 * The revision to go back to when a rollout that replaces `service` fails: what was completed last, as ECS itself would
 * choose. Undefined when nothing was completed yet.
 */
export function revisionToKeep(service: EcsService): string | undefined {
  const { deployments } = viewService(service);
  const completed = deployments.filter(
    ({ rolloutState }) => rolloutState === 'COMPLETED' || rolloutState === undefined,
  );
  return (completed.find(({ status }) => status === 'PRIMARY') ?? completed[0])?.taskDefinition;
}
