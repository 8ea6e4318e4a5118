import { ActionError, errorMessage } from '#shared/action/errors';
import type { Log } from '#shared/action/log';
import type { EcsApi, EcsService, ServiceRef } from '../api.ts';
import { sameRevision } from '../names.ts';
import { sendUpdate, type SendTools, type Update } from './send-update.ts';
import { primaryOf, viewService, type DeploymentView } from './view.ts';

export type RevertMethod = 'stop-deployment' | 'update-service';

export type Reverted =
  | Begun
  /** Somebody else has deployed since, and is left alone. */
  | { readonly method: 'none'; readonly by: DeploymentView };

/** A way back that was begun. */
export type Begun =
  | { readonly method: 'stop-deployment' }
  /** The service as UpdateService answered it. */
  | { readonly method: 'update-service'; readonly service: EcsService };

export interface RevertOptions extends Pick<Update, 'lookForMs'> {
  readonly ref: ServiceRef;
  /** ARN of the revision to go back to. */
  readonly target: string;
  /** The revision to leave. */
  readonly leaving: string;
  /** For a revision that was deployed over itself: updating to it once more would change nothing. */
  readonly stopOnly?: boolean;
}

/**
 * Takes a service back to an existing revision. A deployment still under way that began from that revision is stopped
 * with rollback: ECS then restores the whole service revision (network, load balancer, task definition), and no second
 * rollout begins. In all other cases, and when ECS refuses that, the service is updated to the revision, unless it runs
 * neither of the two by then: what somebody else deployed is not overridden.
 * @throws what DescribeServices and UpdateService throw
 */
export async function revertService(api: EcsApi, options: RevertOptions, tools: SendTools): Promise<Reverted> {
  const { ref, target, stopOnly = false, lookForMs } = options;
  const { log } = tools;
  let now = await look(api, options);
  if (now.stranger !== undefined) return { method: 'none', by: now.stranger };
  const stoppable = await tryTo('look for a deployment to stop', log, () => findStoppable(api, now, options));
  if (stoppable !== undefined) {
    const stopped = await tryTo('stop the deployment', log, async () => {
      await api.rollBackServiceDeployment(stoppable);
      return true;
    });
    if (stopped) return { method: 'stop-deployment' };
    // What cannot be stopped any more may have been replaced.
    now = await look(api, options);
    if (now.stranger !== undefined) return { method: 'none', by: now.stranger };
  }
  if (stopOnly) throw new ActionError('it was deployed over the same revision, and can no longer be stopped');
  const input = { ...ref, taskDefinition: target };
  const sent = await sendUpdate(api, { input, before: viewService(now.service), lookForMs }, tools);
  return sent.kind === 'sent' ? { method: 'update-service', service: sent.service } : { method: 'none', by: sent.by };
}

/** How {@link revertService} would go back, without doing it. */
export async function planRevert(
  api: EcsApi,
  options: Pick<RevertOptions, 'ref' | 'target' | 'leaving'>,
): Promise<RevertMethod> {
  const stoppable = await findStoppable(api, await look(api, options), options);
  return stoppable === undefined ? 'update-service' : 'stop-deployment';
}

interface Now {
  readonly service: EcsService;
  readonly current: DeploymentView;
  /** The PRIMARY deployment, where it is of another revision than both that going back is about. */
  readonly stranger: DeploymentView | undefined;
}

async function look(
  api: EcsApi,
  { ref, target, leaving }: Pick<RevertOptions, 'ref' | 'target' | 'leaving'>,
): Promise<Now> {
  const service = await api.describeService(ref);
  const current = service && primaryOf(viewService(service));
  if (service === undefined || current === undefined)
    throw new ActionError(`service ${ref.service} has no deployment any more`);
  const known = [target, leaving].some((revision) => sameRevision(revision, current.taskDefinition));
  return { service, current, stranger: known ? undefined : current };
}

/**
 * ARN of the service deployment under way, if stopping it leads to `target` for certain: it deploys what is PRIMARY
 * now, and all it came from is the target.
 */
async function findStoppable(
  api: EcsApi,
  { service, current }: Now,
  { ref, target }: Pick<RevertOptions, 'ref' | 'target'>,
): Promise<string | undefined> {
  // A completed one can no longer be stopped; asking for its service deployment would only cost calls.
  if (current.rolloutState === 'COMPLETED') return undefined;
  const arn = await inProgress(api, ref, service.currentServiceDeployment);
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
