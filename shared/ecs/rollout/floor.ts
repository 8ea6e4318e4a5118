import type { EcsTaskDefinition } from '../api.ts';
import type { TargetGroupTimes } from '../load-balancer/api.ts';
import { DRAIN_PHASES, HEALTH_PHASES, SLOW_DRAIN, SLOW_HEALTH, timeIn, type Phase } from './phases.ts';

/** Of the time a setting demands: a part of it falls into the phase before, and looks are seconds apart. */
const NEARLY = 0.8;

/**
 * Which settings made a rollout slow: the least time that each one costs, in sentences with what to change. A setting
 * counts when the phase it belongs to took about as long as it demands, or longer. Reference: Elastic Load Balancing, "Health
 * checks for target groups" and "Deregistration delay"; ECS best practices, "Load balancer health check parameters".
 */
export function slowSettings(
  phases: readonly Phase[],
  {
    groups,
    definition,
  }: {
    readonly groups: readonly TargetGroupTimes[];
    readonly definition: Pick<EcsTaskDefinition, 'containerDefinitions'>;
  },
): readonly string[] {
  const health = timeIn(phases, HEALTH_PHASES) / 1_000;
  const drain = timeIn(phases, DRAIN_PHASES) / 1_000;
  const decides = (seconds: number, spent: number, slow: number): boolean =>
    seconds >= slow && spent >= seconds * NEARLY;
  return [
    ...groups.flatMap(({ name, interval, healthyThreshold }) => {
      const seconds = interval * healthyThreshold;
      return decides(seconds, health, SLOW_HEALTH)
        ? [
            `Target group ${name}: a target is healthy after ${healthyThreshold} checks, one every ${interval} s, so no sooner than ${seconds} s. Lower HealthCheckIntervalSeconds and HealthyThresholdCount (5 s and 2 give 10 s).`,
          ]
        : [];
    }),
    ...groups.flatMap(({ name, deregistrationDelay: seconds }) =>
      decides(seconds, drain, SLOW_DRAIN)
        ? [
            `Target group ${name}: an old target drains for ${seconds} s. Lower deregistration_delay.timeout_seconds to what the longest request needs, or give wait-for: healthy.`,
          ]
        : [],
    ),
    ...(definition.containerDefinitions ?? []).flatMap(({ name = '', stopTimeout: seconds = 30 }) =>
      decides(seconds, drain, SLOW_DRAIN)
        ? [
            `Container ${name}: a program that does not end at SIGTERM is killed after ${seconds} s. Let it end by itself, or lower stopTimeout.`,
          ]
        : [],
    ),
  ];
}
