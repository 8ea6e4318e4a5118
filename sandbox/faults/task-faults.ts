import type { SandboxClock } from '#sandbox/clock';
import { glob } from './glob.ts';
import { OrderBook } from './order-book.ts';
import type { Order } from './order-book.ts';

/** What can go wrong with a task. Milliseconds are AWS time, since the container's start where nothing else is said. */
export type TaskFault =
  | CrashFault
  /** Its published ports answer 503, or reset every connection, for ever. */
  | { readonly kind: 'never-healthy'; readonly answer: PortAnswer }
  /** Its published ports answer 503 for the first `ms`. */
  | { readonly kind: 'slow-start'; readonly ms: number }
  /** Its published ports are well for `periodMs`, then answer 503 as long, and so on. */
  | { readonly kind: 'flapping'; readonly periodMs: number }
  /** Programs run inside it, as container health checks are, end with exit code 1. */
  | { readonly kind: 'failing-health-check' }
  /** The pull is refused in ECS's words. */
  | { readonly kind: 'cannot-pull'; readonly why: PullProblem }
  | { readonly kind: 'slow-pull'; readonly ms: number }
  /** SIGTERM does nothing: it ends by SIGKILL, with exit code 137. */
  | { readonly kind: 'ignores-sigterm' };

export type CrashFault =
  | {
      readonly kind: 'exit';
      readonly afterMs: number;
      readonly exitCode: number;
      /** Logged just before the end. */
      readonly lastWords?: readonly string[];
    }
  /** Killed for its memory: exit code 137. */
  | { readonly kind: 'out-of-memory'; readonly afterMs: number; readonly lastWords?: readonly string[] };

export type PortAnswer = 'unavailable' | 'reset';
export type PullProblem = 'missing-tag' | 'wrong-platform' | 'no-auth' | 'timeout';

/** A container of a task on its way up. */
export interface FaultyTask {
  readonly taskId: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  /** `service:NAME` for a task of a service. */
  readonly group: string;
  /** As the task definition has it, or pinned to a digest. */
  readonly image: string;
}

/** All that is given must match; `*` stands for anything. */
export interface TaskMatch {
  /** `family:revision`, or `family` for all its revisions. */
  readonly taskDefinition?: string;
  /** Tasks of this definition are left alone. */
  readonly except?: string;
  readonly group?: string;
  /** With its tag; a later task of a revision is started from the digest the tag had, so better end it in `*`. */
  readonly image?: string;
}

export type TaskOrder = Order<TaskMatch, TaskFault>;
/** Counts tasks: `first: 2` strikes the first two that match, each with all its containers. */
export type TaskFaults = OrderBook<TaskMatch, FaultyTask, TaskFault>;

export function createTaskFaults(clock: SandboxClock): TaskFaults {
  return new OrderBook({ clock, matches, identity: ({ taskId }) => taskId });
}

function matches(match: TaskMatch, task: FaultyTask): boolean {
  const family = task.taskDefinition.replace(/:\d+$/, '');
  if (match.except !== undefined && fits(match.except, task.taskDefinition, family)) return false;
  return (
    fits(match.taskDefinition, task.taskDefinition, family) &&
    fits(match.group, task.group) &&
    fits(match.image, task.image)
  );
}

function fits(pattern: string | undefined, ...names: readonly string[]): boolean {
  return pattern === undefined || names.some((name) => glob(pattern).test(name));
}
