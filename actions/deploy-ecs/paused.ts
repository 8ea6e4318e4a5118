import { revisionName } from '#shared/ecs/names';
import { describePause, pauseCommands } from '#shared/ecs/rollout/pause';
import type { Paused } from '#shared/ecs/rollout/verdict';
import type { Watched } from '#shared/ecs/rollout/watch';
import { conclude } from './conclude.ts';
import type { DeployResult } from './result.ts';
import type { Rollout } from './rollout.ts';

export const OR_AGAIN =
  'Or run this action again with the same inputs and answer-pause: it answers, begins no other deployment (force-new-deployment has no effect then), and follows this one to its end.';

/** The result of a deployment that a pause hook holds: nothing went wrong, and somebody has to answer. */
export function paused(rollout: Rollout, watched: Watched, pause: Paused): DeployResult {
  const name = revisionName(rollout.taskDefinitionArn);
  return conclude(rollout, {
    outcome: 'paused',
    reason: `${name} is not deployed yet. ${describePause(pause)}`,
    hint: [...pauseCommands(pause), OR_AGAIN].join('\n'),
    pause,
    watched,
  });
}
