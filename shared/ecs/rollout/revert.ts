import { ActionError, errorMessage } from '#shared/action/errors';
import type { Log } from '#shared/action/log';
import type { EcsApi, EcsService, ServiceRef, ServiceUpdate } from '../api.ts';
import { sameRevision } from '../names.ts';
import { sendUpdate, type SendTools, type Update } from './send-update.ts';
import { readUnderWay, type ServiceNow, type UnderWay } from './under-way.ts';
import { primaryOf, viewService, type DeploymentView } from './view.ts';

export type RevertMethod = 'stop-deployment' | 'update-service';

export type Reverted = Begun | NotBegun;

/** A way back that was begun; `joined` where somebody else had begun the same one before, so that nothing was sent. */
export type Begun =
  | { readonly method: 'stop-deployment'; readonly joined?: true }
  /** The service as UpdateService answered it; joined, as it was seen. */
  | { readonly method: 'update-service'; readonly service: EcsService; readonly joined?: true };

/** Somebody else was quicker, and is left alone. */
export interface NotBegun {
  readonly method: 'none';
  /** `deployed`: another revision; `rollback`: a way back to another revision than the one wanted is under way. */
  readonly why: 'deployed' | 'rollback';
  readonly by: Pick<DeploymentView, 'id' | 'taskDefinition'>;
}

export interface RevertOptions extends Pick<Update, 'lookForMs'> {
  readonly ref: ServiceRef;
  /** ARN of the revision to go back to. */
  readonly target: string;
  /** The revision to leave. */
  readonly leaving: string;
  /** Settings that an update takes back with the revision. Stopping a deployment takes back all of them. */
  readonly settings?: Partial<ServiceUpdate> | undefined;
  /** For a revision that was deployed over itself: updating to it once more would change nothing. */
  readonly stopOnly?: boolean;
  /** A look at the service deployment under way that was had before; while it is fresh it takes the place of the first one. */
  readonly seen?: SeenStoppable | undefined;
  /** Service deployments that are known to have ended, so that nobody has to ask. */
  readonly over?: readonly string[] | undefined;
}

/** A service deployment that deploys the revision to leave, and by stopping which ECS goes back to the target. */
export interface SeenStoppable {
  readonly arn: string;
  /** When the look began: milliseconds of the clock's `elapsed`. */
  readonly at: number;
}

/** Reading the revisions of a service deployment comes between a look and the request anyway. Milliseconds. */
const FRESH_MS = 2_000;

/** What is to be done for a service as it is now. */
type Step =
  | { readonly kind: 'over'; readonly reverted: Reverted }
  | { readonly kind: 'stop'; readonly arn: string; readonly service: EcsService }
  | { readonly kind: 'update'; readonly service: EcsService };

/**
 * Takes a service back to an existing revision. A deployment still under way that began from that revision is stopped
 * with rollback: ECS then restores the whole service revision (network, load balancer, task definition), and no second
 * rollout begins. In all other cases, and when ECS refuses that, the service is updated to the revision. The service is
 * looked at right before either: where it is on the way to the revision already nothing is sent, and what somebody else
 * deployed, or takes back to another revision, is not overridden. A request to stop names the service deployment, so that
 * ECS itself refuses it once another has taken its place.
 * @throws what DescribeServices and UpdateService throw
 */
export async function revertService(api: EcsApi, options: RevertOptions, tools: SendTools): Promise<Reverted> {
  const first = isFresh(options.seen, tools) ? undefined : await nextStep(api, options, tools);
  const arn = first === undefined ? options.seen?.arn : first.kind === 'stop' ? first.arn : undefined;
  if (arn !== undefined && (await stop(api, arn, tools))) return { method: 'stop-deployment' };
  // What cannot be stopped any more may have been replaced, or was stopped by a request whose answer was lost.
  const step = first === undefined || arn !== undefined ? await nextStep(api, options, tools) : first;
  if (step.kind === 'over') return step.reverted;
  const { ref, target, settings = {}, stopOnly = false, lookForMs } = options;
  if (stopOnly) throw new ActionError('it was deployed over the same revision, and can no longer be stopped');
  const input = { ...settings, ...ref, taskDefinition: target };
  const sent = await sendUpdate(api, { input, before: viewService(step.service), lookForMs }, tools);
  return sent.kind === 'sent'
    ? { method: 'update-service', service: sent.service }
    : { method: 'none', why: 'deployed', by: sent.by };
}

/** How {@link revertService} would go back, without doing it. */
export async function planRevert(
  api: EcsApi,
  options: Pick<RevertOptions, 'ref' | 'target' | 'leaving'>,
): Promise<RevertMethod> {
  const underWay = await readUnderWay(api, await look(api, options.ref), options);
  return underWay === undefined ? 'update-service' : 'stop-deployment';
}

function isFresh(seen: SeenStoppable | undefined, { clock }: SendTools): boolean {
  return seen !== undefined && clock.elapsed() - seen.at <= FRESH_MS;
}

async function nextStep(api: EcsApi, options: RevertOptions, { log }: SendTools): Promise<Step> {
  const { ref, target, leaving } = options;
  const now = await look(api, ref);
  const { service, current } = now;
  const over = (reverted: Reverted): Step => ({ kind: 'over', reverted });
  const isThere = !sameRevision(target, leaving) && sameRevision(target, current.taskDefinition);
  if (!isThere && !sameRevision(leaving, current.taskDefinition)) {
    return over({ method: 'none', why: 'deployed', by: current });
  }
  const underWay = await tryTo('look for a deployment to stop', log, () => readUnderWay(api, now, options));
  if (underWay?.kind === 'turning-back') return over(turning(underWay, now, target));
  if (isThere) return over({ method: 'update-service', service, joined: true });
  return underWay === undefined ? { kind: 'update', service } : { kind: 'stop', arn: underWay.arn, service };
}

function turning(
  { to }: Extract<UnderWay, { readonly kind: 'turning-back' }>,
  { current }: ServiceNow,
  target: string,
): Reverted {
  if (sameRevision(to, target)) return { method: 'stop-deployment', joined: true };
  return { method: 'none', why: 'rollback', by: { id: current.id, taskDefinition: to } };
}

async function look(api: EcsApi, ref: ServiceRef): Promise<ServiceNow> {
  const service = await api.describeService(ref);
  const current = service && primaryOf(viewService(service));
  if (service === undefined || current === undefined)
    throw new ActionError(`service ${ref.service} has no deployment any more`);
  return { service, current };
}

async function stop(api: EcsApi, arn: string, { log }: SendTools): Promise<boolean> {
  const stopped = await tryTo('stop the deployment', log, async () => {
    await api.rollBackServiceDeployment(arn);
    return true;
  });
  return stopped ?? false;
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
