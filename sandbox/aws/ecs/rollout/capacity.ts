import type { Action, DeploymentView, ServiceView, TaskView } from './view.ts';

/** Is the task one the service still counts on? */
export function isActive(task: TaskView): boolean {
  return task.state !== 'leaving' && task.state !== 'gone-soon';
}

/**
 * Which tasks to stop and how many to start, within the deployment's limits: healthy tasks never fall below
 * `minimumHealthyPercent` (rounded up), active tasks never exceed `maximumPercent` (rounded down).
 */
export function planCapacity(service: ServiceView): readonly Action[] {
  const { primary, others, desiredCount } = service;
  const active = [primary, ...others].flatMap((deployment) => deployment.tasks.filter(isActive));
  const room = Math.floor((service.maximumPercent / 100) * desiredCount) - active.length;
  const missing = missingTasks(primary, desiredCount);
  const stops = [...surplus(service), ...replacedTasks(service, missing - Math.max(0, room))];
  const starts = planStarts(service, missing, room);
  if (missing > 0 && room <= 0 && stops.length === 0 && active.every((task) => task.state === 'healthy')) {
    const settling = [primary, ...others].some((deployment) => deployment.tasks.some((task) => !isActive(task)));
    if (!settling) return [{ kind: 'stuck' }];
  }
  return [...stops, ...starts];
}

function missingTasks(deployment: DeploymentView, wanted: number): number {
  if (!deployment.keepsTasks || !deployment.launchable) return 0;
  return Math.max(0, wanted - deployment.tasks.filter(isActive).length);
}

function planStarts(service: ServiceView, missing: number, room: number): readonly Action[] {
  const keepOld = oldTasksToKeep(service);
  const starts: Action[] = [];
  let left = Math.max(0, room);
  const start = (deployment: DeploymentView, wanted: number): void => {
    const count = Math.min(wanted, left);
    if (count <= 0) return;
    left -= count;
    starts.push({ kind: 'start', deployment: deployment.id, count });
  };
  start(service.primary, missing);
  for (const other of service.others) start(other, missingTasks(other, Math.min(other.desiredCount, keepOld)));
  return starts;
}

/** Old tasks hold the place of new ones that are not healthy yet. */
function oldTasksToKeep({ primary, desiredCount }: ServiceView): number {
  return Math.max(0, desiredCount - primary.tasks.filter((task) => task.state === 'healthy').length);
}

/** Scale-in: tasks of PRIMARY beyond the desired count, those that serve nobody first. */
function surplus({ primary, desiredCount }: ServiceView): readonly Action[] {
  const active = primary.tasks.filter(isActive);
  const stoppable = active.filter((task) => task.state !== 'unhealthy').sort(leastUsefulFirst);
  const excess = stoppable.slice(0, Math.max(0, active.length - desiredCount)).map((task) => task.id);
  return excess.length > 0 ? [{ kind: 'stop', deployment: primary.id, tasks: excess }] : [];
}

/**
 * Old tasks that may go: those that new healthy ones have replaced, those of a deployment nobody waits for that do not
 * serve, and, where no room is left to start, as many as the lower limit allows.
 */
function replacedTasks(service: ServiceView, roomWanted: number): readonly Action[] {
  const all = [service.primary, ...service.others].flatMap((deployment) => deployment.tasks);
  const lower = Math.ceil((service.minimumHealthyPercent / 100) * service.desiredCount);
  let spareHealthy = all.filter((task) => task.state === 'healthy').length - lower;
  const old = candidates(service.others);
  let excess = old.length - oldTasksToKeep(service);
  let wanted = roomWanted;
  const chosen = new Map<string, string[]>();
  for (const { task, deployment } of old) {
    const healthy = task.state === 'healthy';
    const useless = !healthy && !deployment.keepsTasks;
    if (!useless && excess <= 0 && wanted <= 0) continue;
    if (healthy && spareHealthy <= 0) continue;
    if (healthy) spareHealthy -= 1;
    excess -= 1;
    wanted -= 1;
    chosen.set(deployment.id, [...(chosen.get(deployment.id) ?? []), task.id]);
  }
  return [...chosen].map(([deployment, tasks]) => ({ kind: 'stop', deployment, tasks }));
}

interface Candidate {
  readonly deployment: DeploymentView;
  readonly task: TaskView;
}

/** Active old tasks, the least useful first; among equals, those of a deployment that was superseded before those of the proven one. */
function candidates(others: readonly DeploymentView[]): readonly Candidate[] {
  return [...others]
    .sort((a, b) => Number(a.keepsTasks) - Number(b.keepsTasks))
    .flatMap((deployment) => deployment.tasks.map((task) => ({ deployment, task })))
    .filter(({ task }) => isActive(task) && task.state !== 'unhealthy')
    .sort((a, b) => leastUsefulFirst(a.task, b.task));
}

function leastUsefulFirst(a: TaskView, b: TaskView): number {
  return usefulness(a) - usefulness(b);
}

function usefulness({ state }: TaskView): number {
  if (state === 'healthy') return 2;
  return state === 'running' ? 1 : 0;
}
