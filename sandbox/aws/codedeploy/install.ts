import type { ControlledService } from '#sandbox/aws/task-set-control';
import { elapsed } from '#sandbox/aws/ecs/time';
import type { CodeDeployContext } from './context.ts';
import { installTimedOut, Interruption, refusedBy } from './interruption.ts';
import type { Deployment, Side } from './model.ts';
import { timings } from './timings.ts';

/**
 * The event Install: makes the replacement task set behind the target group that serves nobody, and waits until it is steady.
 * @throws Interruption
 * @throws the signal's reason
 */
export async function install(context: CodeDeployContext, deployment: Deployment, signal: AbortSignal): Promise<void> {
  const service = serviceOf(context, deployment);
  const blue = blueSide(context, deployment, service);
  deployment.blue = blue;
  deployment.former = listenersOf(deployment).map((listener) => ({
    listener,
    weights: context.routing.weights(listener),
  }));
  clearLeftovers(service, blue);
  const green = { id: '', targetGroupArn: otherTargetGroup(context, deployment, blue) };
  const id = createGreen(service, deployment, green.targetGroupArn);
  deployment.green = { ...green, id };
  const { clock } = context;
  const since = clock.now();
  while (!service.taskSets().some((taskSet) => taskSet.id === id && taskSet.steady)) {
    if (elapsed(clock, since) >= timings.installTimeout) throw installTimedOut();
    await clock.sleep(timings.look, signal);
    deployment.updatedAt = clock.now();
  }
}

/** @throws Interruption when it is gone, or ECS deploys it itself */
export function serviceOf({ taskSets }: CodeDeployContext, { group }: Deployment): ControlledService {
  const { clusterName, serviceName } = group.settings.ecs;
  const service = taskSets.find(clusterName, serviceName);
  if (!service)
    throw new Interruption('INVALID_ECS_SERVICE', `The ECS service ${serviceName} is not ACTIVE or does not exist.`);
  if (service.controller !== 'CODE_DEPLOY') {
    throw new Interruption(
      'INVALID_ECS_SERVICE',
      "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    );
  }
  return service;
}

export function listenersOf({ group }: Deployment): readonly string[] {
  const { prodListener, testListener } = group.settings;
  return testListener === undefined ? [prodListener] : [prodListener, testListener];
}

function blueSide(context: CodeDeployContext, { group }: Deployment, service: ControlledService): Side {
  const { prodListener } = group.settings;
  const primary = service.taskSets().find(({ status }) => status === 'PRIMARY');
  const [targetGroupArn] = primary?.targetGroupArns ?? [];
  if (!primary || targetGroupArn === undefined) {
    throw new Interruption('INVALID_ECS_SERVICE', 'The ECS service has no primary task set behind a target group.');
  }
  const serves = context.routing.weights(prodListener).some((entry) => entry.targetGroupArn === targetGroupArn);
  if (!serves) {
    throw new Interruption(
      'ELASTIC_LOAD_BALANCING_INVALID',
      `The ELB could not be updated due to the following error: Primary taskset target group must be behind listener ${prodListener}`,
    );
  }
  return { id: primary.id, targetGroupArn };
}

function otherTargetGroup({ targetGroupArn }: CodeDeployContext, { group }: Deployment, blue: Side): string {
  const arns = group.settings.targetGroupNames.map((name) => {
    const arn = targetGroupArn(name);
    if (arn !== undefined) return arn;
    throw new Interruption('ELASTIC_LOAD_BALANCING_INVALID', `The target group ${name} does not exist.`);
  });
  const other = arns.find((arn) => arn !== blue.targetGroupArn);
  if (other !== undefined && arns.includes(blue.targetGroupArn)) return other;
  throw new Interruption(
    'ELASTIC_LOAD_BALANCING_INVALID',
    `The primary task set is behind ${blue.targetGroupArn}, which is none of the deployment group's target groups.`,
  );
}

/** Task sets that a deployment left behind which was stopped without rollback. */
function clearLeftovers(service: ControlledService, blue: Side): void {
  for (const { id, status } of service.taskSets()) {
    if (id !== blue.id && status !== 'DRAINING') service.remove(id);
  }
}

function createGreen(service: ControlledService, deployment: Deployment, targetGroupArn: string): string {
  const { revision } = deployment;
  if (!revision) throw new Interruption('INVALID_REVISION', 'The deployment has no revision.');
  const { taskDefinition, containerName, containerPort } = revision.spec;
  const { capacityProviderStrategy, networkConfiguration, platformVersion } = revision.spec;
  try {
    return service.create({
      taskDefinition,
      externalId: deployment.id,
      loadBalancer: { targetGroupArn, containerName, containerPort },
      ...(platformVersion === undefined ? {} : { platformVersion }),
      ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
      ...(capacityProviderStrategy === undefined ? {} : { capacityProviderStrategy }),
    });
  } catch (error) {
    throw refusedBy('AmazonECS', error);
  }
}
