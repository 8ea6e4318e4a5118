import type { CodeDeployObservation } from './judge.ts';
import type { DeploymentLook, EventLook, TargetLook } from './view.ts';

/** A deployment as GetDeployment shows it. */
export function deploymentLook(status: string, more: Partial<DeploymentLook> = {}): DeploymentLook {
  return {
    id: 'd-OURS00000',
    status,
    error: undefined,
    rollbackId: undefined,
    takesBack: undefined,
    rollbackMessage: undefined,
    rollsBackOn: new Set(),
    terminates: false,
    sha256: undefined,
    createdAt: 1_000,
    completedAt: undefined,
    readyMinutes: 0,
    ...more,
  };
}

const EVENTS = [
  'BeforeInstall',
  'Install',
  'AfterInstall',
  'AllowTestTraffic',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AllowTraffic',
  'AfterAllowTraffic',
] as const;

/** The target with all events up to `current` succeeded, and that one in `status`. */
export function targetLook(current: (typeof EVENTS)[number], status: EventLook['status'], weight?: number): TargetLook {
  const index = EVENTS.indexOf(current);
  return {
    events: EVENTS.map((name, place) => ({
      name,
      status: place < index ? 'Succeeded' : place === index ? status : 'Pending',
      message: undefined,
      startedAt: place <= index ? 1_000 * place : undefined,
      endedAt: place < index || (place === index && status !== 'InProgress') ? 1_000 * place + 500 : undefined,
    })),
    green: { id: 'ecs-svc/2', desired: 1, pending: 0, running: 1, weight },
    blue: { id: 'ecs-svc/1', desired: 1, pending: 0, running: 1, weight: weight === undefined ? weight : 100 - weight },
  };
}

/** One look at a deployment, all sides of it. */
export function observation(
  deployment: DeploymentLook,
  more: Partial<CodeDeployObservation> = {},
): CodeDeployObservation {
  return {
    deployment,
    target: undefined,
    rollback: undefined,
    successor: undefined,
    serviceStatus: 'ACTIVE',
    ...more,
  };
}
