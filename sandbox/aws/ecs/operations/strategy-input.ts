import { invalidParameter } from '../errors.ts';
import type { Strategy } from '../rollout/strategy.ts';
import { integer, number, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';

export const linearShape = struct({ stepPercent: number, stepBakeTimeInMinutes: integer });
export const canaryShape = struct({ canaryPercent: number, canaryBakeTimeInMinutes: integer });

export interface StrategyInput {
  readonly strategy?: string;
  readonly linearConfiguration?: Decoded<typeof linearShape>;
  readonly canaryConfiguration?: Decoded<typeof canaryShape>;
}

const longestBake = 1440;

/**
 * Ranges and defaults are those of the API reference, LinearConfiguration and CanaryConfiguration.
 * @throws InvalidParameterException
 */
export function readStrategy(input: StrategyInput, present: Strategy): Strategy {
  const kind = input.strategy ?? present.kind;
  const { linearConfiguration: linear, canaryConfiguration: canary } = input;
  if (linear && kind !== 'LINEAR')
    throw invalidParameter('linearConfiguration is only valid with the LINEAR strategy.');
  if (canary && kind !== 'CANARY')
    throw invalidParameter('canaryConfiguration is only valid with the CANARY strategy.');
  switch (kind) {
    case 'ROLLING':
    case 'BLUE_GREEN':
      return { kind };
    case 'LINEAR': {
      const before = present.kind === 'LINEAR' ? present : { stepPercent: 10, stepBakeTimeInMinutes: 6 };
      return {
        kind,
        stepPercent: percent('stepPercent', linear?.stepPercent ?? before.stepPercent, 3),
        stepBakeTimeInMinutes: bake(
          'stepBakeTimeInMinutes',
          linear?.stepBakeTimeInMinutes ?? before.stepBakeTimeInMinutes,
        ),
      };
    }
    case 'CANARY': {
      const before = present.kind === 'CANARY' ? present : { canaryPercent: 5, canaryBakeTimeInMinutes: 10 };
      const minutes = canary?.canaryBakeTimeInMinutes ?? before.canaryBakeTimeInMinutes;
      return {
        kind,
        canaryPercent: percent('canaryPercent', canary?.canaryPercent ?? before.canaryPercent, 0.1),
        canaryBakeTimeInMinutes: bake('canaryBakeTimeInMinutes', minutes),
      };
    }
    default:
      throw invalidParameter(`Invalid strategy: ${kind}. Valid values are [ROLLING, BLUE_GREEN, LINEAR, CANARY].`);
  }
}

function percent(member: string, value: number, least: number): number {
  // Compared in tenths: 0.3 is not a whole multiple of 0.1 in binary.
  const tenths = Math.round(value * 10);
  if (value < least || value > 100 || Math.abs(value * 10 - tenths) > 1e-6) {
    throw invalidParameter(`${member} must be a multiple of 0.1 from ${least.toFixed(1)} to 100.0.`);
  }
  return tenths / 10;
}

function bake(member: string, minutes: number): number {
  if (minutes < 0 || minutes > longestBake) throw invalidParameter(`${member} must be between 0 and ${longestBake}.`);
  return minutes;
}
