import type { AlarmState } from '#sandbox/aws/alarms';
import type { Interruption } from '#sandbox/aws/ecs/tasks/interruptions';
import type { JsonObject } from '#sandbox/aws/service';
import type { SandboxClock } from '#sandbox/clock';
import type { Faults } from '#sandbox/faults/faults';
import type { Given } from './scenario.ts';

/** Where a scenario is played: a whole sandbox, or a model of one in the memory of a test. */
export interface Stage {
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly balancing: Balancing;
  /** Asks ECS as any client does: over the wire, through whatever was ordered to go wrong there. */
  ask(operation: string, input: JsonObject): Promise<JsonObject>;
  /** Asks ECS past the wire and its faults: the truth, for the judge. */
  look(operation: string, input: JsonObject): Promise<JsonObject>;
  setAlarm(name: string, state: AlarmState): Promise<void>;
  /** @throws Error when the task is not running */
  interrupt(taskArn: string, how: Interruption): void;
  /** Reference of a release's image, `A`, `B` … */
  image(release: string): string;
  /** Lets milliseconds of AWS time pass. */
  pass(ms: number): Promise<void>;
  close(): Promise<void>;
}

export interface Balancing {
  readonly blue: string;
  readonly green: string;
  /** Listener rule that forwards to blue at first. */
  readonly rule: string;
}

export const names = { cluster: 'default', service: 'web', family: 'web', container: 'app', port: 8080 } as const;

/** What RegisterTaskDefinition is told for a release. */
export function taskDefinitionOf(stage: Stage, given: Given, release: string): JsonObject {
  return {
    family: names.family,
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [
      {
        name: names.container,
        image: stage.image(release),
        essential: true,
        portMappings: [{ containerPort: names.port }],
        environment: [{ name: 'COMMIT_SHA', value: release }],
        ...given.container,
      },
    ],
  };
}

/** What CreateService is told. */
export function serviceOf(stage: Stage, given: Given, taskDefinition: string): JsonObject {
  return {
    cluster: names.cluster,
    serviceName: names.service,
    taskDefinition,
    desiredCount: given.desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'], assignPublicIp: 'DISABLED' } },
    ...loadBalancersOf(stage.balancing, given.loadBalancer),
    deploymentConfiguration: given.deploymentConfiguration,
    ...given.service,
  };
}

function loadBalancersOf({ blue, green, rule }: Balancing, kind: Given['loadBalancer']): JsonObject {
  if (kind === 'none') return {};
  const advanced = {
    alternateTargetGroupArn: green,
    productionListenerRule: rule,
    roleArn: 'arn:aws:iam::123456789012:role/load-balancing',
  };
  return {
    loadBalancers: [
      {
        targetGroupArn: blue,
        containerName: names.container,
        containerPort: names.port,
        ...(kind === 'blue-green' ? { advancedConfiguration: advanced } : {}),
      },
    ],
  };
}
