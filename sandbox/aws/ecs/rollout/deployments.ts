import type { EcsContext } from '../context.ts';
import type { Deployment, RevisionSettings, Service, ServiceDeployment, ServiceRevision } from '../model.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { revisionSummary } from './counts.ts';

export const inProgress = (id: string): string => `ECS deployment ${id} in progress.`;

/** Begins a deployment of a new service revision: it becomes PRIMARY at once, and the former PRIMARY becomes ACTIVE. */
export function openDeployment(
  context: EcsContext,
  service: Service,
  wanted: { readonly taskDefinition: TaskDefinition; readonly settings: RevisionSettings },
): Deployment {
  const deployment = newDeployment(context, service, wanted);
  supersede(context, service);
  service.steadySince = undefined;
  const sources = service.deployments;
  service.deployments = [deployment, ...sources];
  record(context, service, { deployment, sources });
  return deployment;
}

/** A deployment of a new service revision, not yet listed anywhere. */
export function newDeployment(
  context: EcsContext,
  service: Service,
  wanted: { readonly taskDefinition: TaskDefinition; readonly settings: RevisionSettings },
): Deployment {
  const now = context.clock.now();
  const revision = makeRevision(context, service, wanted);
  const id = context.ids.deployment();
  return {
    id,
    revision,
    createdAt: now,
    updatedAt: now,
    status: 'PRIMARY',
    rolloutState: 'IN_PROGRESS',
    rolloutStateReason: inProgress(id),
    desiredCount: service.settings.desiredCount,
    failedTasks: 0,
    failureCount: 0,
    reachedRunning: false,
    startFailures: 0,
    launchableAt: now,
  };
}

function makeRevision(
  { arns, clock, ids, state }: EcsContext,
  service: Service,
  wanted: { readonly taskDefinition: TaskDefinition; readonly settings: RevisionSettings },
): ServiceRevision {
  const arn = arns.of(`service-revision/${service.cluster.name}/${service.name}/${ids.revision()}`);
  const revision = { arn, createdAt: clock.now(), digests: new Map<string, string>(), ...wanted };
  state.revisions.set(arn, { revision, service });
  return revision;
}

function supersede(context: EcsContext, service: Service): void {
  const [former] = service.deployments;
  if (!former) return;
  former.status = 'ACTIVE';
  former.updatedAt = context.clock.now();
  // Only the deployment that completed last keeps its tasks up; one that was still under way just fades.
  if (former !== service.lastCompleted) former.desiredCount = 0;
  const [running] = service.serviceDeployments;
  if (running && !isFinished(running)) {
    finish(context, service, {
      status: 'STOPPED',
      reason: 'Service deployment was stopped because a newer deployment started.',
    });
  }
}

function record(
  { arns, clock, ids, state }: EcsContext,
  service: Service,
  { deployment, sources }: Pick<ServiceDeployment, 'deployment' | 'sources'>,
): void {
  const now = clock.now();
  const arn = arns.of(`service-deployment/${service.cluster.name}/${service.name}/${ids.serviceDeployment()}`);
  const entry: ServiceDeployment = {
    arn,
    createdAt: now,
    deployment,
    sources,
    configuration: service.settings.deploymentConfiguration,
    status: 'PENDING',
    statusReason: undefined,
    updatedAt: now,
    startedAt: undefined,
    finishedAt: undefined,
    stoppedAt: undefined,
    rollback: undefined,
    breakerTriggered: false,
    final: undefined,
  };
  state.serviceDeployments.set(arn, { record: entry, service });
  service.serviceDeployments = [entry, ...service.serviceDeployments];
}

export function isFinished({ status }: ServiceDeployment): boolean {
  return ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(status);
}

/** Ends the service deployment under way; its task counts stay as they are now. */
export function finish(
  { clock, state }: EcsContext,
  service: Service,
  end: { readonly status: ServiceDeployment['status']; readonly reason?: string },
): void {
  const [current] = service.serviceDeployments;
  if (!current || isFinished(current)) return;
  const now = clock.now();
  const tasks = state.tasksOf(service);
  current.final = {
    target: revisionSummary(current.deployment, service, tasks),
    sources: current.sources.map((source) => revisionSummary(source, service, tasks)),
  };
  current.status = end.status;
  current.statusReason = end.reason ?? current.statusReason;
  current.updatedAt = now;
  current.finishedAt = now;
  if (end.status === 'STOPPED') current.stoppedAt = now;
}
