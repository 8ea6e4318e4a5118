import { invalidParameter } from '../errors.ts';
import type { DeploymentController, Service } from '../model.ts';

/** @throws InvalidParameterException */
export function readController(input: { readonly type?: string } | undefined): DeploymentController {
  const type = input?.type ?? 'ECS';
  if (type === 'ECS' || type === 'CODE_DEPLOY' || type === 'EXTERNAL') return type;
  throw invalidParameter(`Invalid deployment controller type: ${type}.`);
}

/** Members of CreateService that belong to the task sets when the controller is EXTERNAL. API reference, CreateService. */
const ofTaskSets = [
  'taskDefinition',
  'networkConfiguration',
  'loadBalancers',
  'launchType',
  'platformVersion',
] as const;

interface ConfigurationInput {
  readonly strategy?: string;
  readonly bakeTimeInMinutes?: number;
  readonly lifecycleHooks?: readonly unknown[];
  readonly deploymentCircuitBreaker?: { readonly enable?: boolean };
  readonly alarms?: { readonly enable?: boolean };
  readonly earlySuccessCriteria?: { readonly enable?: boolean };
}

export interface CreateInput {
  readonly taskDefinition?: string;
  readonly networkConfiguration?: unknown;
  readonly loadBalancers?: readonly { readonly advancedConfiguration?: unknown }[];
  readonly launchType?: string;
  readonly platformVersion?: string;
  readonly deploymentConfiguration?: ConfigurationInput;
}

/**
 * Is this a service another controller than ECS can deploy? The wordings are not published.
 * @throws InvalidParameterException
 */
export function checkControlled(controller: DeploymentController, input: CreateInput): void {
  if (controller === 'ECS') return;
  checkConfiguration(controller, input.deploymentConfiguration);
  if (controller === 'CODE_DEPLOY' && input.loadBalancers?.length !== 1) {
    throw invalidParameter('A service with deployment controller CODE_DEPLOY needs exactly one load balancer.');
  }
  if (input.loadBalancers?.some(({ advancedConfiguration }) => advancedConfiguration !== undefined)) {
    throw invalidParameter('advancedConfiguration is only valid with the ECS deployment controller.');
  }
  const given = controller === 'EXTERNAL' ? ofTaskSets.filter((member) => input[member] !== undefined) : [];
  if (given.length > 0) {
    throw invalidParameter(`With deployment controller EXTERNAL these belong to the task set: ${given.join(', ')}.`);
  }
}

/** What ECS would do in its own deployments, it can not do in those of others. */
function checkConfiguration(controller: DeploymentController, input: ConfigurationInput = {}): void {
  const { strategy = 'ROLLING' } = input;
  if (strategy !== 'ROLLING') {
    throw invalidParameter(`The ${strategy} strategy is only valid with the ECS deployment controller.`);
  }
  const asked = {
    bakeTimeInMinutes: (input.bakeTimeInMinutes ?? 0) > 0,
    lifecycleHooks: (input.lifecycleHooks ?? []).length > 0,
    deploymentCircuitBreaker: input.deploymentCircuitBreaker?.enable,
    alarms: input.alarms?.enable,
    earlySuccessCriteria: input.earlySuccessCriteria?.enable,
  };
  const [first] = Object.entries(asked).find(([, wanted]) => wanted) ?? [];
  if (first !== undefined) throw invalidParameter(`${first} can not be used with deployment controller ${controller}.`);
}

export interface UpdateInput {
  readonly taskDefinition?: unknown;
  readonly networkConfiguration?: unknown;
  readonly loadBalancers?: unknown;
  readonly platformVersion?: unknown;
  readonly serviceRegistries?: unknown;
  readonly capacityProviderStrategy?: unknown;
  readonly serviceConnectConfiguration?: unknown;
  readonly volumeConfigurations?: unknown;
  readonly vpcLatticeConfigurations?: unknown;
  readonly enableExecuteCommand?: unknown;
  readonly forceNewDeployment?: boolean;
  readonly deploymentConfiguration?: ConfigurationInput;
}

const heldByTaskSets = [
  ['taskDefinition', 'task definition'],
  ['networkConfiguration', 'network parameters'],
  ['loadBalancers', 'load balancers'],
  ['platformVersion', 'platform version'],
  ['serviceRegistries', 'service registries'],
  ['capacityProviderStrategy', 'capacity provider strategy'],
  ['serviceConnectConfiguration', 'Service Connect configuration'],
  ['volumeConfigurations', 'volume configurations'],
  ['vpcLatticeConfigurations', 'VPC Lattice configurations'],
  ['enableExecuteCommand', 'execute command setting'],
] as const;

/**
 * UpdateService changes what holds for the whole service; what a task set holds is its controller's to change.
 * Reference section 2.1; the sentence about the task definition is the one users quote.
 * @throws InvalidParameterException
 */
export function checkControlledUpdate({ controller }: Service, input: UpdateInput): void {
  const on = `services with a${controller === 'EXTERNAL' ? 'n' : ''} ${controller} deployment controller.`;
  const instead =
    controller === 'EXTERNAL' ? 'Use CreateTaskSet instead.' : 'Use AWS CodeDeploy to trigger a new deployment.';
  const held = heldByTaskSets.find(([member]) => input[member] !== undefined);
  if (held) throw invalidParameter(`Unable to update ${held[1]} on ${on} ${instead}`);
  if (input.forceNewDeployment) throw invalidParameter(`Cannot force a new deployment on ${on} ${instead}`);
  if (controller === 'EXTERNAL' && input.deploymentConfiguration !== undefined) {
    throw invalidParameter(`Unable to update deployment configuration on ${on} ${instead}`);
  }
  checkConfiguration(controller, input.deploymentConfiguration);
}
