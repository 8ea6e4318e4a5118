import { describe, expect, it } from '@jest/globals';
import { serviceWith, type DeploymentLine } from '../testing/scripted-ecs.ts';
import { serviceDeploymentView } from '../testing/service-deployment-view.ts';
import { beginRollout } from './memory.ts';
import { nextWait } from './pace.ts';
import { describeEvent, describeHook, describeProgress } from './progress.ts';
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
    expect(
      describeProgress(viewService(serviceWith(deployments)), memory, {
        serviceDeployment: serviceDeploymentView({ breaker }),
      }),
    ).toBe(line);
  });

  it('tells a deployment that is gone from one that never came', () => {
    const view = viewService(serviceWith([['old', 'PRIMARY', 'COMPLETED', 'web:1']]));
    expect(describeProgress(view, { ...memory, seen: true }, {})).toContain('not listed any more');
    const failed = serviceDeploymentView({ breaker: { failures: 3, threshold: 3 } });
    const rollback = { deploymentId: 'old', taskDefinition: 'web:1' };
    expect(describeProgress(view, { ...memory, seen: true, rollback }, { serviceDeployment: failed })).toBe(
      'tasks: none left of the failed deployment; former: 1 running',
    );
  });
});

describe('describeProgress of a deployment with stages', () => {
  const view = viewService(serviceWith([['new', 'PRIMARY', 'IN_PROGRESS', 'web:2'], old]));

  it.each([
    ['; stage SCALE_UP, 0 % of the traffic', 'SCALE_UP', { production: 0, test: 0 }],
    [
      '; stage TEST_TRAFFIC_SHIFT, 0 % of the traffic, 100 % of the test traffic',
      'TEST_TRAFFIC_SHIFT',
      { production: 0, test: 100 },
    ],
    [
      '; stage PRODUCTION_TRAFFIC_SHIFT, 2.5 % of the traffic',
      'PRODUCTION_TRAFFIC_SHIFT',
      { production: 2.5, test: 100 },
    ],
    ['; stage BAKE_TIME', 'BAKE_TIME', undefined],
  ])('%s', (tail, stage, traffic) => {
    const line = describeProgress(view, memory, { serviceDeployment: serviceDeploymentView({ stage, traffic }) });
    expect(line).toBe(`tasks: 1 running of 1; old: 2 running${tail}`);
  });
});

describe('describeHook', () => {
  const hook = {
    id: 'ecs-pause-1',
    type: 'PAUSE',
    target: undefined,
    status: 'AWAITING_ACTION',
    expiresAt: '2026-11-22T00:00:00.000Z',
    timeoutAction: 'ROLLBACK',
  };

  it('says until when a pause awaits an action, and what comes then', () => {
    expect(describeHook(hook, 'POST_SCALE_UP')).toBe(
      'hook ecs-pause-1 (pause) at POST_SCALE_UP: AWAITING_ACTION until 2026-11-22T00:00:00.000Z, then ROLLBACK',
    );
  });

  it('names the function; one that has ended expires no more', () => {
    const target = 'arn:aws:lambda:eu-west-1:111122223333:function:smoke';
    expect(describeHook({ ...hook, id: 'h', type: 'AWS_LAMBDA', target, status: 'FAILED' })).toBe(
      'hook h (smoke): FAILED',
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
