import type { EcsDeploymentConfiguration } from '../api.ts';
import { strategyOf } from './change.ts';

/** What ECS takes where nothing is configured. API reference, CanaryConfiguration and LinearConfiguration. */
const DEFAULTS = { canaryPercent: 5, canaryBake: 10, stepPercent: 10, stepBake: 6 } as const;

interface Shifts {
  readonly words: string;
  /** Minutes between the first and the last shift. */
  readonly minutes: number;
}

/** `canary, 10 % first and the rest after 5 minutes, then 10 minutes of bake time: 15 minutes at least`. */
export function describeStrategy(configuration: EcsDeploymentConfiguration): string {
  const strategy = strategyOf(configuration);
  if (strategy === 'ROLLING') return `rolling${earlySuccessWords(configuration)}`;
  const { words } = shiftsOf(configuration);
  const bake = configuration.bakeTimeInMinutes ?? 0;
  const name = strategy.toLowerCase().replace('_', '-');
  const least = leastMinutes(configuration);
  const total = least === bake ? '' : `: ${minutes(least)} at least`;
  return `${name}${words}${bake === 0 ? '' : `, then ${minutes(bake)} of bake time`}${total}`;
}

/** With its price. Source: API reference, DeploymentEarlySuccessCriteria. */
function earlySuccessWords({ earlySuccessCriteria }: EcsDeploymentConfiguration): string {
  if (earlySuccessCriteria?.enable !== true) return '';
  const percent = earlySuccessCriteria.healthyPercent ?? 100;
  return `, completed as soon as ${percent} % of the new tasks are healthy; from then on neither circuit breaker nor alarms take it back, and it cannot be stopped`;
}

/** Minutes that the strategy itself takes, whatever the tasks do: the waits between its shifts, and its bake time. */
export function leastMinutes(configuration: EcsDeploymentConfiguration): number {
  if (strategyOf(configuration) === 'ROLLING') return 0;
  return shiftsOf(configuration).minutes + (configuration.bakeTimeInMinutes ?? 0);
}

function shiftsOf(configuration: EcsDeploymentConfiguration): Shifts {
  switch (strategyOf(configuration)) {
    case 'CANARY': {
      const { canaryPercent = DEFAULTS.canaryPercent, canaryBakeTimeInMinutes: wait = DEFAULTS.canaryBake } =
        configuration.canaryConfiguration ?? {};
      return { words: `, ${canaryPercent} % first and the rest after ${minutes(wait)}`, minutes: wait };
    }
    case 'LINEAR': {
      const { stepPercent = DEFAULTS.stepPercent, stepBakeTimeInMinutes: wait = DEFAULTS.stepBake } =
        configuration.linearConfiguration ?? {};
      // In tenths, which are whole numbers: 100 / 3.3 is not what thirty-one steps add up to.
      const steps = Math.ceil(1000 / Math.round(stepPercent * 10));
      return { words: `, ${stepPercent} % every ${minutes(wait)}`, minutes: (steps - 1) * wait };
    }
    default:
      return { words: '', minutes: 0 };
  }
}

function minutes(count: number): string {
  return count === 1 ? '1 minute' : `${count} minutes`;
}
