import type { EcsTask } from '../api.ts';
import { causeOfExitCode } from '../diagnosis/causes.ts';
import { readTaskEnd, type TaskEnd } from '../diagnosis/task-failure.ts';

/** The container whose exit code counts, and those whose end ends the task (API reference, `essential`). */
export interface OneOffShape {
  readonly container: string;
  readonly essential: ReadonlySet<string>;
}

/** What earlier looks have shown. A value: every look makes a new one. */
export interface OneOffMemory {
  /** An essential container that was seen ended while the command still ran: ECS then stops the command too. */
  readonly cutShortBy?: string;
}

export type OneOffVerdict =
  /** `note`: what looks odd about it, in sentences. */
  | { readonly kind: 'passed'; readonly note: string | undefined }
  /** `reason` is one clause: `container web exited with code 3`. */
  | {
      readonly kind: 'failed';
      readonly reason: string;
      readonly exitCode: number | undefined;
      readonly end: TaskEnd;
    };

type EcsContainer = NonNullable<EcsTask['containers']>[number];

/** Codes of a container that was told to stop, or that ended well: they accuse nobody. */
const INNOCENT: ReadonlySet<number> = new Set([0, 137, 143]);

/**
 * Judges a one-off task by one look at it: whether its command has ended, and how. The exit code of its container
 * decides, but not when the command was stopped before it was done: a program may well exit with 0 on SIGTERM.
 */
export function judge(
  task: EcsTask,
  shape: OneOffShape,
  before: OneOffMemory,
): { readonly memory: OneOffMemory; readonly verdict?: OneOffVerdict } {
  const ours = task.containers?.find(({ name }) => name === shape.container);
  const memory = remember(task, { shape, before, running: ours?.exitCode === undefined });
  const verdict = decide(task, { ours, shape, memory });
  return verdict === undefined ? { memory } : { memory, verdict };
}

function remember(
  task: EcsTask,
  { shape, before, running }: { readonly shape: OneOffShape; readonly before: OneOffMemory; readonly running: boolean },
): OneOffMemory {
  if (before.cutShortBy !== undefined || !running || task.lastStatus === 'STOPPED') return before;
  const ended = others(task, shape).find(({ exitCode }) => exitCode !== undefined);
  if (ended === undefined) return before;
  return { cutShortBy: `container ${ended.name ?? ''} exited with code ${ended.exitCode ?? ''}` };
}

/** The other essential containers. */
function others(task: EcsTask, { container, essential }: OneOffShape): readonly EcsContainer[] {
  return (task.containers ?? []).filter(({ name = '' }) => name !== container && essential.has(name));
}

function decide(
  task: EcsTask,
  look: { readonly ours: EcsContainer | undefined; readonly shape: OneOffShape; readonly memory: OneOffMemory },
): OneOffVerdict | undefined {
  const { ours, shape, memory } = look;
  const exitCode = ours?.exitCode;
  const fail = (reason: string): OneOffVerdict => ({ kind: 'failed', reason, exitCode, end: endOf(task, ours) });
  if (exitCode === undefined) {
    const over = task.lastStatus === 'STOPPED' || task.stopCode === 'TaskFailedToStart';
    return over ? fail(readTaskEnd(task).what) : undefined;
  }
  // Who stopped an essential container is told a moment after its exit code.
  if (shape.essential.has(shape.container) && task.stopCode === undefined && task.lastStatus !== 'STOPPED') {
    return undefined;
  }
  if (memory.cutShortBy !== undefined) {
    return fail(`${memory.cutShortBy} before the command was done, and it is essential, so the task was stopped`);
  }
  if (task.stopCode !== undefined && task.stopCode !== 'EssentialContainerExited') {
    return fail(`the task was stopped before the command was done: ${task.stoppedReason ?? task.stopCode}`);
  }
  if (exitCode !== 0) return fail(describeExit(shape.container, ours));
  return { kind: 'passed', note: noteOn(others(task, shape)) };
}

/** Both had ended by one look, so which came first is not known. */
function noteOn(containers: readonly EcsContainer[]): string | undefined {
  const odd = containers.find(({ exitCode }) => exitCode !== undefined && !INNOCENT.has(exitCode));
  return odd === undefined
    ? undefined
    : `Container ${odd.name ?? ''} exited with code ${odd.exitCode ?? ''} at about the same time. If it was the first, the command was stopped before it was done, though it exited with 0.`;
}

function describeExit(name: string, container: EcsContainer | undefined): string {
  const { exitCode, reason = '' } = container ?? {};
  return `container ${name} exited with code ${exitCode ?? ''}${reason === '' ? '' : `: ${reason}`}`;
}

/** The end of the task, told by the container whose exit code counts where it has one. */
function endOf(task: EcsTask, ours: EcsContainer | undefined): TaskEnd {
  const end = readTaskEnd(task);
  const { name = '', exitCode, reason } = ours ?? {};
  const told = end.culprit?.name === name || end.healing === 'not-a-failure';
  if (exitCode === undefined || exitCode === 0 || told) return end;
  const { healing, likely } = causeOfExitCode(exitCode);
  return { ...end, culprit: { name, exitCode, reason }, what: describeExit(name, ours), healing, likely };
}
