import { isFailure, type TaskEnd } from '../diagnosis/task-failure.ts';

/** It has not failed by AWS's count yet, but it will. */
export interface Doomed {
  readonly kind: 'doomed';
  readonly reason: string;
}

/** Give up at the first task end that cannot heal, or after so many failed tasks. Undefined: never. */
export type FailFast = { readonly failedTasks: number } | undefined;

/** Whether waiting for AWS's own verdict would be lost time, by the ends of the rollout's tasks. */
export function doomOf(ends: readonly TaskEnd[], failFast: FailFast): Doomed | undefined {
  if (failFast === undefined) return undefined;
  const failures = ends.filter(isFailure);
  const hopeless = failures.find(({ healing }) => healing === 'never');
  if (hopeless !== undefined) return { kind: 'doomed', reason: `${hopeless.what}; trying again cannot help` };
  const last = failures.at(-1);
  if (last === undefined || failures.length < failFast.failedTasks) return undefined;
  const count = failures.length === 1 ? '1 task has failed' : `${failures.length} tasks have failed`;
  return { kind: 'doomed', reason: `${count}, the last one: ${last.what}` };
}
