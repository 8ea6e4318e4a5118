import { AwsError } from '#sandbox/aws/service';
import type { LambdaFunctions } from '#sandbox/aws/lambda';
import type { AlarmState } from '#sandbox/aws/alarms';
import type { JsonObject } from '#sandbox/aws/service';
import type { TargetWeight, TrafficRouting } from '#sandbox/aws/traffic';
import { makeHarness, object, objects, targetGroup, text } from '#sandbox/aws/ecs/testing/harness';
import type { Harness as EcsHarness } from '#sandbox/aws/ecs/testing/harness';
import { createCodeDeploy } from '../codedeploy.ts';

export const blueGroup = targetGroup;
export const greenGroup = targetGroup.replace('targetgroup/web/', 'targetgroup/web-green/');
export const prod = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/prod';
export const test = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener/app/web/1/test';

/** Listeners that remember every shift, with the second of each since `since`. */
export class FakeRouting implements TrafficRouting {
  readonly #weights = new Map<string, readonly TargetWeight[]>();
  readonly shifts: { readonly listener: string; readonly weights: readonly TargetWeight[] }[] = [];

  add(listener: string, targetGroupArn: string): void {
    this.#weights.set(listener, [{ targetGroupArn, weight: 1 }]);
  }

  delete(listener: string): void {
    this.#weights.delete(listener);
  }

  exists(listener: string): boolean {
    return this.#weights.has(listener);
  }

  weights(listener: string): readonly TargetWeight[] {
    return this.#weights.get(listener) ?? [];
  }

  shift(listener: string, weights: readonly TargetWeight[]): void {
    if (!this.exists(listener)) throw new AwsError('ListenerNotFound', 'One or more listeners not found');
    this.#weights.set(listener, weights);
    this.shifts.push({ listener, weights });
  }

  /** Percent of a listener's requests that a target group gets. */
  share(listener: string, targetGroupArn: string): number {
    const all = this.weights(listener);
    const sum = all.reduce((total, { weight }) => total + weight, 0);
    return ((all.find((entry) => entry.targetGroupArn === targetGroupArn)?.weight ?? 0) / sum) * 100;
  }
}

export interface Harness {
  readonly ecs: EcsHarness;
  readonly routing: FakeRouting;
  readonly alarms: Map<string, AlarmState>;
  call(operation: string, input?: JsonObject): Promise<JsonObject>;
  /** CreateDeployment of the newest revision of `app`. @returns its id */
  deploy(more?: JsonObject): Promise<string>;
  deployment(id: string): Promise<JsonObject>;
  /** Status of each lifecycle event, in their order. */
  events(id: string): Promise<readonly string[]>;
  target(id: string): Promise<JsonObject>;
  /** Oldest first. */
  taskSets(): Promise<readonly JsonObject[]>;
  /** Advances second by second until the deployment has this status. @returns how many seconds it took */
  reaches(id: string, status: string, limit?: number): Promise<number>;
  close(): Promise<void>;
}

export interface Setting {
  readonly group?: JsonObject;
  readonly lambda?: LambdaFunctions;
}

const request = { requestId: 'test', accessKeyId: undefined };

/** A steady service of CodeDeploy with revision 1, a deployment group for it, and revision 2 registered. */
export async function makeCodeDeploy({ group = {}, lambda }: Setting = {}): Promise<Harness> {
  const ecs = makeHarness();
  ecs.targetGroups.add(greenGroup);
  const routing = new FakeRouting();
  routing.add(prod, blueGroup);
  routing.add(test, greenGroup);
  const alarms = new Map<string, AlarmState>();
  const codeDeploy = createCodeDeploy({
    clock: ecs.clock,
    taskSets: ecs.ecs.taskSets,
    routing,
    targetGroupArn: (name) => [blueGroup, greenGroup].find((arn) => arn.split('/')[1] === name),
    alarms: { state: (name) => alarms.get(name) },
    ...(lambda ? { lambda } : {}),
  });
  const call = async (operation: string, input: JsonObject = {}): Promise<JsonObject> => {
    const handler = codeDeploy.service.operations[operation];
    if (!handler) throw new Error(`no operation ${operation}`);
    return await handler(input, request);
  };
  const harness = views(ecs, call);
  await prepare(ecs, call, group);
  return {
    ...harness,
    ecs,
    routing,
    alarms,
    call,
    close: async () => {
      await codeDeploy.close();
      const closing = ecs.ecs.close();
      await ecs.seconds(300);
      await closing;
    },
  };
}

