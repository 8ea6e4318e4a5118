import { describe, expect, it } from '@jest/globals';
import { serviceWith, type DeploymentLine } from '../testing/scripted-ecs.ts';
import { beginRollout } from './memory.ts';
import { nextWait } from './pace.ts';
import { describeEvent, describeProgress } from './progress.ts';
import { viewService } from './view.ts';

const before = viewService(serviceWith([['old', 'PRIMARY', 'COMPLETED', 'web:1']]));
const memory = beginRollout({ id: 'new', taskDefinition: 'web:2' }, before, 'deployed');
const old: DeploymentLine = ['old', 'ACTIVE', 'COMPLETED', 'web:1', { running: 2 }];

describe('describeProgress', () => {
  it.each<[string, readonly DeploymentLine[], { failures: number; threshold: number } | undefined]>([
    [
      'tasks: 1 starting, 0 running of 1; old: 2 running',
      [['new', 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0, pending: 1 }], old],
      undefined,
    ],
    ['tasks: 1 running of 1', [['new', 'PRIMARY', 'COMPLETED', 'web:2']], { failures: 0, threshold: 3 }],
    [
      'tasks: 0 running of 1; old: 2 running; breaker 1/3',
      [['new', 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0, failed: 1 }], old],
      { failures: 1, threshold: 3 },
    ],
    [
      'tasks: 0 running of 1; old: 2 running; 1 failed in a row',
      [['new', 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0, failed: 1 }], old],
      undefined,
    ],
    ['tasks: the deployment is not listed yet; old: 2 running', [old], undefined],
  ])('%s', (line, deployments, breaker) => {
    expect(describeProgress(viewService(serviceWith(deployments)), memory, breaker)).toBe(line);
  });

  it('tells a deployment that is gone from one that never came', () => {
    const view = viewService(serviceWith([['old', 'PRIMARY', 'COMPLETED', 'web:1']]));
    expect(describeProgress(view, { ...memory, seen: true }, undefined)).toContain('not listed any more');
    const rollback = { deploymentId: 'old', taskDefinition: 'web:1' };
    expect(describeProgress(view, { ...memory, seen: true, rollback }, { failures: 3, threshold: 3 })).toBe(
      'tasks: none left of the failed deployment; former: 1 running',
    );
  });
});

describe('describeEvent', () => {
  it.each([
    ['(service web) has reached a steady state.', 'has reached a steady state.'],
    ['service (web) has started 1 tasks: (task a).', 'has started 1 tasks: (task a).'],
    ['service web was unable to place a task.', 'was unable to place a task.'],
    [
      '(service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.',
      '(service web, taskSet ecs-svc/1) has begun draining connections on 1 tasks.',
    ],
    ['(service web) line\n::error::x', 'line : :error::x'],
  ])('%j', (message, told) => {
    expect(describeEvent(message)).toBe(told);
  });
});

describe('nextWait', () => {
  const calm = { age: 600_000, sinceChange: 60_000, throttled: 0, random: 0 };

  it('looks every second or so while it is young or moves, then every few', () => {
    expect(nextWait({ ...calm, age: 0 })).toBe(1_000);
    expect(nextWait({ ...calm, age: 0, random: 1 })).toBe(1_500);
    expect(nextWait({ ...calm, sinceChange: 1_000 })).toBe(1_000);
    expect(nextWait(calm)).toBe(3_000);
    expect(nextWait({ ...calm, random: 1 })).toBe(5_000);
  });

  it('backs off only when throttled, up to half a minute', () => {
    expect([1, 2, 3, 4, 10].map((throttled) => nextWait({ ...calm, throttled }))).toEqual([
      6_000, 12_000, 24_000, 30_000, 30_000,
    ]);
  });
});
