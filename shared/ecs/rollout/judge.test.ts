import { describe, expect, it } from '@jest/globals';
import { serviceDeploymentView } from '../testing/service-deployment-view.ts';
import type { HealthView } from './health.ts';
import { judge, type Observation } from './judge.ts';
import { beginRollout, type RolloutMemory } from './memory.ts';
import type { ServiceDeploymentView } from './service-deployment.ts';
import type { Verdict } from './verdict.ts';
import type { DeploymentView, ServiceView } from './view.ts';

const OLD = 'ecs-svc/1000';
const NEW = 'ecs-svc/2000';
const OTHER = 'ecs-svc/3000';

type Line = readonly [
  id: string,
  status: string,
  rolloutState: string | undefined,
  revision: string,
  more?: Partial<DeploymentView>,
];

function service(
  lines: readonly Line[],
  more: Partial<ServiceView> & { readonly told?: readonly string[] } = {},
): ServiceView {
  const { told = [], ...overrides } = more;
  return {
    arn: 'arn:aws:ecs:eu-west-1:111122223333:service/default/web',
    status: 'ACTIVE',
    desired: 2,
    pending: 0,
    running: 2,
    deployments: lines.map(([id, status, rolloutState, taskDefinition, counts]) => ({
      id,
      status,
      rolloutState,
      taskDefinition,
      rolloutReason: undefined,
      desired: 2,
      pending: 0,
      running: 2,
      failed: 0,
      ...counts,
    })),
    events: told.map((message) => ({ id: message, message })),
    serviceDeployment: undefined,
    strategy: 'ROLLING',
    loadBalancers: [],
    rollsBack: true,
    ...overrides,
  };
}

