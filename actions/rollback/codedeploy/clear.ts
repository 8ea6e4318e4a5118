import { isCodeDeployFault } from '#shared/ecs/codedeploy/api';
import { beginDeployment } from '#shared/ecs/codedeploy/memory';
import type { Standing } from '#shared/ecs/codedeploy/standing';
import { revisionName } from '#shared/ecs/names';
import { awsFailure } from '#shared/aws/faults';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';
import type { Step } from './next-step.ts';
import type { CodeDeployScene } from './scene.ts';
import { begunAs, stopped, watch } from './see-through.ts';

export type Cleared =
  /** Revisions that the service may run since. */
  { readonly ok: true; readonly leaving: readonly string[] } | { readonly ok: false; readonly result: RollbackResult };

/**
 * Brings the deployment under way to its end, since a group has one at a time: it came from another release than the one
 * to go back to. One whose tasks have all the traffic keeps them until those of the target are there; any other is stopped
 * with rollback first.
 * @throws {ActionError} when AWS refuses
 */
export async function clearTheWay(
  scene: Scene,
  {
    step,
    standing,
    codeDeploy,
  }: {
    readonly step: Extract<Step, { readonly kind: 'clear' }>;
    readonly standing: Standing;
    readonly codeDeploy: CodeDeployScene;
  },
  tools: RollbackTools,
): Promise<Cleared> {
  const { deploymentId, how } = step;
  const { leaves, deployment } = standing.underWay ?? {};
  tools.log.info(`Deployment group ${codeDeploy.ref.group} has one deployment at a time: ${HOW[how](deploymentId)}`);
  await send(step, codeDeploy, tools);
  const memory =
    how === 'stop'
      ? stopped(deploymentId)
      : how === 'wait' && deployment !== undefined
        ? begunAs(deployment).memory
        : beginDeployment(deploymentId, 'stable');
  const { ending } = await watch(scene, { memory, codeDeploy }, tools);
  const leaving = how === 'stop' && leaves !== undefined ? [leaves] : [];
  // Whatever it came to, the next look goes by what the service runs then.
  if (ending.kind !== 'timed-out' && ending.kind !== 'lost' && ending.kind !== 'gone') return { ok: true, leaving };
  const { from, target } = scene;
  const name = revisionName(target.release.taskDefinitionArn);
  const why =
    ending.kind === 'timed-out'
      ? `has not ended within ${scene.inputs.waitMs / 60_000} minutes`
      : `cannot be followed: ${ending.kind === 'lost' ? ending.error.message : ending.reason}`;
  return {
    ok: false,
    result: {
      outcome: ending.kind === 'timed-out' ? 'timed-out' : 'failed',
      reason: `Deployment ${deploymentId} ${why}; the rollback to ${name} was not begun.`,
      hint: 'Run the rollback again when it is over.',
      from,
      to: target.release,
      source: target.source,
    },
  };
}

const HOW: Readonly<Record<Extract<Step, { readonly kind: 'clear' }>['how'], (id: string) => string>> = {
  stop: (id) => `${id}, which came from another release, is stopped with rollback first.`,
  'end-wait': (id) => `the wait of ${id} with the tasks before it is ended first.`,
  wait: (id) => `the end of the rollback ${id} is awaited first.`,
};

async function send(
  { how, deploymentId }: Extract<Step, { readonly kind: 'clear' }>,
  { api }: CodeDeployScene,
  { signal }: RollbackTools,
): Promise<void> {
  if (how === 'wait') return;
  try {
    await (how === 'stop' ? api.stopAndRollBack(deploymentId) : api.endWait(deploymentId, 'TERMINATION_WAIT'));
  } catch (error) {
    signal?.throwIfAborted();
    // It was over by then; what it came to, the next look tells.
    if (isCodeDeployFault(error, 'DeploymentAlreadyCompleted')) return;
    if (isCodeDeployFault(error, 'DeploymentIsNotInReadyState')) return;
    throw awsFailure(`end deployment ${deploymentId}`, error);
  }
}
