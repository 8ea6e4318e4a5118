import { describe, expect, it } from '@jest/globals';
import {
  afterAll,
  breaker,
  green,
  NEW,
  OLD,
  OTHER,
  reason,
  service,
  sides,
  staged,
  superseding,
  times,
  type Look,
} from '../testing/looks.ts';
import type { ServiceDeploymentView } from './service-deployment.ts';
import type { Verdict } from './verdict.ts';

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
