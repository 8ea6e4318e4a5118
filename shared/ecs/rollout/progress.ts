import { neutraliseLine } from '#shared/text/neutralise';
import type { HealthView } from './health.ts';
import type { RolloutMemory } from './memory.ts';
import type { HookView, ServiceDeploymentView } from './service-deployment.ts';
import { primaryOf, type DeploymentView, type ServiceView } from './view.ts';

/**
 * Where a rollout stands, in one line: `tasks: 1 starting, 1 running of 2; old: 2 running; breaker 1/3`, and for the
 * strategies with stages `…; stage PRODUCTION_TRAFFIC_SHIFT, 10 % of the traffic`.
 */
export function describeProgress(
  service: ServiceView,
  memory: RolloutMemory,
  {
    serviceDeployment,
    health,
  }: { readonly serviceDeployment?: ServiceDeploymentView | undefined; readonly health?: HealthView | undefined },
): string {
  const breaker = serviceDeployment?.breaker;
  const primary = primaryOf(service);
  const ours = service.deployments.find(({ id }) => id === memory.deploymentId);
  const others = service.deployments.filter(({ id }) => id !== memory.deploymentId);
  const goingBack = memory.rollback !== undefined && primary?.id === memory.rollback.deploymentId;
  const missing = memory.seen ? 'the deployment is not listed any more' : 'the deployment is not listed yet';
  const gone = memory.rollback === undefined ? missing : 'none left of the failed deployment';
  const parts = [
    `tasks: ${ours === undefined ? gone : counts(ours, goingBack)}`,
    ...(health === undefined ? [] : [`healthy: ${health.healthy} of ${health.wanted}`]),
    ...(others.length === 0 ? [] : [`${goingBack ? 'former' : 'old'}: ${countOthers(others)}`]),
    ...(breaker === undefined || breaker.failures === 0 || goingBack
      ? []
      : [`breaker ${breaker.failures}/${breaker.threshold}`]),
    ...(breaker === undefined && !goingBack && ours !== undefined && ours.failed > 0
      ? [`${ours.failed} failed in a row`]
      : []),
    ...(serviceDeployment?.stage === undefined ? [] : [describeStage(serviceDeployment.stage, serviceDeployment)]),
  ];
  return parts.join('; ');
}

function describeStage(stage: string, { traffic }: ServiceDeploymentView): string {
  if (traffic === undefined) return `stage ${stage}`;
  const { production, test } = traffic;
  const tested = production === 0 && test > 0 ? `, ${test} % of the test traffic` : '';
  return `stage ${stage}, ${production} % of the traffic${tested}`;
}

/** A hook and how it stands, in one line: `hook ecs-pause-1 (pause) at POST_SCALE_UP: AWAITING_ACTION …`. */
export function describeHook({ id, type, target, status, expiresAt, timeoutAction }: HookView, stage = ''): string {
  const what = type === 'PAUSE' ? 'pause' : (target?.split(':').at(-1) ?? type);
  const open = status === 'AWAITING_ACTION' || status === 'IN_PROGRESS';
  const then = timeoutAction === undefined ? '' : `, then ${timeoutAction}`;
  const until = open && expiresAt !== undefined ? ` until ${expiresAt}${then}` : '';
  return neutraliseLine(`hook ${id} (${what})${stage === '' ? '' : ` at ${stage}`}: ${status}${until}`);
}

function counts({ pending, running, desired }: DeploymentView, leaving: boolean): string {
  const starting = pending > 0 ? `${pending} starting, ` : '';
  return leaving ? `${starting}${running} running, being stopped` : `${starting}${running} running of ${desired}`;
}

function countOthers(others: readonly DeploymentView[]): string {
  const sum = (of: (deployment: DeploymentView) => number): number =>
    others.reduce((total, other) => total + of(other), 0);
  const pending = sum((deployment) => deployment.pending);
  return `${pending > 0 ? `${pending} starting, ` : ''}${sum((deployment) => deployment.running)} running`;
}

/** A service event without the `(service web)` every one begins with. */
export function describeEvent(message: string): string {
  return neutraliseLine(message).replace(/^\(?service\s+\(?[\w-]+\)?\)?\s+/, '');
}
