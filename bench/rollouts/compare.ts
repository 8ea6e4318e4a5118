import type { DeploymentFact } from './account.ts';
import type { Deployed } from './deployer.ts';
import type { RolloutPlan } from './plan.ts';
import { serves, truthOf } from './truth.ts';

export interface Evidence {
  readonly plan: RolloutPlan;
  readonly run: Pick<Deployed, 'outcome' | 'error' | 'outputs' | 'tookMs'>;
  /** The service's deployments when the deployer had spoken, newest first. */
  readonly facts: readonly DeploymentFact[];
  /** Revision that ran before. */
  readonly former: string;
  /** Did somebody else really do something while the deployment was under way. */
  readonly disturbed: boolean;
  /** Epoch milliseconds at which the wait of the deployer was over. */
  readonly deadline: number;
}

/** Why a verdict is wrong, by what ECS knew when it was given; undefined when it is right. */
export function wrong(evidence: Evidence): string | undefined {
  const { run, facts } = evidence;
  const truth = truthOf(facts, run.outputs.get('task-definition-arn') ?? '');
  const why = judge(evidence, truth);
  return why && `${why} (verdict ${run.outcome === '' ? 'none' : run.outcome}, truth ${truth})`;
}

function judge(evidence: Evidence, truth: string): string | undefined {
  const { plan, run, facts, former, disturbed } = evidence;
  const { lethal } = plan.release;
  const stopped = disturbed && plan.meanwhile.kind === 'stop';
  const replaced = disturbed && plan.meanwhile.kind === 'supersede';
  switch (run.outcome) {
    case 'deployed':
      return truth === 'deployed' ? undefined : 'it was not deployed';
    case 'superseded':
      return truth === 'superseded' && replaced ? undefined : 'nobody took its place';
    case 'rolled-back': {
      if (run.outputs.get('rolled-back-to') !== former) return 'rolled back to another revision than the former one';
      if (truth !== 'rolled-back' && !serves(facts, former)) return 'it was not rolled back';
      return lethal !== false || stopped ? undefined : 'a release that would have healed was given up';
    }
    case 'failed':
      if (lethal === false && !stopped) return 'nothing had failed';
      if (lethal === 'unstable' && plan.inputs['fail-fast'] === 'true') return undefined; // its tasks did fail
      return truth === 'deployed' || truth === 'none' ? 'it did not fail' : undefined;
    case 'timed-out':
      if (run.tookMs < Number(plan.inputs['wait-for-minutes']) * 60_000) return 'there was time left';
      if (truth === 'undecided' || waitsForMore(plan, truth)) return undefined;
      return decidedInTime(evidence) ? 'it was decided already' : undefined;
    default:
      return `no verdict: ${run.error}`;
  }
}

/** `stable` is more than ECS's own count of deployed. */
function waitsForMore({ inputs }: RolloutPlan, truth: string): boolean {
  return inputs['wait-for'] === 'stable' && truth === 'deployed';
}

/** Before the last look began, and after what may still be the past to a reader: one that asks cannot know better. */
function decidedInTime({ facts, deadline, run }: Evidence): boolean {
  const ours = facts.find(({ taskDefinition }) => taskDefinition === run.outputs.get('task-definition-arn'));
  return ours?.finishedAt !== undefined && ours.finishedAt < deadline;
}
