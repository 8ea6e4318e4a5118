import { describe, expect, it } from '@jest/globals';
import { planStages } from './stage-plan.ts';
import type { LifecycleStage } from './strategy.ts';
import type { Action, DeploymentView, ServiceView, StagesView, TaskState } from './view.ts';

const deployment = (id: string, states: readonly TaskState[], more: Partial<DeploymentView> = {}): DeploymentView => ({
  id,
  rolloutState: 'IN_PROGRESS',
  keepsTasks: true,
  desiredCount: 2,
  launchable: true,
  failing: false,
  tasks: states.map((state, index) => ({ id: `${id}${index}`, state })),
  ...more,
});
const green = (...states: readonly TaskState[]): DeploymentView => deployment('green', states);
const blue = (...states: readonly TaskState[]): DeploymentView =>
  deployment('blue', states, { rolloutState: 'COMPLETED' });
const failed = (...states: readonly TaskState[]): DeploymentView =>
  deployment('green', states, { rolloutState: 'FAILED', keepsTasks: false });

const service = (primary: DeploymentView, ...others: readonly DeploymentView[]): ServiceView => ({
  draining: false,
  desiredCount: 2,
  // They are for rolling deployments.
  minimumHealthyPercent: 0,
  maximumPercent: 100,
  primary,
  others,
  pending: false,
  against: undefined,
  rollsBack: false,
  rollingBack: false,
  bake: 'none',
  earlySuccess: undefined,
  stages: undefined,
  steadyIsNews: false,
});
const at = (stage: LifecycleStage, more: Partial<StagesView> = {}): StagesView => ({
  position: { stage, step: 0 },
  steps: [10, 100],
  blue: 'blue',
  proven: true,
  hooks: 'continue',
  baked: true,
  wayBack: undefined,
  ...more,
});
const whole = ['healthy', 'healthy'] as const;
const enter = (stage: LifecycleStage, step = 0): Action => ({ kind: 'enter', position: { stage, step } });
const start = (id: string, count: number): Action => ({ kind: 'start', deployment: id, count });
const stop = (id: string, ...tasks: readonly number[]): Action => ({
  kind: 'stop',
  deployment: id,
  tasks: tasks.map((task) => `${id}${task}`),
});
const wayBack: readonly LifecycleStage[] = ['SCALE_UP', 'PRODUCTION_TRAFFIC_SHIFT', 'CLEAN_UP'];

