import type { Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { headline } from '#shared/ecs/diagnosis/render';
import type { CodeDeployEnding, CodeDeployWatched } from '#shared/ecs/codedeploy/watch';
import { revisionName } from '#shared/ecs/names';
import { explain } from '../explain.ts';
import type { DeployResult, Outcome } from '../result.ts';
import type { DeployTools } from '../rollout.ts';
import { concludeCodeDeploy, servingAfter, type CodeDeployRollout } from './rollout.ts';
import { takeBackCodeDeploy, type CodeDeployTakenBack } from './take-back.ts';

type Unsuccessful = Extract<CodeDeployEnding, { readonly kind: 'timed-out' | 'rolled-back' | 'failed' | 'doomed' }>;

/**
 * The result of a deployment that was not completed: why it was not, and what became of it. One that is doomed is stopped
 * and taken back here, if the user wants it; one that has failed CodeDeploy itself was told to take back.
 */
export async function unsuccessfulCodeDeploy(
  rollout: CodeDeployRollout,
  watched: CodeDeployWatched & { readonly ending: Unsuccessful },
  tools: DeployTools,
): Promise<DeployResult> {
  const { ending } = watched;
  const name = revisionName(rollout.taskDefinitionArn);
  const end = (outcome: Outcome, reason: string, more: Partial<DeployResult>): DeployResult =>
    concludeCodeDeploy(rollout, { outcome, reason, watched, ...more });
  switch (ending.kind) {
    case 'timed-out': {
      const diagnosis = await explain(rollout, { ...watched, reason: watched.memory.failure }, tools);
      return end('timed-out', lateReason(rollout, watched, diagnosis), {
        diagnosis,
        hint: 'Raise wait-for-minutes, or look for what takes so long: image size, health checks, hooks, the deployment configuration.',
      });
    }
    case 'rolled-back': {
      const diagnosis = await explain(rollout, { ...watched, reason: ending.reason }, tools);
      const to = servingAfter(rollout, watched);
      const reason = `${name} failed: ${headline(diagnosis) ?? ending.reason}. CodeDeploy rolled back to ${revisionName(to)}.`;
      return end('rolled-back', reason, { diagnosis, rolledBackTo: to });
    }
    case 'failed': {
      const diagnosis = await explain(rollout, { ...watched, reason: ending.reason }, tools);
      const standing = ending.rollback === 'none' ? ` It is not taken back: ${whereTrafficIs(watched)}.` : '';
      return end('failed', `${name} failed: ${headline(diagnosis) ?? ending.reason}.${standing}`, { diagnosis });
    }
    case 'doomed':
      return doomed(rollout, { ...watched, ending }, tools);
  }
}

async function doomed(
  rollout: CodeDeployRollout,
  watched: CodeDeployWatched & { readonly ending: { readonly reason: string } },
  tools: DeployTools,
): Promise<DeployResult> {
  const { reason } = watched.ending;
  // Going back is asked for first: every second the old tasks would have to wait for the diagnosis is one too many.
  const goneBack =
    rollout.inputs.onFailure === 'rollback' ? await takeBackCodeDeploy(rollout, { watched, reason }, tools) : undefined;
  const diagnosis = await explain(rollout, { ...watched, reason }, tools);
  const after: CodeDeployTakenBack = (await goneBack?.wait()) ?? {
    sentences: ['It is left as it is; CodeDeploy goes on trying.'],
  };
  const name = revisionName(rollout.taskDefinitionArn);
  return concludeCodeDeploy(rollout, {
    outcome: after.restored === undefined ? 'failed' : 'rolled-back',
    reason: [`${name} failed: ${headline(diagnosis) ?? reason}.`, ...after.sentences].join(' '),
    rolledBackTo: after.restored,
    diagnosis,
    watched: after.watched ?? watched,
  });
}

function lateReason(
  { taskDefinitionArn, inputs }: CodeDeployRollout,
  { memory }: CodeDeployWatched,
  diagnosis: Diagnosis,
): string {
  const name = revisionName(taskDefinitionArn);
  const within = `within ${inputs.waitMs / 60_000} minutes`;
  const cause = headline(diagnosis);
  if (memory.rollbackId !== undefined) {
    const why = cause ?? memory.failure ?? 'it was taken back';
    return `${name} failed: ${why}. The rollback ${memory.rollbackId} was not completed ${within}; it goes on.`;
  }
  const late = `${name} was not deployed ${within}; it has not failed by CodeDeploy's count, and deployment ${memory.deploymentId} goes on.`;
  return cause === undefined ? late : `${late} What stands in its way: ${cause}.`;
}

function whereTrafficIs({ memory: { weight } }: CodeDeployWatched): string {
  if (weight === undefined || weight === 0) return 'the old tasks have the traffic';
  return weight >= 100 ? 'the new tasks have all the traffic' : `the new tasks have ${weight} % of the traffic`;
}
