import type { JsonObject } from '#sandbox/aws/service';
import type { ImageBehaviour } from '../fakes.ts';
import type { Dice } from './dice.ts';

/** How a service is reached: only one whose traffic can be shifted, or one without load balancer, has every strategy. */
export type Reach = 'nothing' | 'a load balancer' | 'a shifted load balancer';

const ended = { exitCode: 1, outOfMemory: false };

/** Images by what is wrong with them. `dying` ones come up, and end only later. */
export const images: Readonly<Record<string, ImageBehaviour>> = {
  good: {},
  unpullable: { pullError: 'not found' },
  unstartable: { startError: 'no such file' },
  crashing: { exit: { ...ended, after: 2_000 } },
  unhealthy: { health: 'unhealthy', executions: [{ exitCode: 1 }] },
  slow: { executions: [...Array.from({ length: 8 }, () => ({ exitCode: 1 })), { exitCode: 0 }] },
  dying: { exit: { ...ended, after: 400_000 } },
};

/** Has the container a health check of its own. */
export function isChecked(image: string, balanced: boolean): boolean {
  return image === 'slow' || (image === 'unhealthy' && !balanced);
}

/** Members of the one container. */
export function containerOf(image: string, reach: Reach): JsonObject {
  return isChecked(image, reach !== 'nothing')
    ? { healthCheck: { command: ['CMD', 'check'], interval: 10, retries: 2, startPeriod: 120 } }
    : {};
}

/** A whole deployment configuration, so that nothing of the one before is kept. */
export function anyConfiguration(dice: Dice, reach: Reach): JsonObject {
  const strategy = reach === 'a load balancer' ? 'ROLLING' : dice.pick(['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY']);
  const minimumHealthyPercent = dice.pick([50, 100]);
  return {
    strategy,
    minimumHealthyPercent,
    maximumPercent: dice.pick([100, 150, 200, 200]),
    bakeTimeInMinutes: dice.below(3),
    deploymentCircuitBreaker: {
      enable: dice.chance(0.7),
      rollback: dice.chance(0.7),
      resetOnHealthyTask: dice.chance(0.7),
      thresholdConfiguration: dice.pick([
        { type: 'COUNT', value: 1 },
        { type: 'COUNT', value: 2 },
        { type: 'BOUNDED_PERCENT', value: 50 },
      ]),
    },
    alarms: { alarmNames: ['errors'], enable: dice.chance(0.4), rollback: dice.chance(0.7) },
    ...(strategy === 'ROLLING' ? anyEarlySuccess(dice, minimumHealthyPercent) : { lifecycleHooks: anyHooks(dice) }),
    ...(strategy === 'LINEAR' ? { linearConfiguration: { stepPercent: 40, stepBakeTimeInMinutes: 1 } } : {}),
    ...(strategy === 'CANARY' ? { canaryConfiguration: { canaryPercent: 12.5, canaryBakeTimeInMinutes: 1 } } : {}),
  };
}

function anyEarlySuccess(dice: Dice, healthyPercent: number): JsonObject {
  const sourceServiceRevisionCleanup = dice.pick(['BLOCKING', 'DEFERRED']);
  return { earlySuccessCriteria: { enable: dice.chance(0.3), healthyPercent, sourceServiceRevisionCleanup } };
}

function anyHooks(dice: Dice): readonly JsonObject[] {
  if (dice.chance(0.6)) return [];
  const stage = dice.pick([
    'PRE_SCALE_UP',
    'POST_SCALE_UP',
    'POST_TEST_TRAFFIC_SHIFT',
    'PRE_PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
  ]);
  const timeoutConfiguration = { timeoutInMinutes: 3, action: dice.pick(['CONTINUE', 'ROLLBACK']) };
  return [{ targetType: 'PAUSE', lifecycleStages: [stage], timeoutConfiguration }];
}

/** One that nothing keeps from succeeding. */
export function kindConfiguration(dice: Dice, reach: Reach): JsonObject {
  const any = anyConfiguration(dice, reach);
  return {
    ...any,
    ...(any['strategy'] === 'ROLLING' ? {} : { lifecycleHooks: [] }),
    minimumHealthyPercent: 50,
    maximumPercent: 200,
    deploymentCircuitBreaker: { enable: false, rollback: false },
    alarms: { alarmNames: [], enable: false, rollback: false },
  };
}
