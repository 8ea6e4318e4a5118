import { describe, expect, it } from '@jest/globals';
import { plan } from './plan.ts';
import type { Action, DeploymentView, ServiceView, TaskState } from './view.ts';

type Change = Partial<Omit<ServiceView, 'primary' | 'others'>>;

function deployment(id: string, states: readonly TaskState[], more: Partial<DeploymentView> = {}): DeploymentView {
  return {
    id,
    rolloutState: 'IN_PROGRESS',
    keepsTasks: true,
    desiredCount: states.length,
    launchable: true,
    failing: false,
    tasks: states.map((state, index) => ({ id: `${id}${index}`, state })),
    ...more,
  };
}

function service(primary: DeploymentView, others: readonly DeploymentView[] = [], change: Change = {}): ServiceView {
  return {
    draining: false,
    desiredCount: 2,
    minimumHealthyPercent: 100,
    maximumPercent: 200,
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
    ...change,
  };
}

const done = { rolloutState: 'COMPLETED' } as const;
const old = (...states: readonly TaskState[]): DeploymentView => deployment('old', states, done);
const fresh = (...states: readonly TaskState[]): DeploymentView => deployment('new', states);
const faded = (...states: readonly TaskState[]): DeploymentView =>
  deployment('mid', states, { keepsTasks: false, desiredCount: 0 });

const cases: readonly (readonly [string, ServiceView, readonly Action[]])[] = [
  [
    'a new deployment starts all it may',
    service(fresh(), [old('healthy', 'healthy')]),
    [{ kind: 'start', deployment: 'new', count: 2 }],
  ],
  [
    'the first look begins the service deployment',
    service(fresh(), [], { pending: true }),
    [{ kind: 'begin' }, { kind: 'start', deployment: 'new', count: 2 }],
  ],
  ['started tasks are waited for', service(fresh('starting', 'starting'), [old('healthy', 'healthy')]), []],
  [
    'tasks that are ready are registered together',
    service(fresh('due', 'due'), [old('healthy', 'healthy')]),
    [{ kind: 'register', tasks: ['new0', 'new1'] }],
  ],
  ['running is not healthy', service(fresh('running', 'running'), [old('healthy', 'healthy')]), []],
  [
    'each healthy new task lets one old task go',
    service(fresh('healthy', 'running'), [old('healthy', 'healthy')]),
    [{ kind: 'stop', deployment: 'old', tasks: ['old0'] }],
  ],
  [
    'a stopped task is deregistered a tick later',
    service(fresh('healthy', 'running'), [old('leaving', 'healthy')]),
    [{ kind: 'deregister', tasks: ['old0'] }],
  ],
  ['completion waits for the last old task', service(fresh('healthy', 'healthy'), [old('gone-soon')]), []],
  [
    'the last old task gone: complete, then steady',
    service(fresh('healthy', 'healthy'), [deployment('old', [], done)]),
    [{ kind: 'forget', deployment: 'old' }, { kind: 'complete' }, { kind: 'steady' }],
  ],
  [
    'a steady state is told when it is news',
    service(old('healthy', 'healthy'), [], { steadyIsNews: true }),
    [{ kind: 'steady' }],
  ],
  ['and not otherwise', service(old('healthy', 'healthy')), []],
  [
    'nor while a task is still on its way out',
    service(old('healthy', 'gone-soon'), [], { desiredCount: 1, steadyIsNews: true }),
    [],
  ],
  ['an unhealthy task is stopped first', service(old('healthy', 'unhealthy')), [{ kind: 'replace', task: 'old1' }]],
  [
    'and replaced a tick later, after its target was deregistered',
    service(old('healthy', 'leaving')),
    [
      { kind: 'deregister', tasks: ['old1'] },
      { kind: 'start', deployment: 'old', count: 1 },
    ],
  ],
  [
    'scale-in takes what serves nobody first',
    service(old('healthy', 'starting', 'running'), [], { desiredCount: 1 }),
    [{ kind: 'stop', deployment: 'old', tasks: ['old1', 'old2'] }],
  ],
  ['backed-off launches wait', service(deployment('new', [], { launchable: false }), [old('healthy', 'healthy')]), []],
  [
    'maximumPercent is rounded down: 150 % of 3 leaves room for one',
    service(fresh(), [old('healthy', 'healthy', 'healthy')], { desiredCount: 3, maximumPercent: 150 }),
    [{ kind: 'start', deployment: 'new', count: 1 }],
  ],
  [
    'minimumHealthyPercent is rounded up: 50 % of 3 lets one go to make room',
    service(fresh(), [old('healthy', 'healthy', 'healthy')], {
      desiredCount: 3,
      minimumHealthyPercent: 50,
      maximumPercent: 100,
    }),
    [{ kind: 'stop', deployment: 'old', tasks: ['old0'] }],
  ],
  [
    'limits that allow nothing are told',
    service(fresh(), [old('healthy', 'healthy')], { maximumPercent: 100 }),
    [{ kind: 'stuck' }],
  ],
  [
    'an old task lost during the rollout is replaced by an old one',
    service(fresh('starting', 'starting'), [deployment('old', ['healthy'], { ...done, desiredCount: 2 })]),
    [{ kind: 'start', deployment: 'old', count: 1 }],
  ],
  [
    'a superseded deployment keeps what serves, loses what does not',
    service(fresh('starting', 'starting'), [faded('healthy', 'starting'), old('healthy')], { maximumPercent: 300 }),
    [{ kind: 'stop', deployment: 'mid', tasks: ['mid1'] }],
  ],
  [
    'a superseded deployment without tasks leaves the list',
    service(fresh('starting', 'starting'), [faded(), old('healthy', 'healthy')]),
    [{ kind: 'forget', deployment: 'mid' }],
  ],
  [
    'the breaker fails the deployment before anything else is started',
    service(fresh('gone-soon'), [old('healthy', 'healthy')], { against: 'breaker', rollsBack: true }),
    [{ kind: 'fail', cause: 'breaker', rollBack: true }],
  ],
  [
    'without rollback it only fails',
    service(fresh('leaving'), [old('healthy', 'healthy')], { against: 'breaker' }),
    [
      { kind: 'deregister', tasks: ['new0'] },
      { kind: 'fail', cause: 'breaker', rollBack: false },
    ],
  ],
  [
    'a failed deployment starts nothing more, and the old tasks stay',
    service(deployment('new', [], { rolloutState: 'FAILED', keepsTasks: false }), [old('healthy', 'healthy')], {
      against: 'breaker',
    }),
    [],
  ],
  [
    'a requested rollback is carried out',
    service(fresh('running', 'starting'), [old('healthy', 'healthy')], { against: 'request', rollsBack: true }),
    [{ kind: 'fail', cause: 'request', rollBack: true }],
  ],
  [
    'a failed deployment without tasks stays in the list until its rollback is over',
    service(
      deployment('old', ['healthy', 'running']),
      [deployment('new', [], { rolloutState: 'FAILED', keepsTasks: false })],
      { rollingBack: true },
    ),
    [],
  ],
  [
    'one that is not rolled back leaves with its last task',
    service(fresh('running', 'running'), [deployment('mid', [], { rolloutState: 'FAILED', keepsTasks: false })]),
    [{ kind: 'forget', deployment: 'mid' }],
  ],
  [
    'while rolling back, tasks of the failed deployment that do not serve go at once',
    service(deployment('old', ['healthy', 'healthy']), [
      deployment('new', ['starting', 'healthy'], { rolloutState: 'FAILED', keepsTasks: false, desiredCount: 0 }),
    ]),
    [{ kind: 'stop', deployment: 'new', tasks: ['new0', 'new1'] }],
  ],
  [
    'a deleted service stops everything',
    service(fresh('healthy', 'leaving'), [old('starting')], { draining: true, desiredCount: 0 }),
    [
      { kind: 'deregister', tasks: ['new1'] },
      { kind: 'stop', deployment: 'new', tasks: ['new0'] },
      { kind: 'stop', deployment: 'old', tasks: ['old0'] },
    ],
  ],
  [
    'and is gone when all have stopped',
    service(old(), [], { draining: true, desiredCount: 0 }),
    [{ kind: 'inactivate' }],
  ],
];

