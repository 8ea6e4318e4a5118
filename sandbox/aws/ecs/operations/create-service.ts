import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter, unsupported } from '../errors.ts';
import type { RevisionSettings, Service, ServiceSettings } from '../model.ts';
import { openDeployment } from '../rollout/deployments.ts';
import { operation } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { openTaskSet } from '../task-sets/open.ts';
import { checkControlled, readController } from '../task-sets/services.ts';
import { serviceView } from '../views/service-view.ts';
import { readDeploymentConfiguration } from './deployment-configuration.ts';
import { checkRevision, checkShifting, createInput, refuseUnsupported, revisionSettings } from './service-input.ts';
import type { CommonInput } from './service-input.ts';
import { tagMap } from './tags.ts';

type Input = Decoded<typeof createInput>;

export function createServiceOperation(context: EcsContext): Operation {
  return operation(createInput, (input) => {
    refuseUnsupported(input);
    const cluster = context.state.cluster(input.cluster);
    const name = input.serviceName;
    if (!name || !/^[A-Za-z0-9_-]{1,255}$/.test(name)) throw invalidParameter('Invalid service name.');
    const present = cluster.services.get(name);
    if (present?.status === 'DRAINING') throw invalidParameter('Unable to Start a service that is still Draining.');
    if (present?.status === 'ACTIVE') throw invalidParameter('Creation of service was not idempotent.');
    if ((input.schedulingStrategy ?? 'REPLICA') !== 'REPLICA')
      throw unsupported('The sandbox runs REPLICA services only.');
    if (input.role !== undefined) throw unsupported('The sandbox uses the service-linked role only.');
    const controller = readController(input.deploymentController);
    checkControlled(controller, input);
    const revision = controller === 'EXTERNAL' ? undefined : firstRevision(context, input);
    const balanced = revision ? revision.settings.loadBalancers.length > 0 : true;
    const settings = newSettings(context, input, balanced);
    const { strategy } = settings.deploymentConfiguration;
    if (revision) checkShifting(strategy, revision.settings);
    const service: Service = {
      name,
      arn: context.arns.of(`service/${cluster.name}/${name}`),
      controller,
      cluster,
      createdAt: context.clock.now(),
      tags: tagMap(input.tags),
      status: 'ACTIVE',
      settings,
      taskSets: [],
      deployments: [],
      serviceDeployments: [],
      events: [],
      lastCompleted: undefined,
      steadySince: undefined,
      stale: undefined,
    };
    cluster.services.set(name, service);
    if (revision && controller === 'ECS') openDeployment(context, service, revision);
    else if (revision) openTaskSet(context, service, { ...revision, status: 'PRIMARY', scale: 100 });
    return { service: serviceView(service, []) };
  });
}

function firstRevision(
  context: EcsContext,
  input: Input,
): { readonly taskDefinition: TaskDefinition; readonly settings: RevisionSettings } {
  const taskDefinition = context.state.startableTaskDefinition(input.taskDefinition);
  const settings = revisionSettings(input, undefined);
  checkRevision(context, taskDefinition, settings);
  return { taskDefinition, settings };
}

function newSettings(context: EcsContext, input: Input, balanced: boolean): ServiceSettings {
  if (input.desiredCount === undefined) throw invalidParameter('desiredCount can not be blank.');
  const strategy = input.capacityProviderStrategy ?? [];
  if (input.launchType !== undefined && strategy.length > 0) {
    throw invalidParameter(
      'Specifying both a launch type and capacity provider strategy is not supported. Remove one and try again.',
    );
  }
  if (input.launchType === 'EXTERNAL') throw unsupported('The sandbox has no external instances.');
  return {
    desiredCount: checkedCount(input.desiredCount),
    deploymentConfiguration: readDeploymentConfiguration(input.deploymentConfiguration, context),
    launchType: strategy.length > 0 ? undefined : (input.launchType ?? 'FARGATE'),
    capacityProviderStrategy: strategy,
    healthCheckGracePeriodSeconds: gracePeriod(input.healthCheckGracePeriodSeconds, balanced) ?? 0,
    kept: {
      availabilityZoneRebalancing: 'ENABLED',
      enableECSManagedTags: false,
      enableExecuteCommand: false,
      propagateTags: 'NONE',
      ...keptMembers(input),
    },
  };
}

export function checkedCount(count: number): number {
  if (count < 0) throw invalidParameter('desiredCount can not be negative.');
  return count;
}

/** Seconds. @throws InvalidParameterException for a service without load balancer */
export function gracePeriod(seconds: number | undefined, balanced: boolean): number | undefined {
  if (seconds !== undefined && seconds > 0 && !balanced) {
    throw invalidParameter('Health check grace period is only valid for services configured to use load balancers');
  }
  return seconds;
}

/** Members that change nothing here but are given back. */
export function keptMembers(input: CommonInput): JsonObject {
  const { availabilityZoneRebalancing, enableECSManagedTags, enableExecuteCommand } = input;
  const { placementConstraints, placementStrategy, propagateTags } = input;
  const given = {
    availabilityZoneRebalancing,
    enableECSManagedTags,
    enableExecuteCommand,
    placementConstraints,
    placementStrategy,
    propagateTags,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
