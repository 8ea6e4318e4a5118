import { expect } from '@jest/globals';
import { judge, type Observation } from '../rollout/judge.ts';
import type { HealthView } from '../rollout/health.ts';
import { beginRollout, type RolloutMemory } from '../rollout/memory.ts';
import type { ServiceDeploymentView } from '../rollout/service-deployment.ts';
import type { Verdict } from '../rollout/verdict.ts';
import type { DeploymentView, ServiceView } from '../rollout/view.ts';
import { serviceDeploymentView } from './service-deployment-view.ts';

export const OLD = 'ecs-svc/1000';
export const NEW = 'ecs-svc/2000';
export const OTHER = 'ecs-svc/3000';

export type Line = readonly [
  id: string,
  status: string,
  rolloutState: string | undefined,
  revision: string,
  more?: Partial<DeploymentView>,
];

export function service(
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

export const before = service([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']], {
  told: [`(service web) rolling back to deployment ${OLD}.`],
});
export const stale = before;
export const begun = service([
  [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0 }],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);
export const completed = service([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']]);
export const breaker = { rolloutReason: 'ECS deployment circuit breaker: tasks failed to start.' };
export const turning = service([
  [
    OLD,
    'PRIMARY',
    'IN_PROGRESS',
    'web:1',
    { rolloutReason: `ECS deployment circuit breaker: rolling back to deploymentId ${OLD}.` },
  ],
  [NEW, 'ACTIVE', 'FAILED', 'web:2', breaker],
]);
export const back = service([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']], {
  told: [
    `(service web) (deployment ${NEW}) deployment failed: tasks failed to start.`,
    `(service web) rolling back to deployment ${OLD}.`,
  ],
});
export const reason = 'ECS deployment circuit breaker: tasks failed to start';
export const byBreaker = { kind: 'rolled-back', reason, to: 'web:1', deploymentId: OLD } as const satisfies Verdict;

export type Look = ServiceView | undefined | Observation;
const isObservation = (look: Look): look is Observation => look !== undefined && 'service' in look;

/** The verdict after the last look. No earlier look may have led to one. */
export function afterAll(looks: readonly Look[], start: Partial<RolloutMemory> = {}): Verdict | undefined {
  let memory: RolloutMemory = { ...beginRollout({ id: NEW, taskDefinition: 'web:2' }, before, 'deployed'), ...start };
  let verdict: Verdict | undefined;
  for (const [index, look] of looks.entries()) {
    expect({ index, verdict }).toEqual({ index, verdict: undefined });
    ({ memory, verdict } = judge(isObservation(look) ? look : { service: look }, memory));
  }
  return verdict;
}

export const times = <T>(count: number, item: T): readonly T[] => Array.from({ length: count }, () => item);

export const staged = { strategy: 'CANARY' } as const;
export const green: readonly Line[] = [
  [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
];

/** A look at both sides: the list of deployments, and the service deployment. */
export function sides(
  lines: readonly Line[],
  deployment: Partial<ServiceDeploymentView>,
  health?: HealthView,
): Observation {
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

export const superseding: readonly Line[] = [
  [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:3'],
  [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
];
