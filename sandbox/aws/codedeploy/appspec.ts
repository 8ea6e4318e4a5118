import { load } from 'js-yaml';
import { isList, isObject } from '#sandbox/aws/ecs/shape';
import type { JsonObject, JsonValue } from '#sandbox/aws/service';
import type { AppSpec, HookName } from './model.ts';

/** Why a text is no AppSpec file for Amazon ECS. */
export class AppSpecError extends Error {
  override readonly name = 'AppSpecError';
}

const hookNames: readonly string[] = [
  'BeforeInstall',
  'AfterInstall',
  'AfterAllowTestTraffic',
  'BeforeAllowTraffic',
  'AfterAllowTraffic',
] satisfies readonly HookName[];

/**
 * Reads an AppSpec file, YAML or JSON. Names of members count whatever their case: AWS's own documentation writes
 * `Resources`, its CLI and its GitHub action also accept `resources`.
 *
 * CodeDeploy user guide, "AppSpec File example for an Amazon ECS deployment".
 * @throws AppSpecError
 */
export function parseAppSpec(content: string): AppSpec {
  const file = mapping(parsed(content), 'The AppSpec file');
  if (Number(member(file, 'version')) !== 0) throw new AppSpecError('The AppSpec file needs version 0.0.');
  const resources = list(member(file, 'resources'));
  const [resource] = resources;
  if (resources.length !== 1 || resource === undefined) {
    throw new AppSpecError('The AppSpec file needs exactly one resource.');
  }
  const [target] = Object.values(mapping(resource, 'The resource'));
  const service = mapping(target, 'The resource');
  if (member(service, 'type') !== 'AWS::ECS::Service') {
    throw new AppSpecError('The type of the resource must be AWS::ECS::Service.');
  }
  return {
    ...readProperties(mapping(member(service, 'properties'), 'Properties')),
    hooks: readHooks(member(file, 'hooks')),
  };
}

function parsed(content: string): JsonValue {
  try {
    // Every value a YAML file of plain data can hold is one of JSON.
    return load(content) as JsonValue;
  } catch (error) {
    throw new AppSpecError(`The AppSpec file can not be parsed: ${String(error).split('\n')[0] ?? ''}`);
  }
}

function readProperties(properties: JsonObject): Omit<AppSpec, 'hooks'> {
  const balancer = mapping(member(properties, 'loadBalancerInfo'), 'LoadBalancerInfo');
  const platformVersion = member(properties, 'platformVersion');
  const network = member(properties, 'networkConfiguration');
  const strategy = list(member(properties, 'capacityProviderStrategy')).map(readStrategyItem);
  return {
    taskDefinition: text(member(properties, 'taskDefinition'), 'TaskDefinition'),
    containerName: text(member(balancer, 'containerName'), 'ContainerName'),
    containerPort: port(member(balancer, 'containerPort')),
    ...(typeof platformVersion === 'string' ? { platformVersion } : {}),
    ...(strategy.length > 0 ? { capacityProviderStrategy: strategy } : {}),
    ...(network === undefined || network === null ? {} : { networkConfiguration: readNetwork(network) }),
  };
}

function readStrategyItem(value: JsonValue): JsonObject {
  const item = mapping(value, 'An item of CapacityProviderStrategy');
  return {
    capacityProvider: text(member(item, 'capacityProvider'), 'CapacityProvider'),
    base: Number(member(item, 'base') ?? 0),
    weight: Number(member(item, 'weight') ?? 0),
  };
}

function readNetwork(value: JsonValue): JsonObject {
  const vpc = mapping(member(mapping(value, 'NetworkConfiguration'), 'awsvpcConfiguration'), 'AwsvpcConfiguration');
  const lists = { subnets: member(vpc, 'subnets'), securityGroups: member(vpc, 'securityGroups') };
  return {
    awsvpcConfiguration: {
      subnets: list(lists.subnets),
      securityGroups: list(lists.securityGroups),
      assignPublicIp: member(vpc, 'assignPublicIp') ?? 'DISABLED',
    },
  };
}

/** Each hook is an object with one member, its name, as the file has them in a list. */
function readHooks(value: JsonValue): ReadonlyMap<HookName, string> {
  const hooks = list(value).flatMap((entry) => Object.entries(mapping(entry, 'A hook')));
  return new Map(
    hooks.map(([name, called]) => {
      if (!isHookName(name)) throw new AppSpecError(`There is no hook ${name} in deployments to Amazon ECS.`);
      return [name, text(called, name)];
    }),
  );
}

function isHookName(name: string): name is HookName {
  return hookNames.includes(name);
}

function member(object: JsonObject, name: string): JsonValue {
  return Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
}

function mapping(value: JsonValue, what: string): JsonObject {
  if (!isObject(value)) throw new AppSpecError(`${what} must be an object.`);
  return value;
}

function list(value: JsonValue): readonly JsonValue[] {
  return isList(value) ? value : [];
}

function port(value: JsonValue): number {
  const number = Number(value ?? Number.NaN);
  if (!Number.isInteger(number)) throw new AppSpecError('ContainerPort is missing.');
  return number;
}

function text(value: JsonValue, what: string): string {
  if (typeof value !== 'string' || value === '') throw new AppSpecError(`${what} is missing.`);
  return value;
}
