import type { EcsContext } from '../context.ts';
import type { Deployment, Service, Task } from '../model.ts';
import { createTask } from '../tasks/create.ts';
import { tell, tellDraining, tellOnce } from './events.ts';
import { complaintAbout } from './observe.ts';
import { recordHealthFailure } from './record.ts';
import { deregister } from './targets.ts';

/** Takes tasks that are to stop out of their target groups. */
export function leave(context: EcsContext, service: Service, tasks: readonly Task[]): void {
  deregister(context, service, tasks);
  for (const [deployment, drained] of Map.groupBy(tasks, (task) => task.owner?.deployment.id ?? '')) {
    tellDraining(context, service, { deployment, count: drained.length });
  }
}

/** Stops a task that fails its health checks; the next look starts another. */
export function replace(context: EcsContext, service: Service, task: Task): void {
  const complaint = complaintAbout(task, context);
  if (!complaint) return;
  recordHealthFailure(task);
  if (complaint.from === 'container') {
    tell(context, service, `(task ${task.id}) failed container health checks.`);
    stop(context, task, 'Task failed container health checks');
  } else {
    const { port, reason, targetGroupArn } = complaint;
    const where = `(port ${port}) is unhealthy in (target-group ${targetGroupArn})`;
    tell(context, service, `(task ${task.id}) ${where} due to (reason ${reason}).`);
    stop(context, task, `Task failed ELB health checks in (target-group ${targetGroupArn})`);
  }
  tell(context, service, `has stopped 1 running tasks: ${listed([task])}`);
}

export function scaleIn(
  context: EcsContext,
  service: Service,
  { deployment: id, tasks }: { readonly deployment: string; readonly tasks: readonly Task[] },
): void {
  const deployment = find(service, id);
  const [primary] = service.deployments;
  tasks.forEach((task) => {
    stop(context, task, `Scaling activity initiated by (deployment ${primary?.id ?? id})`);
  });
  if (deployment && deployment !== primary) {
    deployment.desiredCount = Math.max(0, deployment.desiredCount - tasks.length);
    deployment.updatedAt = context.clock.now();
  }
  tell(context, service, `has stopped ${tasks.length} running tasks: ${listed(tasks)}`);
}

function stop({ engine }: EcsContext, task: Task, reason: string): void {
  engine.stop(task, { code: 'ServiceSchedulerInitiated', reason });
}

/** Starts as many tasks as there is room for. */
export function scaleOut(
  context: EcsContext,
  service: Service,
  { deployment: id, count }: { readonly deployment: string; readonly count: number },
): void {
  const deployment = find(service, id);
  if (!deployment) return;
  const tasks: Task[] = [];
  while (tasks.length < count && hasRoom(context, service, deployment)) {
    tasks.push(startTask(context, service, deployment));
  }
  if (tasks.length === 0) return;
  deployment.updatedAt = context.clock.now();
  tell(context, service, `has started ${tasks.length} tasks: ${listed(tasks)}`);
}

/** What can not be placed is tried again at the next tick. */
function hasRoom(context: EcsContext, service: Service, { revision }: Deployment): boolean {
  const { taskDefinition } = revision;
  const refusal = context.placement.refusal({ cluster: service.cluster.name, taskDefinition });
  if (refusal) tellOnce(context, service, `was unable to place a task. Reason: ${refusal.reason}`);
  return refusal === undefined;
}

function startTask(context: EcsContext, service: Service, deployment: Deployment): Task {
  const { taskDefinition, settings } = deployment.revision;
  return createTask(context, {
    cluster: service.cluster,
    definition: taskDefinition,
    launchType: service.settings.launchType ?? 'FARGATE',
    platformVersion: settings.platformVersion,
    group: `service:${service.name}`,
    startedBy: deployment.id,
    tags: propagatedTags(service, deployment),
    owner: { service, deployment },
  });
}

function propagatedTags(service: Service, { revision }: Deployment): Map<string, string> {
  const { propagateTags, enableECSManagedTags } = service.settings.kept;
  const own: Iterable<readonly [string, string]> =
    propagateTags === 'SERVICE'
      ? service.tags
      : propagateTags === 'TASK_DEFINITION'
        ? revision.taskDefinition.tags
        : [];
  const managed: Iterable<readonly [string, string]> =
    enableECSManagedTags === true
      ? [
          ['aws:ecs:clusterName', service.cluster.name],
          ['aws:ecs:serviceName', service.name],
        ]
      : [];
  return new Map([...own, ...managed]);
}

function listed(tasks: readonly Task[]): string {
  return `${tasks.map(({ id }) => `(task ${id})`).join(' ')}.`;
}

function find(service: Service, id: string): Deployment | undefined {
  const all = [...service.deployments, ...service.taskSets.map(({ deployment }) => deployment)];
  return all.find((deployment) => deployment.id === id);
}
