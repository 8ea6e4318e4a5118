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

export interface CreateInput {
  readonly taskDefinition?: string;
  readonly networkConfiguration?: unknown;
  readonly loadBalancers?: readonly unknown[];
  readonly launchType?: string;
  readonly platformVersion?: string;
  readonly deploymentConfiguration?: { readonly deploymentCircuitBreaker?: { readonly enable?: boolean } };
}

/**
 * Is this a service another controller than ECS can deploy? The wordings are not published.
 * @throws InvalidParameterException
 */
export function checkControlled(controller: DeploymentController, input: CreateInput): void {
  if (controller === 'ECS') return;
  if (input.deploymentConfiguration?.deploymentCircuitBreaker?.enable) {
    throw invalidParameter(`The deployment circuit breaker can not be used with deployment controller ${controller}.`);
  }
  if (controller === 'CODE_DEPLOY' && input.loadBalancers?.length !== 1) {
    throw invalidParameter('A service with deployment controller CODE_DEPLOY needs exactly one load balancer.');
  }
  const given = controller === 'EXTERNAL' ? ofTaskSets.filter((member) => input[member] !== undefined) : [];
  if (given.length > 0) {
    throw invalidParameter(`With deployment controller EXTERNAL these belong to the task set: ${given.join(', ')}.`);
  }
}

export interface UpdateInput {
  readonly taskDefinition?: unknown;
  readonly networkConfiguration?: unknown;
  readonly loadBalancers?: unknown;
  readonly platformVersion?: unknown;
  readonly serviceRegistries?: unknown;
  readonly capacityProviderStrategy?: unknown;
  readonly forceNewDeployment?: boolean;
}

const heldByTaskSets = [
  ['taskDefinition', 'task definition'],
  ['networkConfiguration', 'network parameters'],
  ['loadBalancers', 'load balancers'],
  ['platformVersion', 'platform version'],
  ['serviceRegistries', 'service registries'],
  ['capacityProviderStrategy', 'capacity provider strategy'],
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
}