async function prepare(ecs: EcsHarness, call: Harness['call'], group: JsonObject): Promise<void> {
  const first = await ecs.register('app:1');
  await ecs.createService(first, { deploymentController: { type: 'CODE_DEPLOY' }, ...loadBalancers });
  await ecs.until(
    async () => objects((await ecs.service())['taskSets'])[0]?.['stabilityStatus'] === 'STEADY_STATE',
    200,
  );
  await ecs.register('app:2');
  await call('CreateApplication', { applicationName: 'app', computePlatform: 'ECS' });
  await call('CreateDeploymentGroup', { ...groupInput(), ...group });
}

const loadBalancers = {
  loadBalancers: [{ targetGroupArn: blueGroup, containerName: 'app', containerPort: 8080 }],
};

export function groupInput(): JsonObject {
  return {
    applicationName: 'app',
    deploymentGroupName: 'prod',
    serviceRoleArn: 'arn:aws:iam::123456789012:role/codedeploy',
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    ecsServices: [{ clusterName: 'default', serviceName: 'web' }],
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        {
          targetGroups: [{ name: 'web' }, { name: 'web-green' }],
          prodTrafficRoute: { listenerArns: [prod] },
          testTrafficRoute: { listenerArns: [test] },
        },
      ],
    },
    blueGreenDeploymentConfiguration: {
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: 5 },
      deploymentReadyOption: { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 },
    },
  };
}

export function appSpec(more: JsonObject = {}, properties: JsonObject = {}): string {
  return JSON.stringify({
    version: 0,
    Resources: [
      {
        TargetService: {
          Type: 'AWS::ECS::Service',
          Properties: {
            TaskDefinition: 'app',
            LoadBalancerInfo: { ContainerName: 'app', ContainerPort: 8080 },
            ...properties,
          },
        },
      },
    ],
    ...more,
  });
}

export function revisionOf(content: string): JsonObject {
  return { revisionType: 'AppSpecContent', appSpecContent: { content } };
}

type Views = Pick<Harness, 'deploy' | 'deployment' | 'events' | 'target' | 'taskSets' | 'reaches'>;

function views(ecs: EcsHarness, call: Harness['call']): Views {
  const deployment = async (id: string): Promise<JsonObject> =>
    object((await call('GetDeployment', { deploymentId: id }))['deploymentInfo']);
  const target = async (id: string): Promise<JsonObject> => {
    const { deploymentTarget } = await call('GetDeploymentTarget', { deploymentId: id, targetId: 'default:web' });
    return object(object(deploymentTarget)['ecsTarget']);
  };
  return {
    deployment,
    target,
    deploy: async (more = {}) => {
      const base = { applicationName: 'app', deploymentGroupName: 'prod', revision: revisionOf(appSpec()) };
      return text(await call('CreateDeployment', { ...base, ...more }), 'deploymentId');
    },
    events: async (id) => objects((await target(id))['lifecycleEvents']).map((event) => text(event, 'status')),
    taskSets: async () => {
      const all = objects((await ecs.service())['taskSets']);
      return all.toSorted((a, b) => Number(a['createdAt']) - Number(b['createdAt']));
    },
    reaches: (id, status, limit) => ecs.until(async () => (await deployment(id))['status'] === status, limit),
  };
}
