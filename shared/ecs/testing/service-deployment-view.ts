import type { ServiceDeploymentView } from '../rollout/service-deployment.ts';

/** A service deployment under way, with what a test wants otherwise. */
export function serviceDeploymentView(more: Partial<ServiceDeploymentView> = {}): ServiceDeploymentView {
  return {
    arn: 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/web/new',
    status: 'IN_PROGRESS',
    reason: undefined,
    stage: undefined,
    traffic: undefined,
    hooks: [],
    alarms: [],
    breaker: undefined,
    revision: undefined,
    ...more,
  };
}
