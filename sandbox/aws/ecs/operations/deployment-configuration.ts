import { invalidParameter, unsupported } from '../errors.ts';
import type { CircuitBreaker, DeploymentConfiguration, ThresholdType } from '../model.ts';
import { anything, boolean, integer, list, number, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';

const breakerShape = struct({
  enable: boolean,
  rollback: boolean,
  resetOnHealthyTask: boolean,
  thresholdConfiguration: struct({ type: string, value: integer }),
});

export const deploymentConfiguration = struct({
  strategy: string,
  maximumPercent: integer,
  minimumHealthyPercent: integer,
  deploymentCircuitBreaker: breakerShape,
  alarms: struct({ alarmNames: list(string), enable: boolean, rollback: boolean }),
  bakeTimeInMinutes: number,
  lifecycleHooks: list(anything),
  linearConfiguration: anything,
  canaryConfiguration: anything,
  earlySuccessCriteria: struct({ enable: boolean }),
});

type Input = Decoded<typeof deploymentConfiguration>;

const defaults: DeploymentConfiguration = {
  minimumHealthyPercent: 100,
  maximumPercent: 200,
  breaker: {
    enable: false,
    rollback: false,
    resetOnHealthyTask: true,
    threshold: { type: 'BOUNDED_PERCENT', value: 50 },
  },
};

/**
 * The configuration asked for; members that are not given keep what `present` has, or ECS's defaults.
 * @throws InvalidParameterException | UnsupportedFeatureException
 */
export function readDeploymentConfiguration(
  input: Input | undefined,
  present: DeploymentConfiguration = defaults,
): DeploymentConfiguration {
  if (!input) return present;
  refuseOtherStrategies(input);
  const minimumHealthyPercent = input.minimumHealthyPercent ?? present.minimumHealthyPercent;
  const maximumPercent = input.maximumPercent ?? present.maximumPercent;
  if (minimumHealthyPercent < 0 || maximumPercent < 0) {
    throw invalidParameter('minimumHealthyPercent and maximumPercent can not be negative.');
  }
  if (minimumHealthyPercent >= maximumPercent && maximumPercent < 100) {
    throw invalidParameter('maximumPercent must be greater than minimumHealthyPercent.');
  }
  return {
    minimumHealthyPercent,
    maximumPercent,
    breaker: readBreaker(input.deploymentCircuitBreaker, present.breaker),
  };
}

function refuseOtherStrategies(input: Input): void {
  const strategy = input.strategy ?? 'ROLLING';
  if (strategy !== 'ROLLING') throw unsupported(`The sandbox does not do ${strategy} deployments.`);
  if (input.linearConfiguration !== undefined || input.canaryConfiguration !== undefined) {
    throw invalidParameter('linearConfiguration and canaryConfiguration are of their own strategies.');
  }
  if (input.lifecycleHooks?.length) throw unsupported('The sandbox does not run deployment lifecycle hooks.');
  if (input.alarms?.enable) throw unsupported('The sandbox does not watch deployment alarms.');
  if (input.bakeTimeInMinutes) throw unsupported('The sandbox does not bake deployments.');
  if (input.earlySuccessCriteria?.enable) throw unsupported('The sandbox does not end deployments early.');
}

function readBreaker(input: Decoded<typeof breakerShape> | undefined, present: CircuitBreaker): CircuitBreaker {
  if (!input) return present;
  if (input.enable === undefined || input.rollback === undefined) {
    throw invalidParameter("deploymentCircuitBreaker requires 'enable' and 'rollback'.");
  }
  const { thresholdConfiguration: threshold } = input;
  return {
    enable: input.enable,
    rollback: input.rollback,
    resetOnHealthyTask: input.resetOnHealthyTask ?? defaults.breaker.resetOnHealthyTask,
    threshold: threshold ? readThreshold(threshold) : defaults.breaker.threshold,
  };
}

function readThreshold({
  type,
  value,
}: {
  readonly type?: string;
  readonly value?: number;
}): CircuitBreaker['threshold'] {
  if (!isThresholdType(type) || value === undefined) {
    throw invalidParameter("thresholdConfiguration requires 'type' and 'value'.");
  }
  if (value < 1 || (type !== 'COUNT' && value > 100)) {
    throw invalidParameter('The value of thresholdConfiguration is out of range.');
  }
  return { type, value };
}

function isThresholdType(type: string | undefined): type is ThresholdType {
  return type === 'COUNT' || type === 'BOUNDED_PERCENT' || type === 'UNBOUNDED_PERCENT';
}
