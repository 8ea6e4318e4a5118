import type { Phase } from '../rollout/phases.ts';
import type { DeploymentLook, TargetLook } from './view.ts';

/** Gaps between lifecycle events that are shorter than this are CodeDeploy's own. Milliseconds. */
const A_WAIT = 5_000;

/**
 * What of a deployment took how long, by the times of its lifecycle events; and of its rollback. An event without an end
 * lasts until `now`, epoch milliseconds.
 */
export function lifecyclePhases(
  seen: { readonly target: TargetLook | undefined; readonly rollback: DeploymentLook | undefined },
  now: number,
): readonly Phase[] {
  const events = (seen.target?.events ?? []).flatMap(({ name, startedAt, endedAt }) =>
    startedAt === undefined ? [] : [{ name, from: startedAt, to: endedAt ?? now }],
  );
  const waits = events.flatMap(({ to: from }, index) => {
    const to = events[index + 1]?.from;
    return to !== undefined && to - from >= A_WAIT ? [{ name: 'waiting to be continued', from, to }] : [];
  });
  const { rollback } = seen;
  const back =
    rollback?.createdAt === undefined
      ? []
      : [{ name: 'rolling back', from: rollback.createdAt, to: rollback.completedAt ?? now }];
  return [...events, ...waits, ...back].sort((a, b) => a.from - b.from);
}
