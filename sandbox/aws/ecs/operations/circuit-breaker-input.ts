import { invalidParameter } from '../errors.ts';
import type { CircuitBreaker, ThresholdType } from '../rollout/strategy.ts';
import { boolean, integer, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';

export const breakerShape = struct({
  enable: boolean,
  rollback: boolean,
  resetOnHealthyTask: boolean,
  thresholdConfiguration: struct({ type: string, value: integer }),
});

export const breakerDefaults: CircuitBreaker = {
  enable: false,
  rollback: false,
  resetOnHealthyTask: true,
  threshold: { type: 'BOUNDED_PERCENT', value: 50 },
};

/** @throws InvalidParameterException */
export function readBreaker(input: Decoded<typeof breakerShape> | undefined, present: CircuitBreaker): CircuitBreaker {
  if (!input) return present;
  if (input.enable === undefined || input.rollback === undefined) {
    throw invalidParameter("deploymentCircuitBreaker requires 'enable' and 'rollback'.");
  }
  const { thresholdConfiguration: threshold } = input;
  return {
    enable: input.enable,
    rollback: input.rollback,
    resetOnHealthyTask: input.resetOnHealthyTask ?? breakerDefaults.resetOnHealthyTask,
    threshold: threshold ? readThreshold(threshold) : breakerDefaults.threshold,
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
