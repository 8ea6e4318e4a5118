import { createHash } from 'node:crypto';
import { parseYaml } from '#shared/text/yaml';
import type { PrimaryTaskSet } from '../primary-task-set.ts';

type Json = Readonly<Record<string, unknown>>;

/** An AppSpec file for Amazon ECS. Of the deployment's task definition it says nothing yet. */
export interface AppSpec {
  /** As it is written. */
  readonly document: Json;
  readonly containerName: string;
  readonly containerPort: number;
  /** What it says of where the new tasks run; undefined where it says nothing. */
  readonly platformVersion: string | undefined;
  readonly network: Network | undefined;
}

interface Network {
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly assignPublicIp: string;
}

export type ParsedAppSpec =
  | { readonly ok: true; readonly appSpec: AppSpec }
  /** A sentence without its subject, the file. */
  | { readonly ok: false; readonly problem: string };

/**
 * Reads an AppSpec file, JSON or YAML, whatever the case of its members' names: CodeDeploy takes any.
 * CodeDeploy User Guide, "AppSpec 'resources' section for Amazon ECS deployments".
 */
export async function parseAppSpec(text: string): Promise<ParsedAppSpec> {
  let document: unknown;
  try {
    document = await parseYaml(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return { ok: false, problem: `is neither JSON nor YAML: ${error.message}` };
  }
  return isObject(document) ? readDocument(document) : { ok: false, problem: 'is not an object with Resources.' };
}

function readDocument(document: Json): ParsedAppSpec {
  const wrong = (problem: string): ParsedAppSpec => ({ ok: false, problem });
  if (Number(member(document, 'version')) !== 0) return wrong('needs version: 0.0.');
  const properties = propertiesOf(document);
  if (properties === undefined) {
    return wrong('needs Resources with exactly one resource of Type AWS::ECS::Service, and its Properties.');
  }
  const balancer = member(properties, 'LoadBalancerInfo');
  const name = isObject(balancer) ? member(balancer, 'ContainerName') : undefined;
  const port = isObject(balancer) ? Number(member(balancer, 'ContainerPort')) : Number.NaN;
  if (typeof name !== 'string' || name === '' || !Number.isInteger(port)) {
    return wrong('needs LoadBalancerInfo with ContainerName and ContainerPort.');
  }
  const platformVersion = member(properties, 'PlatformVersion');
  return {
    ok: true,
    appSpec: {
      document,
      containerName: name,
      containerPort: port,
      platformVersion: typeof platformVersion === 'string' ? platformVersion : undefined,
      network: readNetwork(member(properties, 'NetworkConfiguration')),
    },
  };
}

/** The AppSpec that deploys to where the tasks of `running` run; undefined without a load balancer. */
export function appSpecOf(running: PrimaryTaskSet): AppSpec | undefined {
  const { loadBalancers = [], platformVersion, capacityProviderStrategy = [], networkConfiguration } = running;
  const { containerName, containerPort } = loadBalancers[0] ?? {};
  if (containerName === undefined || containerPort === undefined) return undefined;
  const vpc = networkConfiguration?.awsvpcConfiguration;
  const network = vpc && {
    subnets: vpc.subnets ?? [],
    securityGroups: vpc.securityGroups ?? [],
    assignPublicIp: vpc.assignPublicIp ?? 'DISABLED',
  };
  const properties = {
    LoadBalancerInfo: { ContainerName: containerName, ContainerPort: containerPort },
    ...(platformVersion === undefined ? {} : { PlatformVersion: platformVersion }),
    ...(network === undefined
      ? {}
      : {
          NetworkConfiguration: {
            AwsvpcConfiguration: {
              Subnets: network.subnets,
              SecurityGroups: network.securityGroups,
              AssignPublicIp: network.assignPublicIp,
            },
          },
        }),
    ...(capacityProviderStrategy.length === 0
      ? {}
      : {
          CapacityProviderStrategy: capacityProviderStrategy.map(({ capacityProvider, base = 0, weight = 0 }) => ({
            CapacityProvider: capacityProvider,
            Base: base,
            Weight: weight,
          })),
        }),
  };
  const resource = { TargetService: { Type: 'AWS::ECS::Service', Properties: properties } };
  return { document: { version: 0, Resources: [resource] }, containerName, containerPort, platformVersion, network };
}

/** The task definition that an AppSpec deploys, as it names it. */
export function taskDefinitionOf({ document }: AppSpec): string | undefined {
  const properties = propertiesOf(document);
  const named = properties && member(properties, 'TaskDefinition');
  return typeof named === 'string' && named !== '' ? named : undefined;
}

/** What of where the tasks run differs between an AppSpec and the tasks that run; the task definition aside. */
export function movesFrom(running: PrimaryTaskSet, appSpec: AppSpec): readonly string[] {
  const present = appSpecOf(running);
  if (present === undefined) return [];
  const { platformVersion: version, network } = appSpec;
  return [
    ...(present.containerName === appSpec.containerName && present.containerPort === appSpec.containerPort
      ? []
      : [`load balancer: container ${appSpec.containerName}, port ${appSpec.containerPort}`]),
    ...(version === undefined || version === 'LATEST' || version === present.platformVersion
      ? []
      : [`platform version ${version}`]),
    ...(network === undefined || isSameNetwork(network, present.network) ? [] : ['network configuration']),
  ];
}

/** The revision to deploy: the AppSpec with its task definition. */
export function renderAppSpec(
  { document }: AppSpec,
  taskDefinition: string,
): { readonly content: string; readonly sha256: string } {
  const set = (object: Json, name: string, change: (value: unknown) => unknown): Json => {
    const key = keyOf(object, name) ?? name;
    return { ...object, [key]: change(object[key]) };
  };
  const onObject = (change: (object: Json) => Json) => (value: unknown) => (isObject(value) ? change(value) : value);
  const withProperties = onObject((service) =>
    set(
      service,
      'Properties',
      onObject((properties) => set(properties, 'TaskDefinition', () => taskDefinition)),
    ),
  );
  const withTaskDefinition = set(document, 'Resources', (resources) =>
    listOf(resources).map(
      onObject((resource) =>
        Object.fromEntries(Object.entries(resource).map(([name, service]) => [name, withProperties(service)])),
      ),
    ),
  );
  const content = JSON.stringify(withTaskDefinition);
  return { content, sha256: createHash('sha256').update(content).digest('hex') };
}

function propertiesOf(document: Json): Json | undefined {
  const resources = listOf(member(document, 'Resources'));
  const services = resources.flatMap((resource) => (isObject(resource) ? Object.values(resource) : []));
  const [service] = services;
  if (services.length !== 1 || !isObject(service) || member(service, 'Type') !== 'AWS::ECS::Service') return undefined;
  const properties = member(service, 'Properties');
  return isObject(properties) ? properties : undefined;
}

function readNetwork(value: unknown): Network | undefined {
  const vpc = isObject(value) ? member(value, 'AwsvpcConfiguration') : undefined;
  if (!isObject(vpc)) return undefined;
  const texts = (name: string): readonly string[] =>
    listOf(member(vpc, name)).filter((entry) => typeof entry === 'string');
  const assign = member(vpc, 'AssignPublicIp');
  return {
    subnets: texts('Subnets'),
    securityGroups: texts('SecurityGroups'),
    assignPublicIp: typeof assign === 'string' ? assign : 'DISABLED',
  };
}

function isSameNetwork(a: Network, b: Network | undefined): boolean {
  const same = (one: readonly string[], other: readonly string[]): boolean =>
    one.length === other.length && one.every((entry) => other.includes(entry));
  return (
    b !== undefined &&
    same(a.subnets, b.subnets) &&
    same(a.securityGroups, b.securityGroups) &&
    a.assignPublicIp === b.assignPublicIp
  );
}

function member(object: Json, name: string): unknown {
  const key = keyOf(object, name);
  return key === undefined ? undefined : object[key];
}

function keyOf(object: Json, name: string): string | undefined {
  return Object.keys(object).find((key) => key.toLowerCase() === name.toLowerCase());
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
