import { describe, expect, it } from '@jest/globals';
import {
  afterAll,
  begun,
  completed,
  green,
  OTHER,
  service,
  sides,
  staged,
  superseding,
  type Look,
} from '../testing/looks.ts';
import type { HealthView } from './health.ts';
import type { Verdict } from './verdict.ts';

const all: HealthView = { healthy: 2, wanted: 2 };
const some: HealthView = { healthy: 1, wanted: 2 };

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
