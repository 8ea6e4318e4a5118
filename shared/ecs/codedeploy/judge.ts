import { trimReason } from '../rollout/reason.ts';
import type { CodeDeployMemory } from './memory.ts';
import { isOver, statusOf, type DeploymentLook, type TargetLook } from './view.ts';

/** What one look showed. Each of its sides may be older than another. */
export interface CodeDeployObservation {
  readonly deployment: DeploymentLook;
  /** Undefined until the deployment has started. */
  readonly target: TargetLook | undefined;
  /** The deployment that takes it back, where there is one. */
  readonly rollback: DeploymentLook | undefined;
  /** Id of another deployment of the group that is under way, looked for once ours has ended. */
  readonly successor: string | undefined;
  /** ACTIVE, DRAINING …; undefined: ECS does not know the service any more. */
  readonly serviceStatus: string | undefined;
}

/** How a deployment ended, or where it stands for now. */
export type CodeDeployVerdict =
  /** `early`: the new tasks have all traffic; the former ones wait for their end, and until then it can be taken back. */
  | { readonly kind: 'deployed'; readonly early: boolean }
  | { readonly kind: 'paused'; readonly until: number | undefined }
  | { readonly kind: 'rolled-back'; readonly reason: string }
  | {
      readonly kind: 'failed';
      readonly reason: string;
      /** `none`: nothing has taken it back. `failed`: what should have done so failed too. */
      readonly rollback: 'none' | 'failed';
    }
  | { readonly kind: 'superseded'; readonly by: string }
  | { readonly kind: 'gone'; readonly reason: string };

export interface CodeDeployJudgement {
  readonly memory: CodeDeployMemory;
  /** Undefined while it is not decided. */
  readonly verdict: CodeDeployVerdict | undefined;
}

/** The id of the rollback is told a moment after the end of what it takes back. */
const READS_BEFORE_NO_ROLLBACK = 5;

/**
 * Judges a deployment of AWS CodeDeploy by one look and what earlier looks showed. Pure: the same sequence of looks gives
 * the same verdict. A deployment that has ended never comes back from it, so an end counts and an answer from before it
 * does not; that the traffic has moved is believed only where CodeDeploy says that what follows has passed as well.
 */
export function judgeDeployment(seen: CodeDeployObservation, before: CodeDeployMemory): CodeDeployJudgement {
  const { deployment, serviceStatus } = seen;
  const memory = remember(seen, before);
  const decide = (verdict: CodeDeployVerdict | undefined): CodeDeployJudgement => ({ memory, verdict });
  if (serviceStatus !== 'ACTIVE') return decide({ kind: 'gone', reason: goneReason(serviceStatus) });
  if (memory.rollbackId !== undefined) return decide(judgeRollback(seen, memory));
  if (deployment.status === 'Succeeded') return decide({ kind: 'deployed', early: false });
  if (isOver(deployment)) return judgeEnded(seen, memory);
  // It was over in an earlier answer.
  if (before.endedReads > 0) return decide(undefined);
  if (hasMoved(seen)) {
    const enough = memory.waitFor === 'deployed' && !memory.rollbackRequested;
    return decide(enough ? { kind: 'deployed', early: true } : undefined);
  }
  const waits = deployment.status === 'Ready' && !memory.continued && !memory.rollbackRequested;
  return decide(waits ? { kind: 'paused', until: readyUntil(seen) } : undefined);
}

function remember({ deployment, target }: CodeDeployObservation, before: CodeDeployMemory): CodeDeployMemory {
  const over = deployment.status === 'Failed' || deployment.status === 'Stopped';
  return {
    ...before,
    rollbackId: before.rollbackId ?? deployment.rollbackId,
    failure: before.failure ?? (over ? failureOf(deployment, target) : undefined),
    greenId: before.greenId ?? target?.green?.id,
    weight: target?.green?.weight ?? before.weight,
  };
}

/** All traffic is on the new tasks, and the hooks after that have passed. */
function hasMoved({ deployment, target }: CodeDeployObservation): boolean {
  return deployment.terminates || (target !== undefined && statusOf(target, 'AfterAllowTraffic') === 'Succeeded');
}

/** Epoch milliseconds until which it waits; the wait begins with the end of the event before. */
function readyUntil({ deployment, target }: CodeDeployObservation): number | undefined {
  const ends = (target?.events ?? []).flatMap(({ endedAt }) => endedAt ?? []);
  return ends.length === 0 || deployment.readyMinutes === 0
    ? undefined
    : Math.max(...ends) + deployment.readyMinutes * 60_000;
}

function judgeRollback({ rollback }: CodeDeployObservation, memory: CodeDeployMemory): CodeDeployVerdict | undefined {
  const reason = memory.failure ?? 'the deployment was taken back';
  switch (rollback?.status) {
    case 'Succeeded':
      return { kind: 'rolled-back', reason };
    case 'Failed':
    case 'Stopped': {
      const why = trimReason(rollback.error?.message) ?? `it is ${rollback.status}`;
      return {
        kind: 'failed',
        reason: `${reason}, and its rollback ${rollback.id} failed as well: ${why}`,
        rollback: 'failed',
      };
    }
    default:
      return undefined;
  }
}

/** Failed or Stopped, with no rollback to be seen: CodeDeploy begins one within moments, or there is none. */
function judgeEnded(seen: CodeDeployObservation, before: CodeDeployMemory): CodeDeployJudgement {
  const { deployment, successor } = seen;
  const memory = { ...before, endedReads: before.endedReads + 1 };
  const isExpected = before.rollbackRequested || deployment.rollsBackOn.has(rollbackEventOf(deployment));
  const told = deployment.rollbackMessage !== undefined;
  if (!told && isExpected && memory.endedReads < READS_BEFORE_NO_ROLLBACK) return { memory, verdict: undefined };
  // Whoever stopped it has begun another one.
  if (successor !== undefined && deployment.error?.code === 'MANUAL_STOP' && !before.rollbackRequested) {
    return { memory, verdict: { kind: 'superseded', by: successor } };
  }
  const message = trimReason(deployment.rollbackMessage);
  const failure = memory.failure ?? 'CodeDeploy calls it failed';
  const reason = message === undefined ? failure : `${failure}. CodeDeploy says of the rollback: ${message}`;
  return { memory, verdict: { kind: 'failed', reason, rollback: 'none' } };
}

/** Which of the events that a rollback can be configured for an end is. API reference, AutoRollbackConfiguration. */
function rollbackEventOf({ status, error }: DeploymentLook): string {
  if (error?.code === 'ALARM_ACTIVE') return 'DEPLOYMENT_STOP_ON_ALARM';
  return status === 'Stopped' ? 'DEPLOYMENT_STOP_ON_REQUEST' : 'DEPLOYMENT_FAILURE';
}

/** Why it ended: the lifecycle event that failed, and CodeDeploy's words. */
function failureOf({ status, error }: DeploymentLook, target: TargetLook | undefined): string {
  const failed = target?.events.find((event) => event.status === 'Failed');
  const why = trimReason(error?.message) ?? trimReason(failed?.message) ?? `CodeDeploy calls it ${status}`;
  const code = error?.code ?? '';
  const place = failed === undefined ? '' : ` at ${failed.name}`;
  return `${why}${code === '' ? '' : ` (${code}${place})`}`;
}

function goneReason(status: string | undefined): string {
  if (status === undefined) return 'Amazon ECS does not know the service any more';
  return `the service is ${status === '' ? 'not ACTIVE' : status}: it is being deleted, or was`;
}
