import type { EcsTaskDefinition } from '../api.ts';
import type { EventView } from '../rollout/view.ts';
import { causeOfLog } from './log-causes.ts';
import { readLogTail, type LogReader } from './log-tail.ts';
import { isFailure, type TaskEnd } from './task-failure.ts';

/** Failed tasks that ended the same way, with the log of the last of them. */
export interface FailureGroup {
  readonly what: string;
  readonly stoppedReason: string;
  readonly likely: string | undefined;
  readonly taskIds: readonly string[];
  readonly logLines: readonly string[];
  /** Why there are no log lines. */
  readonly logNote: string | undefined;
}

/** Why a rollout failed, in the user's words. */
export interface Diagnosis {
  /** Why ECS failed the deployment, where it was not for its tasks: an alarm, a hook, the traffic. */
  readonly verdict: string | undefined;
  readonly failures: readonly FailureGroup[];
  /** What the service's events say of trouble, oldest first. */
  readonly troubles: readonly string[];
}

/** Logs are read for so many ways to fail; more would bury what matters. */
const GROUPS_WITH_LOG = 3;
const TROUBLES = 10;
/** Why ECS takes back a deployment whose tasks run well; the words with underscores are codes of AWS CodeDeploy. */
const NOT_THE_TASKS = /alarm|hook|traffic|MANUAL_STOP|INVALID|_ERROR\b/i;
const TROUBLE = /fail|unhealthy|error|throttl|unable|missing|alarm detected|rolling back/i;

/** Puts together why tasks failed. Never rejects for a log that cannot be read: then it says why. */
export async function diagnose(
  facts: {
    readonly ends: readonly TaskEnd[];
    readonly events: readonly EventView[];
    readonly taskDefinition: Pick<EcsTaskDefinition, 'containerDefinitions'>;
    /** Why it failed, as ECS has it; what the tasks tell is nearer to the cause, mostly. */
    readonly reason?: string | undefined;
  },
  read: LogReader,
): Promise<Diagnosis> {
  const { events, taskDefinition, reason } = facts;
  const groups = groupEnds(facts.ends.filter(isFailure).map((end) => withHealthCheck(end, events)));
  const failures = await Promise.all(
    groups.map(async ([last, ...others], index) => {
      const tail =
        index < GROUPS_WITH_LOG ? await readLogTail(last, taskDefinition, read) : { lines: [], note: undefined };
      return {
        what: last.what,
        stoppedReason: last.stoppedReason,
        likely: causeOfLog(tail.lines) ?? last.likely,
        taskIds: [last, ...others].map(({ taskId }) => taskId),
        logLines: tail.lines,
        logNote: tail.note,
      };
    }),
  );
  const verdict = reason !== undefined && NOT_THE_TASKS.test(reason) ? reason : undefined;
  return { verdict, failures, troubles: troublesOf(events) };
}

/** Events that tell of trouble, each once, the newest if there are many. */
export function troublesOf(events: readonly EventView[]): readonly string[] {
  const troubles = events.filter(isTrouble).map(({ message }) => message);
  return [...new Set(troubles)].slice(-TROUBLES);
}

export function isTrouble({ message }: EventView): boolean {
  return TROUBLE.test(message);
}

/** The reason of a failed health check is told by an event only: `… is unhealthy in (target-group …) due to (reason …)`. */
function withHealthCheck(end: TaskEnd, events: readonly EventView[]): TaskEnd {
  if (!/health checks/i.test(end.stoppedReason)) return end;
  const event = events.findLast(({ message }) => message.includes(end.taskId) && /is unhealthy/i.test(message));
  const detail = /due to \(reason (.*)\)\.?$/i.exec(event?.message ?? '')?.[1];
  const port = /\(port (\d+)\)/.exec(event?.message ?? '')?.[1];
  if (detail === undefined) return end;
  return { ...end, what: `${end.what}: ${detail}${port === undefined ? '' : ` on port ${port}`}` };
}

/** The last to end leads its group: ECS keeps its log stream longest, and it saw the newest state. */
function groupEnds(ends: readonly TaskEnd[]): readonly (readonly [TaskEnd, ...TaskEnd[]])[] {
  const newestFirst = [...ends].sort((a, b) => (b.stoppedAt?.getTime() ?? 0) - (a.stoppedAt?.getTime() ?? 0));
  const groups = new Map<string, [TaskEnd, ...TaskEnd[]]>();
  for (const end of newestFirst) {
    const group = groups.get(end.what);
    if (group === undefined) groups.set(end.what, [end]);
    else group.push(end);
  }
  return [...groups.values()].sort((a, b) => b.length - a.length);
}
