import { isActive } from '../rollout/capacity.ts';
import type { Action, TaskView } from '../rollout/view.ts';

/** All the decision about one task set rests on, as of one instant. */
export interface TaskSetView {
  readonly id: string;
  /** Its share of the service's desired count; 0 while it or its service is being deleted. */
  readonly wanted: number;
  /** False while launches are backed off. */
  readonly launchable: boolean;
  /** All but STOPPED ones. */
  readonly tasks: readonly TaskView[];
}

/**
 * What the scheduler does about one task set in one tick. Task sets know nothing of each other: minimum and maximum percent
 * are about ECS's own rollouts, so a task set is filled up to its count, and emptied down to it, at once.
 */
export function planTaskSet({ id, wanted, launchable, tasks }: TaskSetView): readonly Action[] {
  const active = tasks.filter(isActive);
  const stoppable = active.filter((task) => task.state !== 'unhealthy').sort((a, b) => useOf(a) - useOf(b));
  const surplus = stoppable.slice(0, Math.max(0, active.length - wanted)).map((task) => task.id);
  const missing = launchable ? Math.max(0, wanted - active.length) : 0;
  return [
    ...listed('deregister', having(tasks, 'leaving')),
    ...listed('register', having(tasks, 'due')),
    ...having(tasks, 'unhealthy').map((task): Action => ({ kind: 'replace', task })),
    ...(surplus.length > 0 ? [{ kind: 'stop', deployment: id, tasks: surplus } as const] : []),
    ...(missing > 0 ? [{ kind: 'start', deployment: id, count: missing } as const] : []),
  ];
}

/**
 * `STEADY_STATE` as the API reference defines it (TaskSet, stabilityStatus): as many tasks as computed, none pending, all of
 * them healthy.
 */
export function isSteady({ wanted, tasks }: TaskSetView): boolean {
  const active = tasks.filter(isActive);
  return active.length === wanted && active.every((task) => task.state === 'healthy');
}

function having(tasks: readonly TaskView[], state: TaskView['state']): readonly string[] {
  return tasks.filter((task) => task.state === state).map((task) => task.id);
}

function listed(kind: 'deregister' | 'register', tasks: readonly string[]): readonly Action[] {
  return tasks.length > 0 ? [{ kind, tasks }] : [];
}

/** What serves nobody goes first. */
function useOf({ state }: TaskView): number {
  if (state === 'healthy') return 2;
  return state === 'running' ? 1 : 0;
}
