import type { RolloutMemory } from './memory.ts';
import { trimReason } from './reason.ts';
import { decide, undecided, type Judgement, type Scene, type Verdict } from './verdict.ts';
import { isSteady, primaryOf, type DeploymentView } from './view.ts';

/** ECS shows a failed deployment as FAILED and PRIMARY for a moment before the former one takes over again. */
const FAILED_READS_BEFORE_ROLLBACK = 5;

/** A scene, and what was learnt of our deployment from elsewhere. */
export interface Evidence extends Scene {
  /** Why its service deployment is over, if it is and neither succeeded nor was taken back. */
  readonly stopped?: string | undefined;
  /** Whether all its tasks are healthy and have the traffic. */
  readonly healthy?: boolean | undefined;
}

/**
 * Judges a rollout by the deployments that DescribeServices lists. Answers of ECS may be stale (an older state after a
 * newer one), so nothing is concluded from the absence of our deployment alone. When ECS takes a deployment back, the
 * former one becomes PRIMARY again under its old id; a rollback under a new id is understood as well.
 */
export function judgeService(evidence: Evidence): Judgement {
  const { service, memory } = evidence;
  const primary = primaryOf(service);
  if (primary === undefined) return undecided(memory);
  if (memory.rollback !== undefined) return judgeRollback(primary, { service, memory });
  if (primary.id === memory.deploymentId) return judgeOurs(primary, evidence);
  return judgeOther(primary, evidence);
}

function judgeOurs(ours: DeploymentView, { service, memory, stopped, healthy }: Evidence): Judgement {
  if (ours.rolloutState === 'FAILED' || stopped !== undefined) {
    return judgeFailed(ours, { service, memory, stopped });
  }
  if (memory.waitFor === 'healthy' && healthy === true && memory.failure === undefined && !memory.rollbackRequested) {
    return decide(memory, { kind: 'deployed', early: true });
  }
  const completed = ours.rolloutState === 'COMPLETED' || (ours.rolloutState === undefined && isSteady(service));
  if (!completed || (memory.waitFor === 'stable' && !isSteady(service))) return undecided(memory);
  return decide(memory, { kind: 'deployed' });
}

/**
 * Ours is PRIMARY and FAILED: either nothing takes it back, or the rollback shows in one of the next looks. When only its
 * service deployment is over, what stopped it may show then as well: a newer deployment, most often.
 */
function judgeFailed(ours: DeploymentView, { service, memory, stopped }: Omit<Evidence, 'healthy'>): Judgement {
  const former = service.deployments.find(({ id }) => id !== ours.id);
  const failedReads = memory.failedReads + 1;
  const expected =
    ours.rolloutState === 'FAILED'
      ? (service.rollsBack || memory.rollbackRequested) && former !== undefined
      : stopped !== undefined;
  if (expected && failedReads < FAILED_READS_BEFORE_ROLLBACK) return undecided({ ...memory, failedReads });
  return decide(memory, {
    kind: 'failed',
    reason: memory.failure ?? stopped ?? ours.rolloutReason ?? 'Amazon ECS calls the deployment FAILED',
    serving: former !== undefined && former.running > 0 ? former.taskDefinition : undefined,
    stands: true,
  });
}

/** Another deployment is PRIMARY, and ours was not known to be taken back before this look. */
function judgeOther(primary: DeploymentView, scene: Evidence): Judgement {
  const { service, memory } = scene;
  const listed = service.deployments.some(({ id }) => id === memory.deploymentId);
  const takenBack = memory.failure !== undefined || memory.rollbackRequested;
  const former = memory.earlier.get(primary.id);
  if (former !== undefined) {
    // Listed behind a former one: taken back, by whomever. Not listed at all: an answer from before our deployment.
    return takenBack || listed
      ? judgeRollback(primary, { service, memory: rollingBack(memory, primary) })
      : undecided(memory);
  }
  const goesBack = [...memory.earlier.values()].includes(primary.taskDefinition);
  if (takenBack && goesBack) return judgeRollback(primary, { service, memory: rollingBack(memory, primary) });
  // Such as a Terraform run that sends our own revision again: it is ours that gets deployed.
  if (primary.taskDefinition === memory.taskDefinition && !takenBack) return follow(primary, { service, memory });
  if (memory.failure !== undefined) return decide(memory, failedAndReplaced(memory, memory.failure, primary));
  const { id, taskDefinition } = primary;
  return decide(memory, { kind: 'superseded', by: { id, taskDefinition } });
}

function rollingBack(memory: RolloutMemory, { id, taskDefinition }: DeploymentView): RolloutMemory {
  const failure = memory.failure ?? 'it was taken back before it was completed';
  return { ...memory, failure, rollback: { deploymentId: id, taskDefinition } };
}

function follow(primary: DeploymentView, { service, memory }: Scene): Judgement {
  const earlier = new Map(memory.earlier).set(memory.deploymentId, memory.taskDefinition);
  const earlierServiceDeployment = memory.serviceDeployment ?? memory.earlierServiceDeployment;
  const followed = {
    ...memory,
    deploymentId: primary.id,
    earlier,
    earlierServiceDeployment,
    serviceDeployment: undefined,
  };
  return judgeOurs(primary, { service, memory: followed });
}

function judgeRollback(primary: DeploymentView, { service, memory }: Scene): Judgement {
  const { rollback } = memory;
  const reason = memory.failure ?? 'the deployment was taken back';
  if (rollback === undefined || primary.id === memory.deploymentId) return undecided(memory); // an older answer
  if (primary.id !== rollback.deploymentId) {
    if (primary.taskDefinition === rollback.taskDefinition || memory.earlier.has(primary.id)) {
      return judgeRollback(primary, { service, memory: rollingBack(memory, primary) });
    }
    return decide(memory, failedAndReplaced(memory, reason, primary));
  }
  if (primary.rolloutState === 'FAILED') {
    return decide(memory, neitherServes(memory, primary.rolloutReason ?? 'the rollback FAILED too'));
  }
  const completed = primary.rolloutState === 'COMPLETED' || (primary.rolloutState === undefined && isSteady(service));
  if (!completed) return undecided(memory);
  return decide(memory, { kind: 'rolled-back', reason, to: primary.taskDefinition, deploymentId: primary.id });
}

function failedAndReplaced(memory: RolloutMemory, reason: string, primary: DeploymentView): Verdict {
  const replaced = `${reason}; meanwhile deployment ${primary.id} of another revision has begun`;
  return {
    kind: 'failed',
    reason: memory.rollback === undefined ? replaced : `${replaced}, in place of the rollback`,
    serving: undefined,
    stands: false,
  };
}

export function neitherServes(memory: RolloutMemory, rollbackReason: string): Verdict {
  const reason = `${memory.failure ?? 'the deployment failed'}, and its rollback failed as well: ${trimReason(rollbackReason) ?? ''}. Neither revision is sure to serve`;
  return { kind: 'failed', reason, serving: undefined, stands: false };
}
