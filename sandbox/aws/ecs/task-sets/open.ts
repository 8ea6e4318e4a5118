import type { EcsContext } from '../context.ts';
import type { RevisionSettings, Service, TaskSet } from '../model.ts';
import { newDeployment } from '../rollout/deployments.ts';
import type { TaskDefinition } from '../task-definition/model.ts';

export interface NewTaskSet {
  readonly taskDefinition: TaskDefinition;
  readonly settings: RevisionSettings;
  readonly status: 'PRIMARY' | 'ACTIVE';
  /** Percent of the service's desired count. */
  readonly scale: number;
  /** Default: the service's. */
  readonly capacity?: Pick<TaskSet, 'launchType' | 'capacityProviderStrategy'>;
  readonly externalId?: string | undefined;
  readonly startedBy?: string | undefined;
  readonly tags?: Map<string, string>;
}

/** Adds a task set to a service; its tasks are started by the next look of the scheduler. */
export function openTaskSet(context: EcsContext, service: Service, wanted: NewTaskSet): TaskSet {
  const { arns, clock } = context;
  const { taskDefinition, settings } = wanted;
  const deployment = newDeployment(context, service, { taskDefinition, settings });
  deployment.desiredCount = 0;
  deployment.status = wanted.status;
  const now = clock.now();
  const { launchType, capacityProviderStrategy } = wanted.capacity ?? service.settings;
  const taskSet: TaskSet = {
    arn: arns.of(`task-set/${service.cluster.name}/${service.name}/${deployment.id}`),
    deployment,
    externalId: wanted.externalId,
    startedBy: wanted.startedBy,
    launchType,
    capacityProviderStrategy,
    tags: wanted.tags ?? new Map<string, string>(),
    status: wanted.status,
    scale: wanted.scale,
    stabilityStatus: 'STABILIZING',
    stabilityStatusAt: now,
    updatedAt: now,
  };
  service.taskSets = [...service.taskSets, taskSet];
  service.steadySince = undefined;
  return taskSet;
}

/** Makes a task set the primary one; the former is ACTIVE. */
export function makePrimary({ clock }: EcsContext, service: Service, chosen: TaskSet): void {
  const now = clock.now();
  for (const taskSet of service.taskSets) {
    if (taskSet.status === 'DRAINING') continue;
    const status = taskSet === chosen ? 'PRIMARY' : 'ACTIVE';
    if (taskSet.status === status) continue;
    taskSet.status = status;
    taskSet.deployment.status = status;
    taskSet.updatedAt = now;
  }
}

/** Its tasks are stopped; with the last of them it is gone. */
export function drain({ clock }: EcsContext, service: Service, taskSet: TaskSet): void {
  taskSet.status = 'DRAINING';
  taskSet.scale = 0;
  taskSet.updatedAt = clock.now();
  service.steadySince = undefined;
}

/** As DescribeServices lists them: the primary one first, the others newest first. Published answers show it so. */
export function listed({ taskSets }: Service): readonly TaskSet[] {
  return [
    ...taskSets.filter(({ status }) => status === 'PRIMARY'),
    ...taskSets.filter(({ status }) => status !== 'PRIMARY').reverse(),
  ];
}

export function primaryOf(service: Service): TaskSet | undefined {
  return service.taskSets.find(({ status }) => status === 'PRIMARY');
}
