import type { TrafficRoutingConfig } from './model.ts';

export interface TrafficStep {
  /** Percent of the production traffic the replacement gets from now on. */
  readonly weight: number;
  /** Minutes until the next step. */
  readonly minutes: number;
}

/**
 * The way from 0 to 100 percent. The first share moves at once, and nothing is waited for after the last one.
 *
 * CodeDeploy user guide, "Deployment configurations on an Amazon ECS compute platform"; a published run of
 * ECSLinear10PercentEvery1Minutes went from 10 to 100 percent in nine steps a minute apart.
 */
export function trafficSteps(routing: TrafficRoutingConfig): readonly TrafficStep[] {
  if (routing.type === 'AllAtOnce') return [{ weight: 100, minutes: 0 }];
  const { percentage, minutes } = routing;
  if (routing.type === 'TimeBasedCanary') {
    return [
      { weight: percentage, minutes },
      { weight: 100, minutes: 0 },
    ];
  }
  const count = Math.ceil(100 / percentage);
  return Array.from({ length: count }, (_, index) => {
    const weight = Math.min(100, (index + 1) * percentage);
    return { weight, minutes: weight < 100 ? minutes : 0 };
  });
}
