import type { EcsContext } from '../context.ts';
import type { Service, Task, TaskTarget } from '../model.ts';
import { tell, tellOnce } from './events.ts';

/** Puts the containers of tasks behind their load balancers; then the tasks are RUNNING. */
export function register(context: EcsContext, service: Service, tasks: readonly Task[]): void {
  const added: TaskTarget[] = [];
  for (const task of tasks) {
    const targets = targetsOf(task);
    if (!targets) {
      context.engine.stop(task, { code: 'TaskFailedToStart', reason: 'Task failed to start' });
    } else if (areThere(context, service, targets)) {
      for (const { targetGroupArn, target } of targets) context.targetGroups.register(targetGroupArn, target);
      task.targets = targets;
      added.push(...targets);
      context.engine.activate(task);
    }
  }
  tellByGroup(context, service, { verb: 'registered', targets: added });
}

/** A target group may have been deleted under the service; its tasks then wait in ACTIVATING. */
function areThere(context: EcsContext, service: Service, targets: readonly TaskTarget[]): boolean {
  const missing = targets.filter(({ targetGroupArn }) => !context.targetGroups.exists(targetGroupArn));
  for (const { targetGroupArn } of missing) {
    const error = '(error One or more target groups not found)';
    tellOnce(context, service, `failed to register targets in (target-group ${targetGroupArn}) with ${error}`);
  }
  return missing.length === 0;
}

export function deregister(context: EcsContext, service: Service, tasks: readonly Task[]): void {
  const targets = tasks.flatMap((task) => task.targets);
  for (const { targetGroupArn, target } of targets) context.targetGroups.deregister(targetGroupArn, target);
  for (const task of tasks) task.registration = 'deregistered';
  tellByGroup(context, service, { verb: 'deregistered', targets });
}

/** Where the runtime publishes each container port a load balancer wants; undefined when one is missing. */
function targetsOf(task: Task): readonly TaskTarget[] | undefined {
  const targets: TaskTarget[] = [];
  const revision = task.owner?.deployment.revision;
  for (const [index, wanted] of (revision?.settings.loadBalancers ?? []).entries()) {
    const container = task.containers.find(({ definition }) => definition.name === wanted.containerName);
    const hostPort = container?.running?.hostPorts.get(wanted.containerPort);
    if (!container) return undefined;
    if (hostPort === undefined) {
      container.reason = `CannotStartContainerError: port ${wanted.containerPort} is not published`;
      return undefined;
    }
    const target = { id: task.address, port: wanted.containerPort, hostPort };
    targets.push({ targetGroupArn: revision?.targetGroups[index] ?? wanted.targetGroupArn, target });
  }
  return targets;
}

function tellByGroup(
  context: EcsContext,
  service: Service,
  { verb, targets }: { readonly verb: string; readonly targets: readonly TaskTarget[] },
): void {
  for (const [arn, group] of Map.groupBy(targets, ({ targetGroupArn }) => targetGroupArn)) {
    tell(context, service, `${verb} ${group.length} targets in (target-group ${arn})`);
  }
}
