import type { EcsApi, EcsService, EcsServiceDeployment, ServiceRef } from '../api.ts';
import { sameRevision } from '../names.ts';
import type { DeploymentView } from './view.ts';

/** A service and the deployment that is PRIMARY in it. */
export interface ServiceNow {
  readonly service: EcsService;
  readonly current: DeploymentView;
}

/** The service deployment that is under way, as who wants to go back to a revision sees it. */
export type UnderWay =
  /**
   * It deploys what is PRIMARY; stopping it leads to that revision for certain, for all it came from is that one. `since`:
   * when that was deployed itself, the last time.
   */
  | { readonly kind: 'stoppable'; readonly arn: string; readonly since: Date | undefined }
  /** It is being taken back already, by whomever. */
  | { readonly kind: 'turning-back'; readonly from: string; readonly to: string };

/** API reference, ServiceDeployment. `ROLLBACK_REQUESTED` comes of StopServiceDeployment only. */
const TURNING_BACK: ReadonlySet<string | undefined> = new Set(['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS']);

/**
 * Undefined when there is none, or it means nothing to who wants to go back to `target`.
 * @param options `over`: service deployments that are known to have ended
 */
export async function readUnderWay(
  api: EcsApi,
  now: ServiceNow,
  options: { readonly ref: ServiceRef; readonly target: string; readonly over?: readonly string[] | undefined },
): Promise<UnderWay | undefined> {
  const { ref, target, over = [] } = options;
  if (mustBeOver(now) || over.includes(now.service.currentServiceDeployment ?? '')) return undefined;
  const arn = await inProgress(api, ref, now.service.currentServiceDeployment);
  const [deployment] = arn === undefined ? [] : await api.describeServiceDeployments([arn]);
  if (arn === undefined || deployment === undefined) return undefined;
  const status: string | undefined = deployment.status;
  if (TURNING_BACK.has(status)) return turningBack(api, deployment);
  if (status !== 'PENDING' && status !== 'IN_PROGRESS') return undefined;
  const { to, from, since } = await revisionsOf(api, deployment);
  const cameFromTarget = from.length > 0 && from.every((source) => sameRevision(source, target));
  return to === now.current.taskDefinition && cameFromTarget ? { kind: 'stoppable', arn, since } : undefined;
}

/** A completed rolling deployment can no longer be stopped; one of another strategy may still bake. */
function mustBeOver({ service, current }: ServiceNow): boolean {
  const strategy = service.deploymentConfiguration?.strategy ?? 'ROLLING';
  return current.rolloutState === 'COMPLETED' && strategy === 'ROLLING';
}

async function inProgress(api: EcsApi, ref: ServiceRef, current: string | undefined): Promise<string | undefined> {
  if (current !== undefined) return current;
  const [newest] = await api.listServiceDeployments(ref, ['PENDING', 'IN_PROGRESS']);
  return newest?.serviceDeploymentArn;
}

async function turningBack(api: EcsApi, deployment: EcsServiceDeployment): Promise<UnderWay | undefined> {
  const { to: from, from: sources, rollback } = await revisionsOf(api, deployment);
  const to = rollback ?? sources[0];
  return from === undefined || to === undefined ? undefined : { kind: 'turning-back', from, to };
}

/** The task definitions that a service deployment is about; those that are not known are undefined, or empty. */
async function revisionsOf(
  api: EcsApi,
  { targetServiceRevision, sourceServiceRevisions = [], rollback }: EcsServiceDeployment,
): Promise<{
  readonly to: string | undefined;
  readonly from: readonly string[];
  readonly rollback: string | undefined;
  /** When the newest of `from` was made; undefined when that is not known of each. */
  readonly since: Date | undefined;
}> {
  const sources = sourceServiceRevisions.flatMap(({ arn }) => arn ?? []);
  const arns = [targetServiceRevision?.arn, ...sources, rollback?.serviceRevisionArn].flatMap((arn) => arn ?? []);
  const revisions = arns.length === 0 ? [] : await api.describeServiceRevisions([...new Set(arns)]);
  const known = new Map(revisions.map((revision) => [revision.serviceRevisionArn, revision]));
  return {
    to: known.get(targetServiceRevision?.arn)?.taskDefinition,
    from: sources.map((arn) => known.get(arn)?.taskDefinition ?? ''),
    rollback: rollback && known.get(rollback.serviceRevisionArn)?.taskDefinition,
    since: newest(sources.map((arn) => known.get(arn)?.createdAt)),
  };
}

function newest(times: readonly (Date | undefined)[]): Date | undefined {
  const at = Math.max(...times.map((time) => time?.getTime() ?? NaN));
  return Number.isFinite(at) ? new Date(at) : undefined;
}
