import type { JsonObject } from '#sandbox/aws/service';
import type { EcsOptions } from '../ecs.ts';
import { FakeAlarms } from './fakes.ts';
import type { FakeTimes, Shift } from './fakes.ts';
import { makeHarness, object, objects, targetGroup, text } from './harness.ts';
import type { Harness } from './harness.ts';

export const alternateGroup = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:targetgroup/web2/fedcba9876543210';
export const productionRule =
  'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/2/production';
export const testRule = 'arn:aws:elasticloadbalancing:us-east-1:123456789012:listener-rule/app/web/1/3/test';

export const shiftable: JsonObject = {
  loadBalancers: [
    {
      targetGroupArn: targetGroup,
      containerName: 'app',
      containerPort: 8080,
      advancedConfiguration: {
        alternateTargetGroupArn: alternateGroup,
        productionListenerRule: productionRule,
        testListenerRule: testRule,
        roleArn: 'arn:aws:iam::123456789012:role/ecsInfrastructureRole',
      },
    },
  ],
};

/** What DescribeServiceDeployments showed at one time, shortened. */
export interface Glimpse {
  readonly stage: string;
  /** Percents of production and test traffic of the target revision. */
  readonly production: unknown;
  readonly test: unknown;
}

/** A harness with a service whose traffic can be shifted, and ways to look at its deployments. */
export interface BlueGreen extends Harness {
  readonly alarms: FakeAlarms;
  /** The newest service deployment, described. */
  current(): Promise<JsonObject>;
  /** Starts a deployment of another image. */
  update(image: string, more?: JsonObject): Promise<JsonObject>;
  /** Advances until the newest service deployment is at this stage (and step, told by the production percent before it). */
  atStage(stage: string): Promise<JsonObject>;
  /** Advances until the newest service deployment has this status. */
  atStatus(status: string): Promise<JsonObject>;
  /** Watches second by second until the deployment ends. @returns each change of stage and weights, once */
  watch(): Promise<readonly Glimpse[]>;
  hooks(): Promise<readonly JsonObject[]>;
  /** Of the production rule, or the test rule, since the beginning. */
  shiftsOf(rule: string): readonly Shift['weights'][];
  /** Has every target group with production traffic a healthy target. */
  served(): boolean;
}

export interface BlueGreenOptions {
  /** Members of CreateService. Default: one whose traffic can be shifted. */
  readonly service?: JsonObject;
  /** Wait until the first deployment has this status. Default SUCCESSFUL. */
  readonly first?: string;
}

const ended = ['SUCCESSFUL', 'STOPPED', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'];

export async function makeBlueGreen(
  deploymentConfiguration: JsonObject,
  options: Partial<EcsOptions> & Partial<FakeTimes> & BlueGreenOptions = {},
): Promise<BlueGreen> {
  const alarms = new FakeAlarms();
  const { first = 'SUCCESSFUL', service = shiftable, ...rest } = options;
  const harness = makeHarness({ alarms, ...rest });
  const { routing } = harness;
  harness.targetGroups.add(alternateGroup);
  routing.add(productionRule, targetGroup);
  routing.add(testRule, targetGroup);
  const current = async (): Promise<JsonObject> => {
    const [newest] = objects((await harness.call('ListServiceDeployments', { service: 'web' }))['serviceDeployments']);
    const arn = text(newest ?? {}, 'serviceDeploymentArn');
    const { serviceDeployments } = await harness.call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
    return objects(serviceDeployments)[0] ?? {};
  };
  const until = async (member: string, value: string): Promise<JsonObject> => {
    await harness.until(async () => (await current())[member] === value, 200_000);
    return current();
  };
  await harness.createService(await harness.register('one'), { ...service, deploymentConfiguration });
  await until('status', first);
  routing.shifts.length = 0;
  return {
    ...harness,
    alarms,
    current,
    update: async (image, more = {}) =>
      harness.call('UpdateService', { service: 'web', taskDefinition: await harness.register(image), ...more }),
    atStage: (stage) => until('lifecycleStage', stage),
    atStatus: (status) => until('status', status),
    watch: async () => {
      const seen: Glimpse[] = [];
      await harness.until(async () => {
        const now = await current();
        const glimpse = glimpseOf(now);
        if (glimpse && JSON.stringify(glimpse) !== JSON.stringify(seen.at(-1))) seen.push(glimpse);
        return ended.includes(text(now, 'status'));
      }, 200_000);
      return seen;
    },
    hooks: async () => objects((await current())['lifecycleHookDetails']),
    shiftsOf: (rule) => routing.shifts.filter((shift) => shift.rule === rule).map(({ weights }) => weights),
    served: () =>
      routing
        .weights(productionRule)
        .filter(({ weight }) => weight > 0)
        .every(({ targetGroupArn }) =>
          harness.targetGroups.health(targetGroupArn).some(({ state }) => state === 'healthy'),
        ),
  };
}

function glimpseOf(deployment: JsonObject): Glimpse | undefined {
  if (deployment['lifecycleStage'] === undefined) return undefined;
  const target = object(deployment['targetServiceRevision']);
  return {
    stage: text(deployment, 'lifecycleStage'),
    production: target['requestedProductionTrafficWeight'],
    test: target['requestedTestTrafficWeight'],
  };
}