const before = service([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']], {
  told: [`(service web) rolling back to deployment ${OLD}.`],
});
const stale = before;
const begun = service([
  [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0 }],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const completed = service([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']]);
const breaker = { rolloutReason: 'ECS deployment circuit breaker: tasks failed to start.' };
const turning = service([
  [
    OLD,
    'PRIMARY',
    'IN_PROGRESS',
    'web:1',
    { rolloutReason: `ECS deployment circuit breaker: rolling back to deploymentId ${OLD}.` },
  ],
  [NEW, 'ACTIVE', 'FAILED', 'web:2', breaker],
]);
const back = service([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']], {
  told: [
    `(service web) (deployment ${NEW}) deployment failed: tasks failed to start.`,
    `(service web) rolling back to deployment ${OLD}.`,
  ],
});
const reason = 'ECS deployment circuit breaker: tasks failed to start';
const byBreaker: Verdict = { kind: 'rolled-back', reason, to: 'web:1', deploymentId: OLD };

type Look = ServiceView | undefined | Observation;
const isObservation = (look: Look): look is Observation => look !== undefined && 'service' in look;

/** The verdict after the last look. No earlier look may have led to one. */
function afterAll(looks: readonly Look[], start: Partial<RolloutMemory> = {}): Verdict | undefined {
  let memory: RolloutMemory = { ...beginRollout({ id: NEW, taskDefinition: 'web:2' }, before, 'deployed'), ...start };
  let verdict: Verdict | undefined;
  for (const [index, look] of looks.entries()) {
    expect({ index, verdict }).toEqual({ index, verdict: undefined });
    ({ memory, verdict } = judge(isObservation(look) ? look : { service: look }, memory));
  }
  return verdict;
}

const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);

describe('judge', () => {
  it.each<[string, readonly Look[], Verdict | undefined]>([
    ['under way', [begun, begun], undefined],
    ['completed', [begun, completed], { kind: 'deployed' }],
    [
      'completed while the old one drains',
      [
        service([
          [NEW, 'PRIMARY', 'COMPLETED', 'web:2'],
          [OLD, 'DRAINING', 'COMPLETED', 'web:1'],
        ]),
      ],
      { kind: 'deployed' },
    ],
    ['completed before the first look', [completed], { kind: 'deployed' }],
    ['an answer from before it', [stale, stale, begun, completed], { kind: 'deployed' }],
    [
      'an answer from before it, after one that showed it',
      [begun, stale, begun, stale, completed],
      { kind: 'deployed' },
    ],
    ['only answers from before it', times(200, stale), undefined],
    ['no deployments for a moment', [service([]), completed], { kind: 'deployed' }],

    ['the breaker takes it back under the old id', [begun, turning, back], byBreaker],
    ['the same, and an older answer in between', [begun, turning, begun, stale], byBreaker],
    ['the rollback was over before we looked', [begun, back], { ...byBreaker, reason: 'tasks failed to start' }],
    [
      'first FAILED and PRIMARY, then taken back',
      [
        begun,
        service([
          [NEW, 'PRIMARY', 'FAILED', 'web:2', breaker],
          [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
        ]),
        turning,
        back,
      ],
      byBreaker,
    ],
    [
      'taken back under a new id',
      [
        begun,
        service([
          [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
          [NEW, 'ACTIVE', 'FAILED', 'web:2', breaker],
        ]),
        service([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']]),
      ],
      { ...byBreaker, deploymentId: OTHER },
    ],
    [
      'taken back under a new id, ours gone and told by an event',
      [
        begun,
        service([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']], {
          told: [`(service web) (deployment ${NEW}) deployment failed: alarm detected.`],
        }),
      ],
      { kind: 'rolled-back', reason: 'alarm detected', to: 'web:1', deploymentId: OTHER },
    ],
    [
      'taken back under a new id, told by its reason alone',
      [
        begun,
        service([
          [
            OTHER,
            'PRIMARY',
            'COMPLETED',
            'web:1',
            { rolloutReason: `ECS deployment circuit breaker: rolling back to deploymentId ${OTHER}.` },
          ],
        ]),
      ],
      {
        kind: 'rolled-back',
        reason: `ECS deployment circuit breaker: rolling back to deploymentId ${OTHER}`,
        to: 'web:1',
        deploymentId: OTHER,
      },
    ],
    [
      'stopped by somebody, shown behind the old one',
      [
        begun,
        service([
          [OLD, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
          [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
        ]),
        stale,
      ],
      { kind: 'rolled-back', reason: 'it was taken back before it was completed', to: 'web:1', deploymentId: OLD },
    ],
    [
      'taken back, known from the service deployment alone',
      [
        begun,
        {
          service: stale,
          serviceDeployment: serviceDeploymentView({
            status: 'ROLLBACK_SUCCESSFUL',
            reason: 'Service deployment rolled back.',
          }),
        },
      ],
      { kind: 'rolled-back', reason: 'Service deployment rolled back', to: 'web:1', deploymentId: OLD },
    ],
    [
      'the rollback fails too',
      [begun, turning, service([[OLD, 'PRIMARY', 'FAILED', 'web:1', { rolloutReason: 'tasks failed to start.' }]])],
      {
        kind: 'failed',
        reason: `${reason}, and its rollback failed as well: tasks failed to start. Neither revision is sure to serve`,
        serving: undefined,
        stands: false,
      },
    ],
    [
      'ECS says that the rollback failed',
      [
        begun,
        {
          service: begun,
          serviceDeployment: serviceDeploymentView({ status: 'ROLLBACK_FAILED', reason: 'no capacity' }),
        },
      ],
      {
        kind: 'failed',
        reason:
          'the deployment failed, and its rollback failed as well: no capacity. Neither revision is sure to serve',
        serving: undefined,
        stands: false,
      },
    ],
    [
      'another deploy in place of the rollback',
      [
        begun,
        turning,
        service([
          [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:3'],
          [OLD, 'ACTIVE', 'IN_PROGRESS', 'web:1'],
        ]),
      ],
      {
        kind: 'failed',
        reason: `${reason}; meanwhile deployment ${OTHER} of another revision has begun, in place of the rollback`,
        serving: undefined,
        stands: false,
      },
    ],

    [
      'FAILED with no rollback configured',
      [
        begun,
        service(
          [
            [NEW, 'PRIMARY', 'FAILED', 'web:2', breaker],
            [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
          ],
          { rollsBack: false },
        ),
      ],
      { kind: 'failed', reason, serving: 'web:1', stands: true },
    ],
    [
      'FAILED with nothing to go back to',
      [begun, service([[NEW, 'PRIMARY', 'FAILED', 'web:2', { ...breaker, running: 0 }]])],
      { kind: 'failed', reason, serving: undefined, stands: true },
    ],
    [
      'FAILED, and the rollback never comes',
      [
        begun,
        ...times(
          5,
          service([
            [NEW, 'PRIMARY', 'FAILED', 'web:2', breaker],
            [OLD, 'ACTIVE', 'COMPLETED', 'web:1', { running: 0 }],
          ]),
        ),
      ],
      { kind: 'failed', reason, serving: undefined, stands: true },
    ],
    [
      'its service deployment was stopped',
      [
        begun,
        ...times(5, {
          service: { ...begun, rollsBack: false },
          serviceDeployment: serviceDeploymentView({ status: 'STOPPED', reason: 'Stopped by user.' }),
        }),
      ],
      { kind: 'failed', reason: 'Stopped by user', serving: 'web:1', stands: true },
    ],
    [
      'FAILED and replaced',
      [
        begun,
        service([
          [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:3'],
          [NEW, 'ACTIVE', 'FAILED', 'web:2', breaker],
        ]),
      ],
      {
        kind: 'failed',
        reason: `${reason}; meanwhile deployment ${OTHER} of another revision has begun`,
        serving: undefined,
        stands: false,
      },
    ],

    [
      'superseded by another revision',
      [
        begun,
        service([
          [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:3'],
          [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
          [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
        ]),
      ],
      { kind: 'superseded', by: { id: OTHER, taskDefinition: 'web:3' } },
    ],
    [
      'superseded before the first look',
      [service([[OTHER, 'PRIMARY', 'COMPLETED', 'web:3']])],
      { kind: 'superseded', by: { id: OTHER, taskDefinition: 'web:3' } },
    ],
    [
      'superseded by somebody who deploys the old revision',
      [
        begun,
        service([
          [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
          [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
        ]),
      ],
      { kind: 'superseded', by: { id: OTHER, taskDefinition: 'web:1' } },
    ],
    [
      'our revision sent again by somebody',
      [
        begun,
        service([
          [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
          [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
        ]),
        service([[OTHER, 'PRIMARY', 'COMPLETED', 'web:2']]),
      ],
      { kind: 'deployed' },
    ],
    [
      'our revision sent again, and an older answer after it',
      [
        begun,
        service([
          [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
          [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
        ]),
        service([[OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:2']]),
      ],
      undefined,
    ],

    [
      'the service is gone',
      [begun, undefined],
      { kind: 'gone', reason: 'Amazon ECS does not know the service any more' },
    ],
    [
      'the service is deleted',
      [begun, service([], { status: 'INACTIVE' })],
      { kind: 'gone', reason: 'the service is INACTIVE: it is being deleted, or was' },
    ],
    [
      'the service is being deleted',
      [service([], { status: 'DRAINING' })],
      { kind: 'gone', reason: 'the service is DRAINING: it is being deleted, or was' },
    ],
  ])('%s', (_, looks, verdict) => {
    expect(afterAll(looks)).toEqual(verdict);
  });

  it.each<[string, ServiceView, Verdict | undefined]>([
    ['the only deployment, all tasks running', service([[NEW, 'PRIMARY', undefined, 'web:2']]), { kind: 'deployed' }],
    ['a task still starts', service([[NEW, 'PRIMARY', undefined, 'web:2']], { pending: 1 }), undefined],
    [
      'the old one is still there',
      service([
        [NEW, 'PRIMARY', undefined, 'web:2'],
        [OLD, 'ACTIVE', undefined, 'web:1'],
      ]),
      undefined,
    ],
  ])('behind a Classic Load Balancer: %s', (_, look, verdict) => {
    expect(afterAll([look])).toEqual(verdict);
  });

  it.each<[string, ServiceView, Verdict | undefined]>([
    ['nothing of another is left', completed, { kind: 'deployed' }],
    [
      'the old one drains',
      service([
        [NEW, 'PRIMARY', 'COMPLETED', 'web:2'],
        [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
      ]),
      undefined,
    ],
    ['a task is missing', service([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']], { running: 1 }), undefined],
  ])('stable only when %s', (_, look, verdict) => {
    expect(afterAll([look], { waitFor: 'stable' })).toEqual(verdict);
  });

  it('takes the old revision for the rollback we asked for, whatever its id, though nothing is called FAILED', () => {
    const asked = { rollbackRequested: true, failure: 'container web exited with code 1' };
    const done: Verdict = { kind: 'rolled-back', reason: asked.failure, to: 'web:1', deploymentId: OLD };
    expect(afterAll([begun, stale], asked)).toEqual(done);
    expect(afterAll([begun, service([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']])], asked)).toEqual({
      ...done,
      deploymentId: OTHER,
    });
  });

  it('is not misled by events from before', () => {
    // `before` told of an earlier rollback to the same deployment.
    expect(afterAll([stale, stale])).toBeUndefined();
  });
});

const staged = { strategy: 'CANARY' } as const;
const green: readonly Line[] = [
  [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
];

/** A look at both sides: the list of deployments, and the service deployment. */
function sides(lines: readonly Line[], deployment: Partial<ServiceDeploymentView>, health?: HealthView): Observation {
  return {
    service: service(lines, staged),
    serviceDeployment: serviceDeploymentView({
      arn: 'sd',
      stage: 'BAKE_TIME',
      traffic: { production: 100, test: 100 },
      ...deployment,
    }),
    health,
  };
}

const all: HealthView = { healthy: 2, wanted: 2 };
const some: HealthView = { healthy: 1, wanted: 2 };

const pause = {
  id: 'ecs-pause-1',
  type: 'PAUSE',
  target: undefined,
  status: 'AWAITING_ACTION',
  expiresAt: '2026-11-22T00:00:00.000Z',
  timeoutAction: 'ROLLBACK',
};
const atPause = { stage: 'POST_SCALE_UP', traffic: { production: 0, test: 0 }, hooks: [pause] };
const paused: Verdict = {
  kind: 'paused',
  serviceDeployment: 'sd',
  stage: 'POST_SCALE_UP',
  traffic: 0,
  hooks: [pause],
};
const superseding: readonly Line[] = [
  [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:3'],
  [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
];
const alarmed = { reason: 'Service deployment rolled back because an alarm was detected.', alarms: ['errors'] };
const byAlarm: Verdict = {
  kind: 'rolled-back',
  reason: 'Service deployment rolled back because an alarm was detected (alarm errors)',
  to: 'web:1',
  deploymentId: OLD,
};

describe('judge of a deployment with stages', () => {
  it.each<[string, readonly Look[], Verdict | undefined]>([
    ['under way', [sides(green, {}), sides(green, {})], undefined],
    ['successful', [sides(green, {}), sides(green, { status: 'SUCCESSFUL' })], { kind: 'deployed' }],
    [
      'successful, though the list is older',
      [sides(green, {}), sides([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']], { status: 'SUCCESSFUL' })],
      { kind: 'deployed' },
    ],
    [
      'listed as completed while it still bakes',
      times(20, sides([[NEW, 'PRIMARY', 'COMPLETED', 'web:2'], ...green.slice(1)], {})),
      undefined,
    ],
    [
      'completed, where the service deployment may not be read',
      [service([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']], staged)],
      { kind: 'deployed' },
    ],
    [
      'successful, and another one begun before we looked',
      [sides(green, {}), sides(superseding, { status: 'SUCCESSFUL' })],
      { kind: 'deployed' },
    ],

    ['paused', [sides(green, {}), sides(green, atPause)], paused],
    ['paused for a function, which nobody needs to answer', [sides(green, hookOf('IN_PROGRESS'))], undefined],
    ['a pause that was answered', [sides(green, hookOf('SUCCEEDED'))], undefined],
    ['paused, though the list is older', [sides([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']], atPause)], paused],
    [
      'paused and superseded',
      [sides(superseding, atPause)],
      { kind: 'superseded', by: { id: OTHER, taskDefinition: 'web:3' } },
    ],

    [
      'rolled back by an alarm',
      [
        sides(green, {}),
        sides(green, { status: 'ROLLBACK_REQUESTED', ...alarmed }),
        sides(
          [
            [OLD, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
            [NEW, 'ACTIVE', 'FAILED', 'web:2'],
          ],
          { status: 'ROLLBACK_IN_PROGRESS', ...alarmed },
        ),
        sides([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']], { status: 'ROLLBACK_SUCCESSFUL', ...alarmed }),
      ],
      byAlarm,
    ],
    [
      'taken back, while the list calls the former one in progress',
      [
        sides(green, {}),
        sides(
          [
            [OLD, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
            [NEW, 'ACTIVE', 'FAILED', 'web:2'],
          ],
          { status: 'ROLLBACK_SUCCESSFUL', ...alarmed },
        ),
      ],
      byAlarm,
    ],
    [
      'taken back, and the list older: the former one has to show first',
      [sides(green, {}), sides(green, { status: 'ROLLBACK_SUCCESSFUL', ...alarmed })],
      undefined,
    ],
    [
      'taken back and paused on the way',
      [sides(green, { ...hookOf('AWAITING_ACTION'), status: 'ROLLBACK_IN_PROGRESS' })],
      undefined,
    ],

    [
      'stopped because a newer one began; the list shows that first',
      [sides(green, {}), sides(superseding, {})],
      { kind: 'superseded', by: { id: OTHER, taskDefinition: 'web:3' } },
    ],
    [
      'stopped because a newer one began; the list shows that later',
      [sides(green, {}), ...times(4, sides(green, { status: 'STOPPED' })), sides(superseding, { status: 'STOPPED' })],
      { kind: 'superseded', by: { id: OTHER, taskDefinition: 'web:3' } },
    ],
    [
      'stopped with nobody to take it back',
      [
        sides(green, {}),
        sides([[NEW, 'PRIMARY', 'FAILED', 'web:2', breaker]], { status: 'STOPPED', reason: 'The breaker.' }),
      ],
      { kind: 'failed', reason, serving: undefined, stands: true },
    ],
    [
      'the rollback failed too',
      [sides(green, { status: 'ROLLBACK_FAILED', reason: 'no capacity' })],
      {
        kind: 'failed',
        reason:
          'the deployment failed, and its rollback failed as well: no capacity. Neither revision is sure to serve',
        serving: undefined,
        stands: false,
      },
    ],
  ])('%s', (_, looks, verdict) => {
    expect(afterAll(looks)).toEqual(verdict);
  });

  it('does not take for a new pause one that was answered, in an answer from before', () => {
    expect(afterAll([sides(green, atPause)], { answered: new Set([pause.id]) })).toBeUndefined();
  });

  it('is stable when its former tasks are gone as well', () => {
    const stable = { waitFor: 'stable' } as const;
    const over = { status: 'SUCCESSFUL' };
    expect(afterAll([sides(green, over)], stable)).toBeUndefined();
    expect(afterAll([sides([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']], over)], stable)).toEqual({ kind: 'deployed' });
  });
});

/** A hook with this status at the present stage. */
function hookOf(status: string): Partial<ServiceDeploymentView> {
  return { stage: 'POST_SCALE_UP', hooks: [{ ...pause, status }] };
}

describe('waiting for healthy tasks', () => {
  const waiting = { waitFor: 'healthy' } as const;
  const early: Verdict = { kind: 'deployed', early: true };

  it.each<[string, Look, Verdict | undefined]>([
    ['not looked at yet', begun, undefined],
    ['not yet', { service: begun, health: some }, undefined],
    ['all, while the old ones drain', { service: begun, health: all }, early],
    ['completed by ECS', completed, { kind: 'deployed' }],
    [
      'all, but another deployment took the place',
      { service: service(superseding), health: all },
      { kind: 'superseded', by: { id: OTHER, taskDefinition: 'web:3' } },
    ],
    ['all, but the traffic has not moved', sides(green, { traffic: { production: 10, test: 100 } }, all), undefined],
    ['all, with all of the traffic', sides(green, { traffic: { production: 100, test: 100 } }, all), early],
    ['all, but its traffic is not known', { service: service(green, staged), health: all }, undefined],
  ])('%s', (_, look, verdict) => {
    expect(afterAll([look], waiting)).toEqual(verdict);
  });

  it('ends for nobody who waits for more', () => {
    expect(afterAll([{ service: begun, health: all }])).toBeUndefined();
  });

  it('is over when the deployment is being taken back', () => {
    expect(afterAll([{ service: begun, health: all }], { ...waiting, failure: 'alarm' })).toBeUndefined();
  });
});