describe('plan', () => {
  it.each(cases)('%s', (_name, view, actions) => {
    expect(plan(view)).toEqual(actions);
  });

  it('never lets healthy tasks fall below the lower limit, nor active ones rise above the upper', () => {
    const states: readonly TaskState[] = ['starting', 'running', 'healthy', 'unhealthy', 'leaving', 'gone-soon'];
    let checked = 0;
    for (const a of states) {
      for (const b of states) {
        for (const c of states) {
          for (const [minimumHealthyPercent, maximumPercent] of [
            [100, 200],
            [50, 100],
            [50, 150],
            [0, 100],
          ] as const) {
            const view = service(fresh(a), [old(b, c)], { minimumHealthyPercent, maximumPercent });
            checkLimits(view);
            checked += 1;
          }
        }
      }
    }
    expect(checked).toBe(864);
  });
});

function checkLimits(view: ServiceView): void {
  const tasks = [view.primary, ...view.others].flatMap((entry) => entry.tasks);
  const actions = plan(view);
  const stopped = new Set(actions.flatMap((action) => (action.kind === 'stop' ? action.tasks : [])));
  const started = actions.reduce((sum, action) => sum + (action.kind === 'start' ? action.count : 0), 0);
  const healthy = tasks.filter(({ state }) => state === 'healthy').length;
  const left = tasks.filter(({ id, state }) => state === 'healthy' && !stopped.has(id)).length;
  const active = tasks.filter(({ state }) => state !== 'leaving' && state !== 'gone-soon').length;
  const lower = Math.ceil((view.minimumHealthyPercent / 100) * view.desiredCount);
  const upper = Math.floor((view.maximumPercent / 100) * view.desiredCount);
  expect(left).toBeGreaterThanOrEqual(Math.min(healthy, lower));
  expect(active + started).toBeLessThanOrEqual(Math.max(active, upper));
}
