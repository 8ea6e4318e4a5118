import type { EcsTask } from '../api.ts';
import { shortName } from '../names.ts';
import { causeOfExitCode, causeOfReason, type Cause, type Healing } from './causes.ts';

export interface ContainerEnd {
  readonly name: string;
  readonly exitCode: number | undefined;
  readonly reason: string | undefined;
}

/** A task that ended, and what its end says about the release. */
export interface TaskEnd {
  readonly taskId: string;
  /** Id of the deployment that started it. */
  readonly deploymentId: string;
  readonly stoppedAt: Date | undefined;
  readonly stopCode: string | undefined;
  /** AWS's own words. */
  readonly stoppedReason: string;
  /** The container that ended it, where one did. */
  readonly culprit: ContainerEnd | undefined;
  readonly healing: Healing;
  /** What happened, in one clause: `container web exited with code 1`. */
  readonly what: string;
  readonly likely: string | undefined;
}

/** Codes of what the platform did; a release is not to blame for it. */
const PLATFORM_STOP_CODES = new Set(['SpotInterruption', 'TerminationNotice', 'InfrastructureHealth']);

/** Reads the end of a stopped task. */
export function readTaskEnd(task: EcsTask): TaskEnd {
  const stoppedReason = task.stoppedReason ?? '';
  const containers = (task.containers ?? []).map(({ name = '', exitCode, reason }) => ({ name, exitCode, reason }));
  const culprit = findCulprit(containers, stoppedReason);
  const cause = findCause(task, { stoppedReason, culprit });
  return {
    taskId: shortName(task.taskArn ?? ''),
    deploymentId: task.startedBy ?? '',
    stoppedAt: task.stoppedAt,
    stopCode: task.stopCode,
    stoppedReason,
    culprit,
    healing: cause?.healing ?? 'maybe',
    what: describe(stoppedReason, culprit),
    likely: cause?.likely,
  };
}

/** Whether a task's end speaks against the release. */
export function isFailure({ healing }: TaskEnd): boolean {
  return healing !== 'not-a-failure';
}

/** The container with a reason of its own, else one that exited with an error, else one that exited at all. */
function findCulprit(containers: readonly ContainerEnd[], stoppedReason: string): ContainerEnd | undefined {
  const withReason = containers.find(({ reason = '' }) => reason !== '');
  if (withReason !== undefined) return withReason;
  // ECS stops the task and with it all containers: their codes tell how they stopped, not why.
  if (!/Essential container/i.test(stoppedReason)) return undefined;
  // The others are killed after an essential one ended: their 137 and 143 come second.
  const own = containers.find(({ exitCode }) => exitCode !== undefined && ![0, 137, 143].includes(exitCode));
  return (
    own ??
    containers.find(({ exitCode }) => exitCode !== undefined && exitCode !== 0) ??
    containers.find(({ exitCode }) => exitCode === 0)
  );
}

function findCause(
  task: EcsTask,
  end: { readonly stoppedReason: string; readonly culprit: ContainerEnd | undefined },
): Cause | undefined {
  if (PLATFORM_STOP_CODES.has(task.stopCode ?? '')) {
    return causeOfPlatform(task.stopCode ?? '');
  }
  if (task.stopCode === 'UserInitiated') {
    return { healing: 'not-a-failure', likely: 'somebody stopped the task' };
  }
  const byReason = causeOfReason(end.culprit?.reason ?? '') ?? causeOfReason(end.stoppedReason);
  if (byReason !== undefined) return byReason;
  return end.culprit?.exitCode === undefined ? undefined : causeOfExitCode(end.culprit.exitCode);
}

function causeOfPlatform(stopCode: string): Cause {
  const likely =
    stopCode === 'SpotInterruption'
      ? 'AWS took the Spot capacity back; not the doing of this release'
      : 'the host or the platform had to go; not the doing of this release';
  return { healing: 'not-a-failure', likely };
}

function describe(stoppedReason: string, culprit: ContainerEnd | undefined): string {
  if (culprit === undefined) return stoppedReason === '' ? 'the task stopped without a reason' : shorten(stoppedReason);
  const { name, exitCode, reason } = culprit;
  const exited =
    exitCode === undefined ? `container ${name} did not start` : `container ${name} exited with code ${exitCode}`;
  // The task's reason often repeats the container's.
  return reason === undefined || reason === '' ? exited : `${exited}: ${reason}`;
}

/** The name of a target group says enough; its ARN is in AWS's own words. */
function shorten(reason: string): string {
  return reason.replace(/\(target-group arn:[^)]*:targetgroup\/([^/)]+)\/[^)]*\)/g, 'target group $1');
}
