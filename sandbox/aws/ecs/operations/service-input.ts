import type { JsonValue } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter, unsupported } from '../errors.ts';
import type { AdvancedConfiguration, LoadBalancer, RevisionSettings } from '../model.ts';
import type { Strategy } from '../rollout/strategy.ts';
import { anything, boolean, integer, list, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { latestPlatform, platformFor } from './platform.ts';
import { deploymentConfiguration } from './deployment-configuration.ts';

/** Members CreateService and UpdateService share. */
const common = {
  cluster: string,
  taskDefinition: string,
  desiredCount: integer,
  deploymentConfiguration,
  deploymentController: struct({ type: string }),
  loadBalancers: list(
    struct({
      targetGroupArn: string,
      loadBalancerName: string,
      containerName: string,
      containerPort: integer,
      advancedConfiguration: struct({
        alternateTargetGroupArn: string,
        productionListenerRule: string,
        testListenerRule: string,
        roleArn: string,
      }),
    }),
  ),
  serviceRegistries: list(anything),
  networkConfiguration: anything,
  platformVersion: string,
  serviceConnectConfiguration: anything,
  volumeConfigurations: list(anything),
  vpcLatticeConfigurations: list(anything),
  capacityProviderStrategy: list(anything),
  healthCheckGracePeriodSeconds: integer,
  availabilityZoneRebalancing: string,
  placementConstraints: list(anything),
  placementStrategy: list(anything),
  enableECSManagedTags: boolean,
  enableExecuteCommand: boolean,
  propagateTags: string,
  gatewayConnectors: list(anything),
  monitoring: struct({ metricConfigurations: list(anything) }),
};

export const createInput = struct({
  ...common,
  serviceName: string,
  launchType: string,
  role: string,
  schedulingStrategy: string,
  tags: list(struct({ key: string, value: string })),
});
export const updateInput = struct({ ...common, service: string, forceNewDeployment: boolean });

export type CommonInput = Omit<
  Decoded<typeof createInput>,
  'serviceName' | 'launchType' | 'role' | 'schedulingStrategy' | 'tags'
>;

/** @throws UnsupportedFeatureException for what this ECS does not do, rather than pretending */
export function refuseUnsupported(input: CommonInput): void {
  if (input.gatewayConnectors?.length) throw unsupported('The sandbox has no gateway connectors.');
  if (input.monitoring?.metricConfigurations?.length) throw unsupported('The sandbox has no metrics of services.');
  if (input.serviceConnectConfiguration !== undefined && isEnabled(input.serviceConnectConfiguration)) {
    throw unsupported('The sandbox has no Service Connect.');
  }
  if (input.serviceRegistries?.length) throw unsupported('The sandbox has no service discovery.');
  if (input.vpcLatticeConfigurations?.length) throw unsupported('The sandbox has no VPC Lattice.');
  if (input.volumeConfigurations?.length) throw unsupported('The sandbox has no managed volumes.');
}

function isEnabled(configuration: JsonValue): boolean {
  return struct({ enabled: boolean })(configuration ?? {}).enabled === true;
}

/** The revision the service is to run, where members that are not given keep what `present` has. */
export function revisionSettings(input: CommonInput, present: RevisionSettings | undefined): RevisionSettings {
  const networkConfiguration = input.networkConfiguration ?? present?.networkConfiguration;
  const serviceConnectConfiguration = input.serviceConnectConfiguration ?? present?.serviceConnectConfiguration;
  return {
    loadBalancers: input.loadBalancers?.map((entry) => loadBalancer(entry)) ?? present?.loadBalancers ?? [],
    serviceRegistries: [],
    platformVersion: platformVersion(input.platformVersion) ?? present?.platformVersion ?? latestPlatform,
    ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
    ...(serviceConnectConfiguration === undefined ? {} : { serviceConnectConfiguration }),
  };
}

function platformVersion(given: string | undefined): string | undefined {
  return given === 'LATEST' ? latestPlatform : given;
}

type LoadBalancerInput = NonNullable<CommonInput['loadBalancers']>[number];

function loadBalancer(input: LoadBalancerInput): LoadBalancer {
  const { targetGroupArn, containerName, containerPort, advancedConfiguration } = input;
  if (input.loadBalancerName !== undefined) throw unsupported('The sandbox has no Classic Load Balancers.');
  if (!targetGroupArn) throw invalidParameter('targetGroupArn can not be blank.');
  if (!containerName) throw invalidParameter('containerName can not be blank.');
  if (containerPort === undefined) throw invalidParameter('containerPort can not be blank.');
  const plain = { targetGroupArn, containerName, containerPort };
  return advancedConfiguration ? { ...plain, advancedConfiguration: advanced(advancedConfiguration) } : plain;
}

function advanced(input: NonNullable<LoadBalancerInput['advancedConfiguration']>): AdvancedConfiguration {
  const { alternateTargetGroupArn, productionListenerRule, roleArn, testListenerRule } = input;
  if (!alternateTargetGroupArn) throw invalidParameter('alternateTargetGroupArn can not be blank.');
  if (!productionListenerRule) throw invalidParameter('productionListenerRule can not be blank.');
  if (!roleArn) throw invalidParameter('roleArn can not be blank.');
  const required = { alternateTargetGroupArn, productionListenerRule, roleArn };
  return testListenerRule === undefined ? required : { ...required, testListenerRule };
}

/**
 * Do the task definition, the load balancers and the network fit together?
 * @throws InvalidParameterException, and what {@link platformFor} throws
 */
export function checkRevision(context: EcsContext, definition: TaskDefinition, settings: RevisionSettings): void {
  requireAwsvpc(definition, settings.networkConfiguration);
  platformFor(definition, settings.platformVersion);
  for (const loadBalancer of settings.loadBalancers) {
    const { targetGroupArn, containerName, containerPort } = loadBalancer;
    checkRouting(context, loadBalancer);
    requireTargetGroup(context, targetGroupArn);
    const container = definition.spec.containerDefinitions.find(({ name }) => name === containerName);
    if (!container) throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    if (!container.portMappings.some((mapping) => mapping.containerPort === containerPort)) {
      throw invalidParameter(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
  }
}

function checkRouting(context: EcsContext, { targetGroupArn, advancedConfiguration }: LoadBalancer): void {
  if (!advancedConfiguration) return;
  const { alternateTargetGroupArn, productionListenerRule, testListenerRule } = advancedConfiguration;
  requireTargetGroup(context, alternateTargetGroupArn);
  if (alternateTargetGroupArn === targetGroupArn) {
    throw invalidParameter('alternateTargetGroupArn must be different from targetGroupArn.');
  }
  for (const arn of [productionListenerRule, ...(testListenerRule === undefined ? [] : [testListenerRule])]) {
    if (!context.routing.exists(arn)) throw invalidParameter(`The listener rule ${arn} does not exist.`);
  }
}

function requireTargetGroup({ targetGroups }: EcsContext, arn: string): void {
  if (!targetGroups.exists(arn)) throw invalidParameter(`The target group ${arn} does not exist.`);
}

/**
 * Traffic moves between two target groups, so each load balancer has to name both. Without load balancers nothing is moved.
 * @throws InvalidParameterException
 */
export function checkShifting({ kind }: Strategy, { loadBalancers }: RevisionSettings): void {
  if (kind === 'ROLLING' || loadBalancers.every(({ advancedConfiguration }) => advancedConfiguration)) return;
  throw invalidParameter(`advancedConfiguration is required for each load balancer with the ${kind} strategy.`);
}

/** @throws UnsupportedFeatureException | InvalidParameterException */
export function requireAwsvpc(definition: TaskDefinition, networkConfiguration: JsonValue): void {
  if (definition.spec.networkMode !== 'awsvpc') {
    throw unsupported('The sandbox runs tasks with network mode awsvpc only.');
  }
  if (networkConfiguration === undefined) {
    throw invalidParameter("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
  }
}
