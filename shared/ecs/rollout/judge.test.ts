import { describe, expect, it } from '@jest/globals';
import { serviceDeploymentView } from '../testing/service-deployment-view.ts';
import {
  afterAll,
  back,
  begun,
  breaker,
  byBreaker,
  completed,
  NEW,
  OLD,
  OTHER,
  reason,
  service,
  stale,
  times,
  turning,
  type Look,
} from '../testing/looks.ts';
import type { Verdict } from './verdict.ts';
import type { ServiceView } from './view.ts';

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
