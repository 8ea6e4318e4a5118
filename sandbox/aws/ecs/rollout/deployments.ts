import type { EcsContext } from '../context.ts';
import type { Deployment, RevisionSettings, Service, ServiceDeployment, ServiceRevision } from '../model.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { countsNow } from './counts.ts';
import { isFinished } from './finished.ts';
import { servingDeployment } from './serving.ts';
import type { Serving } from './serving.ts';
import { giveAll, giveBack, newStageRun } from './stage-run.ts';
import { groupsFor } from './traffic.ts';

export const inProgress = (id: string): string => `ECS deployment ${id} in progress.`;

interface Wanted {
  readonly taskDefinition: TaskDefinition;
  readonly settings: RevisionSettings;
}

/** Begins a deployment of a new service revision: it becomes PRIMARY at once, and the former PRIMARY becomes ACTIVE. */
export function openDeployment(context: EcsContext, service: Service, wanted: Wanted): Deployment {
  acceptCleanedUp(service);
  const serving = servingDeployment(context, service);
  const blue = serving?.deployment;
  const deployment = deploymentOf(context, service, makeRevision(context, service, { ...wanted, blue }));
  supersede(context, service, blue);
  if (serving && serving.standing !== 'proven') giveAll(context, service, serving.deployment);
  service.steadySince = undefined;
  const sources = service.deployments;
  service.deployments = [deployment, ...sources];
  record(context, service, { deployment, sources, serving });
  return deployment;
}

/** A deployment of a new service revision, not yet listed anywhere. */
export function newDeployment(context: EcsContext, service: Service, wanted: Wanted): Deployment {
  return deploymentOf(context, service, makeRevision(context, service, { ...wanted, blue: undefined }));
}

/** A deployment of a revision, PRIMARY and with nothing done yet. */
export function deploymentOf({ clock, ids }: EcsContext, service: Service, revision: ServiceRevision): Deployment {
  const now = clock.now();
  const id = ids.deployment();
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

/** A deployment in CLEAN_UP has passed everything, and nobody else could serve any more: it is the one to go back to. */
function acceptCleanedUp(service: Service): void {
  const [current] = service.serviceDeployments;
  const run = current?.stages;
  if (!current || isFinished(current) || run?.position?.stage !== 'CLEAN_UP' || run.wayBack) return;
  service.lastCompleted = run.green;
}

function makeRevision(
  { arns, clock, ids, state }: EcsContext,
  service: Service,
  { blue, settings, taskDefinition }: Wanted & { readonly blue: Deployment | undefined },
): ServiceRevision {
  const arn = arns.of(`service-revision/${service.cluster.name}/${service.name}/${ids.revision()}`);
  const { capacityProviderStrategy, deploymentConfiguration, launchType } = service.settings;
  const { strategy } = deploymentConfiguration;
  const revision = {
    arn,
    createdAt: clock.now(),
    digests: new Map<string, string>(),
    taskDefinition,
    settings,
    capacity: { capacityProviderStrategy, launchType },
    targetGroups: groupsFor(strategy, settings.loadBalancers, blue?.revision),
  };
  state.revisions.set(arn, { revision, service });
  return revision;
}

function supersede(context: EcsContext, service: Service, serving: Deployment | undefined): void {
  const [former] = service.deployments;
  if (!former) return;
  former.status = 'ACTIVE';
  former.updatedAt = context.clock.now();
  // Only the deployment that completed last keeps its tasks up; one that was still under way just fades.
  if (former !== service.lastCompleted) former.desiredCount = 0;
  const [running] = service.serviceDeployments;
  if (!running) return;
  // Also one that failed without rollback may have left traffic with its revision.
  if (running.stages && running.stages.blue === serving) giveBack(context, service, running.stages);
  if (isFinished(running)) return;
  requestStop(context, running, 'Service deployment was stopped because a newer deployment started.');
}

function record(
  { arns, clock, ids, state }: EcsContext,
  service: Service,
  {
    deployment,
    sources,
    serving,
  }: Pick<ServiceDeployment, 'deployment' | 'sources'> & {
    readonly serving: Serving | undefined;
  },
): void {
  const now = clock.now();
  const arn = arns.of(`service-deployment/${service.cluster.name}/${service.name}/${ids.serviceDeployment()}`);
  const configuration = service.settings.deploymentConfiguration;
  const entry: ServiceDeployment = {
    arn,
    createdAt: now,
    deployment,
    sources,
    configuration,
    status: 'PENDING',
    statusReason: undefined,
    updatedAt: now,
    startedAt: undefined,
    finishedAt: undefined,
    stoppedAt: undefined,
    rollback: undefined,
    breakerTriggered: false,
    alarms: { status: 'DISABLED', triggered: [] },
    bakingSince: undefined,
    stages: newStageRun(configuration.strategy, deployment, serving),
    final: undefined,
  };
  state.serviceDeployments.set(arn, { record: entry, service });
  service.serviceDeployments = [entry, ...service.serviceDeployments];
}

/** It is STOP_REQUESTED until the scheduler's next look, then STOPPED. */
export function requestStop({ clock }: EcsContext, record: ServiceDeployment, reason: string): void {
  record.status = 'STOP_REQUESTED';
  record.statusReason = reason;
  record.updatedAt = clock.now();
}

/** Ends a service deployment; its task counts stay as they are now. */
export function finish(
  { clock, state }: EcsContext,
  service: Service,
  end: { readonly record: ServiceDeployment; readonly status: ServiceDeployment['status']; readonly reason?: string },
): void {
  const { record } = end;
  if (isFinished(record)) return;
  const now = clock.now();
  record.final = countsNow(record, service, state.tasksOf(service));
  record.status = end.status;
  record.statusReason = end.reason ?? record.statusReason;
  record.updatedAt = now;
  record.finishedAt = now;
  if (end.status === 'STOPPED') record.stoppedAt = now;
  if (record.alarms.status === 'MONITORING') record.alarms = { ...record.alarms, status: 'MONITORING_COMPLETE' };
}
