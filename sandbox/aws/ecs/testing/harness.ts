import type { JsonObject, JsonValue } from '#sandbox/aws/service';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { createEcs } from '../ecs.ts';
import type { Ecs, EcsOptions } from '../ecs.ts';
import { isList, isObject } from '../shape.ts';
import { Dice } from './random/dice.ts';
import { FakeLogs, FakeRouting, FakeRuntime, FakeTargetGroups } from './fakes.ts';
import type { FakeTimes } from './fakes.ts';

const validator = strictValidator();
const request = { requestId: 'test', accessKeyId: undefined };
export const targetGroup = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web/0123456789abcdef';

/** An ECS on a fake clock, with a cluster `default`, and ways to look at it. */
export interface Harness {
  readonly clock: FakeClock;
  readonly runtime: FakeRuntime;
  readonly targetGroups: FakeTargetGroups;
  readonly routing: FakeRouting;
  readonly logs: FakeLogs;
  readonly ecs: Ecs;
  /** Holds request and answer against the service's model. */
  call(operation: string, input?: JsonObject): Promise<JsonObject>;
  /** Registers revision after revision of `app`, its one container from `image`. */
  register(image: string, container?: JsonObject): Promise<string>;
  createService(taskDefinition: string, more?: JsonObject): Promise<JsonObject>;
  service(): Promise<JsonObject>;
  deployments(): Promise<readonly JsonObject[]>;
  /** Oldest first, each with its seconds since `since`. */
  events(since?: number): Promise<readonly { readonly at: number; readonly text: string }[]>;
  stoppedTasks(): Promise<readonly JsonObject[]>;
  seconds(count: number): Promise<void>;
  /** Advances in steps of a second until `met`; fails after `limit` seconds. @returns how many it took */
  until(met: () => Promise<boolean>, limit?: number): Promise<number>;
}

export function makeHarness(options: Partial<EcsOptions> & Partial<FakeTimes> = {}): Harness {
  const dice = new Dice(1);
  const clock = new FakeClock();
  const runtime = new FakeRuntime(clock);
  const targetGroups = new FakeTargetGroups(clock, runtime, {
    verdict: options.verdict ?? 20_000,
    drain: options.drain ?? 30_000,
  });
  targetGroups.add(targetGroup);
  const routing = new FakeRouting(clock);
  const logs = new FakeLogs();
  const ecs = createEcs({
    clock,
    runtime,
    targetGroups,
    routing,
    logs,
    account: '123456789012',
    region: 'us-east-1',
    random: () => dice.next(), // the same identifiers in every run
    ...options,
  });
  const call = async (operation: string, input: JsonObject = {}): Promise<JsonObject> => {
    const handler = ecs.service.operations[operation];
    if (!handler) throw new Error(`no operation ${operation}`);
    const modelled = { service: ecs.service.name, operation, kind: 'json' } as const;
    validator.checkInput(modelled, input);
    const output = await handler(input, request);
    validator.violations(modelled, output);
    return output;
  };
  const seconds = (count: number): Promise<void> => clock.advance(count * 1000);
  const service = async (): Promise<JsonObject> => {
    const { services } = await call('DescribeServices', { services: ['web'] });
    return objects(services)[0] ?? {};
  };
  return {
    clock,
    runtime,
    targetGroups,
    routing,
    logs,
    ecs,
    call,
    service,
    seconds,
    register: async (image, container = {}) => {
      const { taskDefinition } = await call('RegisterTaskDefinition', taskDefinitionOf(image, container));
      return text(object(taskDefinition), 'taskDefinitionArn');
    },
    createService: async (taskDefinition, more = {}) => {
      await call('CreateCluster');
      return object((await call('CreateService', { ...serviceOf(taskDefinition), ...more }))['service']);
    },
    deployments: async () => objects((await service())['deployments']),
    events: async (since = clock.now()) =>
      objects((await service())['events'])
        .map((event) => ({ at: Math.round(Number(event['createdAt']) - since / 1000), text: text(event, 'message') }))
        .reverse(),
    stoppedTasks: async () => {
      const { taskArns } = await call('ListTasks', { desiredStatus: 'STOPPED' });
      if (!isList(taskArns) || taskArns.length === 0) return [];
      return objects((await call('DescribeTasks', { tasks: taskArns }))['tasks']);
    },
    until: async (met, limit = 3600) => {
      for (let passed = 0; passed <= limit; passed += 1) {
        if (await met()) return passed;
        await seconds(1);
      }
      throw new Error(`not met within ${limit} seconds`);
    },
  };
}

export function taskDefinitionOf(image: string, container: JsonObject = {}): JsonObject {
  return {
    family: 'app',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [{ name: 'app', image, portMappings: [{ containerPort: 8080 }], ...container }],
  };
}

export function serviceOf(taskDefinition: string): JsonObject {
  return {
    serviceName: 'web',
    taskDefinition,
    desiredCount: 1,
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
  };
}

export const balanced: JsonObject = {
  loadBalancers: [{ targetGroupArn: targetGroup, containerName: 'app', containerPort: 8080 }],
};

export function object(value: JsonValue): JsonObject {
  if (!isObject(value)) throw new Error(`no object: ${JSON.stringify(value)}`);
  return value;
}

export function objects(value: JsonValue): readonly JsonObject[] {
  if (!isList(value)) throw new Error(`no list: ${JSON.stringify(value)}`);
  return value.map(object);
}

export function text(value: JsonObject, member: string): string {
  const found = value[member];
  if (typeof found !== 'string') throw new Error(`no string ${member}: ${JSON.stringify(value)}`);
  return found;
}
