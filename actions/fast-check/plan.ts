import type { Check } from './checks.ts';
import type { Selection } from './selection.ts';

/** A check that will run. `files` is undefined when its command takes none. */
export interface Task {
  readonly check: Check;
  readonly files: readonly string[] | undefined;
}

export interface Skip {
  readonly check: Check;
  readonly why: string;
}

export interface Plan {
  /** All checks as the user listed them. */
  readonly order: readonly Check[];
  readonly tasks: readonly Task[];
  readonly skips: readonly Skip[];
}

const FILES_PLACEHOLDER = /\{files\}/;

export function takesFiles(check: Check): boolean {
  return FILES_PLACEHOLDER.test(check.run);
}

/**
 * Says which checks run, and on which files.
 * @param everything the files of the working directory; needed when everything is checked and a command takes files
 */
export function plan(checks: readonly Check[], selection: Selection, everything: readonly string[]): Plan {
  const tasks: Task[] = [];
  const skips: Skip[] = [];
  for (const check of checks) {
    const task = planCheck(check, selection, everything);
    if ('why' in task) skips.push(task);
    else tasks.push(task);
  }
  return { order: checks, tasks, skips };
}

function planCheck(check: Check, selection: Selection, everything: readonly string[]): Task | Skip {
  const matches = check.glob?.matches ?? (() => true);
  const pattern = check.glob?.patterns.join(', ');
  if (takesFiles(check)) {
    const files = (selection.kind === 'all' ? everything : selection.files).filter(matches);
    if (files.length > 0) return { check, files };
    const which = selection.kind === 'all' ? 'no file' : 'no changed file';
    return { check, why: pattern === undefined ? which : `${which} matches ${pattern}` };
  }
  if (selection.kind === 'all' || pattern === undefined || selection.paths.some(matches))
    return { check, files: undefined };
  return { check, why: `no change matches ${pattern}` };
}
