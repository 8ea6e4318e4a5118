import { failureOf } from './failure.ts';
import type { HealthView } from './health.ts';
import { judgeService, neitherServes } from './judge-service.ts';
import { judgeServiceDeployment, type Finding } from './judge-service-deployment.ts';
import { serviceDeploymentOf, type RolloutMemory } from './memory.ts';
import type { ServiceDeploymentView } from './service-deployment.ts';
import { decide, undecided, type Judgement, type Scene } from './verdict.ts';
import { isSteady, primaryOf, type ServiceView } from './view.ts';

/** What one look at the service showed. */
export interface Observation {
  /** Undefined: ECS does not know the service (any more). */
  readonly service: ServiceView | undefined;
  /** The service deployment of this rollout, when it was looked at. */
  readonly serviceDeployment?: ServiceDeploymentView | undefined;
  /** How many tasks of the rollout are healthy, when that is waited for and was looked at. */
  readonly health?: HealthView | undefined;
}

/**
 * Judges a rollout by one look and what earlier looks showed. Pure: the same sequence of looks gives the same verdict.
 *
 * A look has two sides, and either may be stale: the service with its deployments, and the service deployment. Where
 * the service deployment is seen, its end decides, for it never comes back from one; who took its place only the
 * service tells.
 */
export function judge(observation: Observation, before: RolloutMemory): Judgement {
  const { service, serviceDeployment } = observation;
  if (service === undefined)
    return decide(before, { kind: 'gone', reason: 'Amazon ECS does not know the service any more' });
  if (service.status !== 'ACTIVE') {
    const reason = `the service is ${service.status === '' ? 'not ACTIVE' : service.status}: it is being deleted, or was`;
    return decide(before, { kind: 'gone', reason });
  }
  const finding = judgeServiceDeployment(serviceDeployment, before);
  const memory = remember({ service, memory: before }, finding);
  const bySides = judgeService({
    service,
    memory,
    stopped: finding.kind === 'stopped' ? finding.reason : undefined,
    healthy: isHealthy(observation.health) && hasTraffic(service, serviceDeployment),
  });
  return byEnd({ service, memory }, finding) ?? reconcile(bySides, { finding, serviceDeployment });
}

function remember({ service, memory }: Scene, finding: Finding): RolloutMemory {
  const ours = service.deployments.find(({ id }) => id === memory.deploymentId);
  return {
    ...memory,
    seen: memory.seen || ours !== undefined,
    serviceDeployment: serviceDeploymentOf(service, memory),
    failure: memory.failure ?? failureOf(service, { ours, finding, memory }),
  };
}

/** The verdict where the service deployment has come to an end that says all. */
function byEnd({ service, memory }: Scene, finding: Finding): Judgement | undefined {
  const primary = primaryOf(service);
  switch (finding.kind) {
    case 'stuck':
      return decide(memory, neitherServes(memory, finding.reason));
    case 'successful':
      return memory.waitFor !== 'stable' || (primary?.id === memory.deploymentId && isSteady(service))
        ? decide(memory, { kind: 'deployed' })
        : undefined;
    case 'returned': {
      if (primary === undefined || primary.id === memory.deploymentId) return undefined; // an older answer
      const { id: deploymentId, taskDefinition: to } = primary;
      const former = memory.earlier.has(deploymentId) || [...memory.earlier.values()].includes(to);
      const reason = memory.failure ?? finding.reason;
      return former ? decide(memory, { kind: 'rolled-back', reason, to, deploymentId }) : undefined;
    }
    case 'open':
    case 'paused':
    case 'failing':
    case 'stopped':
      return undefined;
  }
}

/** What the service says, held against its service deployment. */
function reconcile(
  judgement: Judgement,
  {
    finding,
    serviceDeployment,
  }: { readonly finding: Finding; readonly serviceDeployment: ServiceDeploymentView | undefined },
): Judgement {
  const { memory, verdict } = judgement;
  if (serviceDeployment?.stage === undefined) return judgement;
  const { arn, stage, traffic } = serviceDeployment;
  const goesOn = finding.kind === 'open' || finding.kind === 'paused';
  // Baking and cleaning up are part of it, whatever the list of deployments calls it meanwhile.
  if (verdict?.kind === 'deployed' && verdict.early !== true && goesOn) return undecided(memory);
  const turned = memory.failure !== undefined || memory.rollbackRequested || memory.rollback !== undefined;
  if (verdict !== undefined || finding.kind !== 'paused' || turned) return judgement;
  return decide(memory, {
    kind: 'paused',
    serviceDeployment: arn,
    stage,
    traffic: traffic?.production,
    hooks: finding.hooks,
  });
}

function isHealthy(health: HealthView | undefined): boolean {
  return health !== undefined && health.wanted > 0 && health.healthy >= health.wanted;
}

/** Whether the new revision has all traffic that there is: at once in a rolling deployment, after its shifts in others. */
function hasTraffic({ strategy }: ServiceView, serviceDeployment: ServiceDeploymentView | undefined): boolean {
  if (serviceDeployment?.stage === undefined) return strategy === 'ROLLING';
  return serviceDeployment.traffic !== undefined && serviceDeployment.traffic.production >= 100;
}
