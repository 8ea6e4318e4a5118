import { headline } from '#shared/ecs/diagnosis/render';
import { revisionName } from '#shared/ecs/names';
import { asWayBack } from '#shared/ecs/rollout/phases';
import { joinEvents } from '#shared/ecs/rollout/view';
import type { Ending, Watched } from '#shared/ecs/rollout/watch';
import { conclude } from './conclude.ts';
import { explain } from './explain.ts';
import { lateReason } from './late.ts';
import type { DeployResult, Outcome } from './result.ts';
import type { DeployTools, Rollout } from './rollout.ts';
import { takeBack, type TakenBack } from './take-back.ts';

type Unsuccessful = Extract<Ending, { readonly kind: 'timed-out' | 'rolled-back' | 'failed' | 'doomed' }>;

/**
 * The result of a rollout that was not completed: why it was not, and what became of it. What failed and was not taken
 * back by ECS is taken back here, if the user wants it.
 */
export async function unsuccessful(
  rollout: Rollout,
  watched: Watched & { readonly ending: Unsuccessful },
  tools: DeployTools,
): Promise<DeployResult> {
  const { ending } = watched;
  const { waitMs } = rollout.inputs;
  const name = revisionName(rollout.taskDefinitionArn);
  const end = (outcome: Outcome, reason: string, more: Partial<DeployResult>): DeployResult =>
    conclude(rollout, { outcome, reason, watched, ...more });
  switch (ending.kind) {
    case 'timed-out': {
      const diagnosis = await explain(rollout, { ...watched, reason: watched.memory.failure }, tools);
      const seen = { memory: watched.memory, diagnosis };
      return end('timed-out', lateReason(rollout.taskDefinitionArn, waitMs, seen), {
        diagnosis,
        hint: 'Raise wait-for-minutes, or look for what takes so long: image size, health check interval and threshold, deregistration delay.',
      });
    }
    case 'rolled-back': {
      const diagnosis = await explain(rollout, { ...watched, reason: ending.reason }, tools);
      const reason = `${name} failed: ${headline(diagnosis) ?? ending.reason}. Amazon ECS rolled back to ${revisionName(ending.to)}.`;
      return end('rolled-back', reason, { diagnosis, rolledBackTo: ending.to });
    }
    case 'failed':
    case 'doomed':
      return await failed(rollout, { ...watched, ending }, tools);
  }
}

async function failed(
  rollout: Rollout,
  watched: Watched & {
    readonly ending: { readonly kind: 'failed' | 'doomed'; readonly reason: string; readonly stands?: boolean };
  },
  tools: DeployTools,
): Promise<DeployResult> {
  const { ending } = watched;
  const name = revisionName(rollout.taskDefinitionArn);
  // Going back is asked for first: every second the old tasks would have to wait for the diagnosis is one too many.
  const mayGoBack = rollout.inputs.onFailure === 'rollback' && ending.stands !== false;
  const goneBack = mayGoBack ? await takeBack(rollout, { watched, reason: ending.reason }, tools) : undefined;
  const diagnosis = await explain(rollout, { ...watched, reason: ending.reason }, tools);
  const cause = headline(diagnosis) ?? ending.reason;
  const after = goneBack === undefined ? leftAlone(ending) : await goneBack.wait();
  return conclude(rollout, {
    outcome: after.restored === undefined ? 'failed' : 'rolled-back',
    reason: [`${name} failed: ${cause}.`, ...after.sentences].join(' '),
    rolledBackTo: after.restored,
    diagnosis,
    watched: after.watched === undefined ? watched : withWayBack(watched, after.watched),
  });
}

/** The account of a rollout goes on until the way back is over. */
function withWayBack(watched: Watched, back: Watched): Watched {
  return {
    ...watched,
    events: joinEvents(watched.events, back.events),
    phases: [...watched.phases, ...asWayBack(back.phases)],
  };
}

function leftAlone({ kind, stands }: { readonly kind: string; readonly stands?: boolean }): TakenBack {
  if (stands === false) return { sentences: [] };
  return {
    sentences: [kind === 'doomed' ? 'It is left as it is; Amazon ECS goes on trying.' : 'It is left as it is.'],
  };
}