const cases: readonly (readonly [string, ServiceView, StagesView, readonly Action[]])[] = [
  ['before SCALE_UP green has no task', service(green(), blue(...whole)), at('PRE_SCALE_UP'), [enter('SCALE_UP')]],
  ['a stage waits for its hooks', service(green(), blue(...whole)), at('PRE_SCALE_UP', { hooks: 'waiting' }), []],
  ['green comes up at once, beside blue', service(green(), blue(...whole)), at('SCALE_UP'), [start('green', 2)]],
  [
    'it is not up before all of it is healthy',
    service(green('healthy', 'running'), blue(...whole)),
    at('SCALE_UP'),
    [],
  ],
  ['then it is', service(green(...whole), blue(...whole)), at('SCALE_UP'), [enter('POST_SCALE_UP')]],
  [
    'launches that are backed off wait',
    service(deployment('green', [], { launchable: false }), blue(...whole)),
    at('SCALE_UP'),
    [],
  ],
  [
    'lost tasks of blue are replaced',
    service(green(...whole), blue('healthy')),
    at('BAKE_TIME', { baked: false }),
    [start('blue', 1)],
  ],
  [
    'an unhealthy task counts until it is stopped',
    service(green('healthy', 'unhealthy'), blue(...whole)),
    at('BAKE_TIME', { baked: false }),
    [],
  ],
  [
    'nothing is scaled in while both are up',
    service(green('healthy', 'healthy', 'healthy'), blue('healthy', 'healthy', 'healthy')),
    at('BAKE_TIME', { baked: false }),
    [],
  ],
  [
    'a step of production traffic is followed by the next',
    service(green(...whole), blue(...whole)),
    at('PRODUCTION_TRAFFIC_SHIFT'),
    [enter('PRE_PRODUCTION_TRAFFIC_SHIFT', 1)],
  ],
  [
    'after its bake time only',
    service(green(...whole), blue(...whole)),
    at('PRODUCTION_TRAFFIC_SHIFT', { baked: false }),
    [],
  ],
  ['CLEAN_UP stops blue', service(green(...whole), blue(...whole)), at('CLEAN_UP'), [stop('blue', 0, 1)]],
  ['and waits for its end', service(green(...whole), blue('leaving', 'gone-soon')), at('CLEAN_UP'), []],
  ['which is the end', service(green(...whole), blue()), at('CLEAN_UP'), [{ kind: 'complete' }, { kind: 'steady' }]],
  [
    'RECONCILE_SERVICE makes blue whole before it stops others',
    service(green(), deployment('mid', whole), blue('healthy')),
    at('RECONCILE_SERVICE'),
    [start('blue', 1)],
  ],
  [
    'but nothing that serves nobody is kept for it',
    service(green(), deployment('mid', ['running', 'starting']), blue('healthy')),
    at('RECONCILE_SERVICE'),
    [stop('mid', 0, 1), start('blue', 1)],
  ],
  [
    'and a blue that does not come up is not waited for',
    service(green(), deployment('mid', []), blue('starting', 'starting')),
    at('RECONCILE_SERVICE'),
    [enter('PRE_SCALE_UP')],
  ],
  [
    'nor one that fails, and others serve on meanwhile',
    service(green(), deployment('mid', whole), deployment('blue', [], { launchable: false, failing: true })),
    at('RECONCILE_SERVICE'),
    [enter('PRE_SCALE_UP')],
  ],
  [
    'on the way back those who serve go once blue is up',
    service(blueAgain('starting', 'healthy'), failed('healthy', 'healthy')),
    at('CLEAN_UP', { wayBack }),
    [],
  ],
  [
    'then stops them',
    service(green(), deployment('mid', whole), blue(...whole)),
    at('RECONCILE_SERVICE'),
    [stop('mid', 0, 1)],
  ],
  [
    'and goes on',
    service(green(), deployment('mid', []), blue(...whole)),
    at('RECONCILE_SERVICE'),
    [enter('PRE_SCALE_UP')],
  ],
  [
    'without blue there is nothing to keep',
    service(green()),
    at('PRE_SCALE_UP', { blue: undefined }),
    [enter('SCALE_UP')],
  ],
  [
    'a failed green gets no task, blue does',
    service(failed('healthy'), blue('healthy')),
    at('SCALE_UP'),
    [start('blue', 1)],
  ],
  [
    'on the way back green stays until CLEAN_UP',
    service(blueAgain(...whole), failed(...whole)),
    at('PRODUCTION_TRAFFIC_SHIFT', { wayBack, hooks: 'roll-back' }),
    [enter('CLEAN_UP')],
  ],
  [
    'hooks are waited for there too',
    service(blueAgain(...whole), failed(...whole)),
    at('PRODUCTION_TRAFFIC_SHIFT', { wayBack, hooks: 'waiting' }),
    [],
  ],
  [
    'blue comes up again first where it had been stopped',
    service(blueAgain('leaving'), failed(...whole)),
    at('SCALE_UP', { wayBack }),
    [start('blue', 2)],
  ],
  [
    'then green goes',
    service(blueAgain(...whole), failed('healthy', 'starting')),
    at('CLEAN_UP', { wayBack }),
    [stop('green', 0, 1)],
  ],
  [
    'nothing happens before the first look',
    service(green(), blue(...whole)),
    at('SCALE_UP', { position: undefined }),
    [],
  ],
];

/** PRIMARY, under its old id. */
function blueAgain(...states: readonly TaskState[]): DeploymentView {
  return deployment('blue', states);
}

describe('the plan of a deployment with stages', () => {
  it.each(cases)('%s', (...[, view, stages, actions]) => {
    expect(planStages(view, stages)).toEqual(actions);
  });
});
