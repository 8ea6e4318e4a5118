import type { LambdaFunctions } from '#sandbox/aws/lambda';
import { invalidParameter } from '../errors.ts';
import type { DeploymentAlarms, DeploymentConfiguration, EarlySuccess } from '../rollout/strategy.ts';
import { boolean, integer, list, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import type { Unsure } from '../unsure.ts';
import { breakerDefaults, breakerShape, readBreaker } from './circuit-breaker-input.ts';
import { hookShape, readHooks } from './lifecycle-hook-input.ts';
import { canaryShape, linearShape, readStrategy } from './strategy-input.ts';

export const deploymentConfiguration = struct({
  strategy: string,
  maximumPercent: integer,
  minimumHealthyPercent: integer,
  deploymentCircuitBreaker: breakerShape,
  alarms: struct({ alarmNames: list(string), enable: boolean, rollback: boolean }),
  bakeTimeInMinutes: integer,
  lifecycleHooks: list(hookShape),
  linearConfiguration: linearShape,
  canaryConfiguration: canaryShape,
  earlySuccessCriteria: struct({ enable: boolean, healthyPercent: integer, sourceServiceRevisionCleanup: string }),
});

type Input = Decoded<typeof deploymentConfiguration>;

const defaults: DeploymentConfiguration = {
  strategy: { kind: 'ROLLING' },
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  breaker: breakerDefaults,
  alarms: undefined,
  bakeTimeInMinutes: undefined,
  hooks: [],
  earlySuccess: undefined,
};

const longestBake = 1440;

export interface Surroundings {
  readonly lambda: LambdaFunctions;
  readonly unsure: Unsure;
}

/**
 * The configuration asked for; members that are not given keep what `present` has, or ECS's defaults.
 * @throws InvalidParameterException | UnsupportedFeatureException
 */
export function readDeploymentConfiguration(
  input: Input | undefined,
  surroundings: Surroundings,
  present: DeploymentConfiguration = defaults,
): DeploymentConfiguration {
  if (!input) return present;
  const percents = readPercents(input, present);
  const strategy = readStrategy(input, present.strategy);
  const rolling = strategy.kind === 'ROLLING';
  return {
    ...percents,
    strategy,
    breaker: readBreaker(input.deploymentCircuitBreaker, present.breaker),
    alarms: readAlarms(input.alarms, present.alarms),
    bakeTimeInMinutes: readBakeTime(
      input.bakeTimeInMinutes ?? present.bakeTimeInMinutes,
      strategy.kind === 'BLUE_GREEN' && surroundings.unsure.bakeTimeRequired,
    ),
    // Hooks belong to the stages of the other strategies.
    hooks: readHooks(input.lifecycleHooks, {
      rolling,
      lambda: surroundings.lambda,
      present: rolling ? [] : present.hooks,
    }),
    earlySuccess: readEarlySuccess(input.earlySuccessCriteria, {
      rolling,
      minimumHealthyPercent: percents.minimumHealthyPercent,
      present: rolling ? present.earlySuccess : undefined,
    }),
  };
}

function readPercents(
  input: Input,
  present: DeploymentConfiguration,
): Pick<DeploymentConfiguration, 'minimumHealthyPercent' | 'maximumPercent'> {
  const minimumHealthyPercent = input.minimumHealthyPercent ?? present.minimumHealthyPercent;
  const maximumPercent = input.maximumPercent ?? present.maximumPercent;
  if (minimumHealthyPercent < 0 || maximumPercent < 0) {
    throw invalidParameter('minimumHealthyPercent and maximumPercent can not be negative.');
  }
  if (minimumHealthyPercent >= maximumPercent && maximumPercent < 100) {
    throw invalidParameter('maximumPercent must be greater than minimumHealthyPercent.');
  }
  return { minimumHealthyPercent, maximumPercent };
}

function readAlarms(input: Input['alarms'], present: DeploymentAlarms | undefined): DeploymentAlarms | undefined {
  if (!input) return present;
  const { alarmNames, enable, rollback } = input;
  if (!alarmNames || enable === undefined || rollback === undefined) {
    throw invalidParameter("alarms requires 'alarmNames', 'enable' and 'rollback'.");
  }
  if (enable && alarmNames.length === 0) throw invalidParameter('alarmNames can not be empty.');
  return { names: alarmNames, enable, rollback };
}

function readBakeTime(minutes: number | undefined, required: boolean): number | undefined {
  if (minutes === undefined && required) throw invalidParameter('bakeTimeInMinutes must be provided for BLUE_GREEN.');
  if (minutes !== undefined && (minutes < 0 || minutes > longestBake)) {
    throw invalidParameter(`bakeTimeInMinutes must be between 0 and ${longestBake}.`);
  }
  return minutes;
}

/** Reference 2.1, `earlySuccessCriteria`. */
function readEarlySuccess(
  input: Input['earlySuccessCriteria'],
  around: {
    readonly rolling: boolean;
    readonly minimumHealthyPercent: number;
    readonly present: EarlySuccess | undefined;
  },
): EarlySuccess | undefined {
  if (!input) return around.present;
  if (input.enable === undefined) throw invalidParameter("earlySuccessCriteria requires 'enable'.");
  if (!input.enable) return undefined;
  const { healthyPercent, sourceServiceRevisionCleanup: cleanup } = input;
  if (!around.rolling) throw invalidParameter('earlySuccessCriteria is only valid with the ROLLING strategy.');
  if (healthyPercent === undefined || (cleanup !== 'BLOCKING' && cleanup !== 'DEFERRED')) {
    throw invalidParameter("earlySuccessCriteria requires 'healthyPercent' and 'sourceServiceRevisionCleanup'.");
  }
  if (healthyPercent < 0 || healthyPercent > 100 || healthyPercent < around.minimumHealthyPercent) {
    throw invalidParameter('healthyPercent must be between minimumHealthyPercent and 100.');
  }
  return { healthyPercent, cleanup };
}
