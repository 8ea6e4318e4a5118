import { failureOf, trimReason } from './failure.ts';
import type { RolloutMemory } from './memory.ts';
import { isSteady, primaryOf, type DeploymentView, type ServiceDeploymentView, type ServiceView } from './view.ts';

/** What one look at the service showed. */
export interface Observation {
  /** Undefined: ECS does not know the service (any more). */
  readonly service: ServiceView | undefined;
  /** The service deployment of this rollout, when it was looked at. */
  readonly serviceDeployment?: ServiceDeploymentView | undefined;
}

/** How a rollout ended. They are different facts: a superseded deployment did not fail, a failed one is not slow. */
export type Verdict =
  | { readonly kind: 'deployed' }
  | Failed
  | { readonly kind: 'rolled-back'; readonly reason: string; readonly to: string; readonly deploymentId: string }
  | { readonly kind: 'superseded'; readonly by: Pick<DeploymentView, 'id' | 'taskDefinition'> }
  /** The service is deleted, or about to be. */
  | { readonly kind: 'gone'; readonly reason: string };

export interface Failed {
  readonly kind: 'failed';
  readonly reason: string;
  /** The revision that serves now; undefined when none does for sure. */
  readonly serving: string | undefined;
  /** Whether it still stands there as the deployment the service wants: nobody has taken it back or replaced it. */
  readonly stands: boolean;
}

export interface Judgement {
  readonly memory: RolloutMemory;
  /** Undefined while it is not decided. */
  readonly verdict: Verdict | undefined;
}

/** ECS shows a failed deployment as FAILED and PRIMARY for a moment before the former one takes over again. */
const FAILED_READS_BEFORE_ROLLBACK = 5;

/**
 * Judges a rollout by one look at the service and what earlier looks showed. Pure: the same sequence of looks gives
 * the same verdict. Answers of ECS may be stale (an older state after a newer one), so nothing is concluded from the
 * absence of our deployment alone. When ECS takes a deployment back, the former one becomes PRIMARY again under its
 * old id; a rollback under a new id is understood as well.
 */
export function judge(observation: Observation, before: RolloutMemory): Judgement {
  const { service, serviceDeployment } = observation;
  if (service === undefined)
    return decide(before, { kind: 'gone', reason: 'Amazon ECS does not know the service any more' });
  if (service.status !== 'ACTIVE') {
    const reason = `the service is ${service.status === '' ? 'not ACTIVE' : service.status}: it is being deleted, or was`;
    return decide(before, { kind: 'gone', reason });
  }
  const ours = service.deployments.find(({ id }) => id === before.deploymentId);
  const memory = {
    ...before,
    seen: before.seen || ours !== undefined,
    failure: before.failure ?? failureOf(service, { ours, serviceDeployment, memory: before }),
  };
  if (serviceDeployment?.status === 'ROLLBACK_FAILED') {
    return decide(memory, neitherServes(memory, serviceDeployment.reason ?? 'Amazon ECS could not roll back'));
  }
  const primary = primaryOf(service);
  if (primary === undefined) return undecided(memory);
  if (memory.rollback !== undefined) return judgeRollback(primary, { service, memory });
  if (primary.id === memory.deploymentId) return judgeOurs(primary, { service, memory, serviceDeployment });
  return judgeOther(primary, { service, memory, listed: ours !== undefined });
}

interface Scene {
  readonly service: ServiceView;
  readonly memory: RolloutMemory;
}

function judgeOurs(
  ours: DeploymentView,
  { service, memory, serviceDeployment }: Scene & Pick<Observation, 'serviceDeployment'>,
): Judgement {
  if (ours.rolloutState === 'FAILED' || serviceDeployment?.status === 'STOPPED') {
    return judgeFailed(ours, { service, memory });
  }
  const completed = ours.rolloutState === 'COMPLETED' || (ours.rolloutState === undefined && isSteady(service));
  if (!completed || (memory.waitFor === 'stable' && !isSteady(service))) return undecided(memory);
  return decide(memory, { kind: 'deployed' });
}

/** Ours is PRIMARY and FAILED: either nothing takes it back, or the rollback shows in one of the next looks. */
function judgeFailed(ours: DeploymentView, { service, memory }: Scene): Judgement {
  const former = service.deployments.find(({ id }) => id !== ours.id);
  const failedReads = memory.failedReads + 1;
  const expected = (service.rollsBack || memory.rollbackRequested) && former !== undefined;
  if (expected && failedReads < FAILED_READS_BEFORE_ROLLBACK) return undecided({ ...memory, failedReads });
  return decide(memory, {
    kind: 'failed',
    reason: memory.failure ?? ours.rolloutReason ?? 'Amazon ECS calls the deployment FAILED',
    serving: former !== undefined && former.running > 0 ? former.taskDefinition : undefined,
    stands: true,
  });
}

/** Another deployment is PRIMARY, and ours was not known to be taken back before this look. */
function judgeOther(primary: DeploymentView, scene: Scene & { readonly listed: boolean }): Judgement {
  const { service, memory, listed } = scene;
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
  return judgeOurs(primary, { service, memory: { ...memory, deploymentId: primary.id, earlier } });
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

function neitherServes(memory: RolloutMemory, rollbackReason: string): Verdict {
  const reason = `${memory.failure ?? 'the deployment failed'}, and its rollback failed as well: ${trimReason(rollbackReason) ?? ''}. Neither revision is sure to serve`;
  return { kind: 'failed', reason, serving: undefined, stands: false };
}

function decide(memory: RolloutMemory, verdict: Verdict): Judgement {
  return { memory, verdict };
}

function undecided(memory: RolloutMemory): Judgement {
  return { memory, verdict: undefined };
}
