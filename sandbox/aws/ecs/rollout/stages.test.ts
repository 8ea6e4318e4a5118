import { describe, expect, it } from '@jest/globals';
import { firstStage, nextStage, productionSteps, reached, rollbackStages, stepBake } from './stages.ts';
import type { LifecycleStage, Strategy } from './strategy.ts';

const linear = (stepPercent: number): Strategy => ({ kind: 'LINEAR', stepPercent, stepBakeTimeInMinutes: 6 });
const canary = (canaryPercent: number): Strategy => ({ kind: 'CANARY', canaryPercent, canaryBakeTimeInMinutes: 10 });

describe('the shifts of production traffic', () => {
  it.each<readonly [string, Strategy, readonly number[]]>([
    ['blue/green', { kind: 'BLUE_GREEN' }, [100]],
    ['canary', canary(5), [5, 100]],
    ['a canary of everything', canary(100), [100]],
    ['linear', linear(25), [25, 50, 75, 100]],
    ['linear that does not divide', linear(30), [30, 60, 90, 100]],
    ['tenths', linear(33.3), [33.3, 66.6, 99.9, 100]],
  ])('of %s', (_, strategy, steps) => {
    expect(productionSteps(strategy, true)).toEqual(steps);
  });

  it('are one when there is nothing to take the traffic from', () => {
    expect(productionSteps(linear(10), false)).toEqual([100]);
  });

  it.each<readonly [Strategy, number, number]>([
    [linear(10), 90, 6],
    [linear(10), 100, 0],
    [canary(5), 5, 10],
    [{ kind: 'BLUE_GREEN' }, 100, 0],
  ])('%j at %d percent is watched for %d minutes', (strategy, percent, minutes) => {
    expect(stepBake(strategy, percent)).toBe(minutes * 60_000);
  });
});

describe('the stages', () => {
  it('follow each other, with those of the shift once a step', () => {
    const steps = [5, 100];
    const seen: string[] = [];
    for (let at: ReturnType<typeof nextStage> = firstStage(true); at; at = nextStage(at, steps)) {
      seen.push(`${at.stage} ${at.step}`);
    }
    expect(seen).toEqual([
      'RECONCILE_SERVICE 0',
      'PRE_SCALE_UP 0',
      'SCALE_UP 0',
      'POST_SCALE_UP 0',
      'TEST_TRAFFIC_SHIFT 0',
      'POST_TEST_TRAFFIC_SHIFT 0',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 0',
      'PRODUCTION_TRAFFIC_SHIFT 0',
      'PRE_PRODUCTION_TRAFFIC_SHIFT 1',
      'PRODUCTION_TRAFFIC_SHIFT 1',
      'POST_PRODUCTION_TRAFFIC_SHIFT 1',
      'BAKE_TIME 1',
      'CLEAN_UP 1',
    ]);
  });

  it('begin with PRE_SCALE_UP when one revision is active', () => {
    expect(firstStage(false)).toEqual({ stage: 'PRE_SCALE_UP', step: 0 });
  });

  it.each<readonly [LifecycleStage, LifecycleStage, boolean]>([
    ['SCALE_UP', 'SCALE_UP', true],
    ['PRE_SCALE_UP', 'SCALE_UP', false],
    ['PRE_PRODUCTION_TRAFFIC_SHIFT', 'POST_TEST_TRAFFIC_SHIFT', true],
    ['CLEAN_UP', 'BAKE_TIME', true],
  ])('%s has come as far as %s: %s', (stage, other, expected) => {
    expect(reached(stage, other)).toBe(expected);
  });

  it.each<readonly [Parameters<typeof rollbackStages>[0], readonly LifecycleStage[]]>([
    [{ production: false, test: false, down: false }, ['CLEAN_UP']],
    [{ production: false, test: true, down: false }, ['TEST_TRAFFIC_SHIFT', 'CLEAN_UP']],
    [
      { production: true, test: true, down: true },
      ['SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT', 'TEST_TRAFFIC_SHIFT', 'CLEAN_UP'],
    ],
  ])('of a rollback after %j', (progress, stages) => {
    expect(rollbackStages(progress)).toEqual(stages);
  });
});
