import type { JsonValue } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter, unsupported } from '../errors.ts';
import type { LoadBalancer, RevisionSettings } from '../model.ts';
import { anything, boolean, integer, list, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
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
      advancedConfiguration: anything,
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
};

export const createInput = struct({
  ...common,
  serviceName: string,
  launchType: string,
  schedulingStrategy: string,
  tags: list(struct({ key: string, value: string })),
});
export const updateInput = struct({ ...common, service: string, forceNewDeployment: boolean });

export type CommonInput = Omit<
  Decoded<typeof createInput>,
  'serviceName' | 'launchType' | 'schedulingStrategy' | 'tags'
>;

/** @throws UnsupportedFeatureException for what this ECS does not do, rather than pretending */
export function refuseUnsupported(input: CommonInput): void {
  if (input.gatewayConnectors?.length) throw unsupported('The sandbox has no gateway connectors.');
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

/** What LATEST stands for on Fargate for Linux. */
export const latestPlatform = '1.4.0';

function platformVersion(given: string | undefined): string | undefined {
  return given === 'LATEST' ? latestPlatform : given;
}

type LoadBalancerInput = NonNullable<CommonInput['loadBalancers']>[number];

function loadBalancer(input: LoadBalancerInput): LoadBalancer {
  const { targetGroupArn, containerName, containerPort } = input;
  if (input.loadBalancerName !== undefined) throw unsupported('The sandbox has no Classic Load Balancers.');
  if (input.advancedConfiguration !== undefined)
    throw unsupported('The sandbox shifts no traffic between target groups.');
  if (!targetGroupArn) throw invalidParameter('targetGroupArn can not be blank.');
  if (!containerName) throw invalidParameter('containerName can not be blank.');
  if (containerPort === undefined) throw invalidParameter('containerPort can not be blank.');
  return { targetGroupArn, containerName, containerPort };
}

/**
 * Do the task definition, the load balancers and the network fit together?
 * @throws InvalidParameterException
 */
export function checkRevision(context: EcsContext, definition: TaskDefinition, settings: RevisionSettings): void {
  requireAwsvpc(definition, settings.networkConfiguration);
  for (const { targetGroupArn, containerName, containerPort } of settings.loadBalancers) {
    if (!context.targetGroups.exists(targetGroupArn)) {
      throw invalidParameter(`The target group ${targetGroupArn} does not exist.`);
    }
    const container = definition.spec.containerDefinitions.find(({ name }) => name === containerName);
    if (!container) throw invalidParameter(`The container ${containerName} does not exist in the task definition.`);
    if (!container.portMappings.some((mapping) => mapping.containerPort === containerPort)) {
      throw invalidParameter(`The container ${containerName} did not have a container port ${containerPort} defined.`);
    }
  }
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
