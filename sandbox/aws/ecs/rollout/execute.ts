import type { EcsContext } from '../context.ts';
import type { Deployment, Service, Task } from '../model.ts';
import { createTask } from '../tasks/create.ts';
import { watchAlarms } from './alarms.ts';
import { finish } from './deployments.ts';
import { tell, tellDraining, tellOnce } from './events.ts';
import { complaintAbout } from './observe.ts';
import { recordHealthFailure } from './record.ts';
import { enterStage } from './stage-run.ts';
import { firstStage } from './stages.ts';
import type { StagePosition } from './strategy.ts';
import { deregister, register } from './targets.ts';
import { failDeployment } from './turn-back.ts';
import type { Action } from './view.ts';

const stuck =
  'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';

/** Carries out one action of the plan, and tells it as a service event in ECS's words. */
export function execute(context: EcsContext, service: Service, action: Action): void {
  if (['start', 'stop', 'replace', 'deregister'].includes(action.kind)) service.steadySince = undefined;
  switch (action.kind) {
    case 'begin':
      begin(context, service);
      break;
    case 'register':
      register(context, service, tasksOf(context, action.tasks));
      break;
    case 'deregister':
      leave(context, service, tasksOf(context, action.tasks));
      break;
    case 'replace':
      for (const task of tasksOf(context, [action.task])) replace(context, service, task);
      break;
    case 'stop':
      scaleIn(context, service, { deployment: action.deployment, tasks: tasksOf(context, action.tasks) });
      break;
    case 'start':
      scaleOut(context, service, action);
      break;
    case 'fail':
      failDeployment(context, service, action);
      break;
    case 'enter':
      enter(context, service, action.position);
      break;
    case 'bake':
      bake(context, service);
      break;
    case 'forget':
      service.deployments = service.deployments.filter(({ id }) => id !== action.deployment);
      break;
    case 'complete':
      complete(context, service);
      break;
    case 'steady':
      service.steadySince = context.clock.now();
      tell(context, service, 'has reached a steady state.');
      break;
    case 'stuck':
      tellOnce(context, service, stuck);
      break;
    case 'inactivate':
      inactivate(context, service);
      break;
  }
}

function tasksOf({ state }: EcsContext, ids: readonly string[]): readonly Task[] {
  return ids.flatMap((id) => state.tasks.get(id) ?? []);
}

function listed(tasks: readonly Task[]): string {
  return `${tasks.map(({ id }) => `(task ${id})`).join(' ')}.`;
}

function begin(context: EcsContext, service: Service): void {
  const [current] = service.serviceDeployments;
  if (!current) return;
  const now = context.clock.now();
  current.status = 'IN_PROGRESS';
  current.startedAt = now;
  current.updatedAt = now;
  watchAlarms(context, current);
  if (!current.stages) return;
  const { blue, green } = current.stages;
  const leftovers = service.deployments.some((deployment) => deployment !== blue && deployment !== green);
  enter(context, service, firstStage(leftovers));
}

function enter(context: EcsContext, service: Service, position: StagePosition): void {
  const [record] = service.serviceDeployments;
  if (record) enterStage(context, service, { record, position });
}

function bake({ clock }: EcsContext, service: Service): void {
  const [current] = service.serviceDeployments;
  if (current) current.bakingSince = clock.now();
}

function leave(context: EcsContext, service: Service, tasks: readonly Task[]): void {
  deregister(context, service, tasks);
  for (const [deployment, drained] of Map.groupBy(tasks, (task) => task.owner?.deployment.id ?? '')) {
    tellDraining(context, service, { deployment, count: drained.length });
  }
}

function replace(context: EcsContext, service: Service, task: Task): void {
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

function scaleIn(
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

function scaleOut(
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

function complete(context: EcsContext, service: Service): void {
  const [primary, ...others] = service.deployments;
  const [record] = service.serviceDeployments;
  if (!primary) return;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = context.clock.now();
  if (record) finish(context, service, { record, status: record.rollback ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL' });
  service.lastCompleted = primary;
  // One that succeeded early still has old tasks to replace.
  const live = new Set(context.state.tasksOf(service).map((task) => task.owner?.deployment));
  const left = others.filter((other) => live.has(other));
  for (const other of left) other.desiredCount = 0;
  service.deployments = [primary, ...left];
  tell(context, service, `(deployment ${primary.id}) deployment completed.`);
}

function inactivate(context: EcsContext, service: Service): void {
  const [record] = service.serviceDeployments;
  const reason = 'Service deployment was stopped because the service was deleted.';
  if (record) finish(context, service, { record, status: 'STOPPED', reason });
  service.status = 'INACTIVE';
  service.deployments = [];
  service.lastCompleted = undefined;
}

function find(service: Service, id: string): Deployment | undefined {
  const all = [...service.deployments, ...service.taskSets.map(({ deployment }) => deployment)];
  return all.find((deployment) => deployment.id === id);
}
