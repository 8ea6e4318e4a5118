import { setTimeout as delay } from 'node:timers/promises';
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentCommand,
  CreateDeploymentGroupCommand,
  GetDeploymentCommand,
  GetDeploymentTargetCommand,
  ListDeploymentTargetsCommand,
  StopDeploymentCommand,
  waitUntilDeploymentSuccessful,
} from '@aws-sdk/client-codedeploy';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DescribeServicesCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { afterEach, describe, expect, it } from '@jest/globals';
import { createEcs } from '#sandbox/aws/ecs/ecs';
import { FakeLogs } from '#sandbox/aws/ecs/testing/fakes';
import { createElbv2 } from '#sandbox/aws/elbv2/elbv2';
import { startAwsServer } from '#sandbox/aws/server';
import { systemClock } from '#sandbox/clock';
import { startLoadBalancer } from '#sandbox/loadbalancer/start';
import { createSimulatedRuntime } from '#sandbox/tasks/simulated-runtime';
import { strictValidator } from '#sandbox/testing/strict-validator';
import { createCodeDeploy } from './codedeploy.ts';
import { appSpec } from './testing/harness.ts';

const speed = 200;
const place = { account: '123456789012', region: 'us-east-1' };
const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

interface Clients {
  readonly codeDeploy: CodeDeployClient;
  readonly ecs: ECSClient;
  readonly elb: ElasticLoadBalancingV2Client;
}

/** ECS, Elastic Load Balancing and CodeDeploy at one endpoint, with the load balancer that really carries traffic. */
async function connect(): Promise<Clients> {
  const clock = systemClock(speed);
  const loadBalancer = await startLoadBalancer({ speed, limits: { minimumCheckTimeoutMs: 200 } });
  closers.push(() => loadBalancer.close());
  const elbv2 = createElbv2({ clock, ...place, loadBalancer });
  closers.push(() => {
    elbv2.close();
  });
  const ecs = createEcs({
    clock,
    ...place,
    runtime: createSimulatedRuntime(),
    targetGroups: elbv2.targetGroups,
    logs: new FakeLogs(),
  });
  closers.push(() => ecs.close());
  const codeDeploy = createCodeDeploy({
    clock,
    taskSets: ecs.taskSets,
    routing: elbv2.routing,
    targetGroupArn: (name) => elbv2.targetGroupArn(name),
  });
  closers.push(() => codeDeploy.close());
  const services = [ecs.service, elbv2.service, codeDeploy.service];
  const server = await startAwsServer({ services, clock, validator: strictValidator() });
  closers.push(() => server.close());
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'example' };
  const settings = { endpoint: server.url, region: place.region, credentials, maxAttempts: 1 };
  const clients = {
    codeDeploy: new CodeDeployClient(settings),
    ecs: new ECSClient(settings),
    elb: new ElasticLoadBalancingV2Client(settings),
  };
  closers.push(() => {
    for (const client of Object.values(clients)) client.destroy();
  });
  return clients;
}

interface Route {
  readonly arn: string;
  readonly port: number;
}

interface Routes {
  readonly blue: string;
  readonly prod: Route;
  readonly test: Route;
}

async function createRoutes({ elb }: Clients): Promise<Routes> {
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({ Name: 'web', Subnets: ['subnet-1', 'subnet-2'] }),
  );
  const group = async (name: string): Promise<string> => {
    const wanted = { Name: name, Protocol: 'HTTP', Port: 8080, VpcId: 'vpc-1', TargetType: 'ip' } as const;
    const { TargetGroups } = await elb.send(
      new CreateTargetGroupCommand({ ...wanted, HealthCheckIntervalSeconds: 10 }),
    );
    return TargetGroups?.[0]?.TargetGroupArn ?? '';
  };
  const listener = async (targetGroup: string): Promise<Route> => {
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: LoadBalancers?.[0]?.LoadBalancerArn,
        Protocol: 'HTTP',
        Port: 0,
        DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroup }],
      }),
    );
    return { arn: Listeners?.[0]?.ListenerArn ?? '', port: Listeners?.[0]?.Port ?? 0 };
  };
  const blue = await group('blue');
  const green = await group('green');
  return { blue, prod: await listener(blue), test: await listener(green) };
}

async function register({ ecs }: Clients): Promise<void> {
  await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: 'app',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      requiresCompatibilities: ['FARGATE'],
      containerDefinitions: [{ name: 'app', image: 'app:1', portMappings: [{ containerPort: 8080 }] }],
    }),
  );
}

async function createService(clients: Clients, { blue, prod, test }: Routes): Promise<void> {
  const { codeDeploy, ecs } = clients;
  await ecs.send(new CreateClusterCommand({ clusterName: 'default' }));
  await register(clients);
  await ecs.send(
    new CreateServiceCommand({
      serviceName: 'web',
      taskDefinition: 'app',
      desiredCount: 1,
      deploymentController: { type: 'CODE_DEPLOY' },
      loadBalancers: [{ targetGroupArn: blue, containerName: 'app', containerPort: 8080 }],
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    }),
  );
  await codeDeploy.send(new CreateApplicationCommand({ applicationName: 'app', computePlatform: 'ECS' }));
  await codeDeploy.send(
    new CreateDeploymentGroupCommand({
      applicationName: 'app',
      deploymentGroupName: 'prod',
      serviceRoleArn: 'arn:aws:iam::123456789012:role/codedeploy',
      deploymentConfigName: 'CodeDeployDefault.ECSCanary10Percent5Minutes',
      deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
      ecsServices: [{ clusterName: 'default', serviceName: 'web' }],
      loadBalancerInfo: {
        targetGroupPairInfoList: [
          {
            targetGroups: [{ name: 'blue' }, { name: 'green' }],
            prodTrafficRoute: { listenerArns: [prod.arn] },
            testTrafficRoute: { listenerArns: [test.arn] },
          },
        ],
      },
    }),
  );
}

async function deploy({ codeDeploy }: Clients): Promise<string> {
  const revision = { revisionType: 'AppSpecContent', appSpecContent: { content: appSpec() } } as const;
  const wanted = { applicationName: 'app', deploymentGroupName: 'prod', revision };
  return (await codeDeploy.send(new CreateDeploymentCommand(wanted))).deploymentId ?? '';
}

async function until(met: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 400; tries += 1) {
    if (await met()) return;
    await delay(20);
  }
  throw new Error('not met in 8 seconds');
}

/** Asks again and again until stopped. @returns the task definitions that answered, and what did not answer 200 */
function ask(port: number): { stop(): Promise<{ readonly answered: readonly string[]; readonly failed: number }> } {
  const answered: string[] = [];
  let failed = 0;
  const stopping = new AbortController();
  const asking = (async () => {
    while (!stopping.signal.aborted) {
      try {
        const response = await fetch(`http://127.0.0.1:${port}/`);
        const body: unknown = await response.json();
        if (response.status === 200) answered.push(JSON.stringify(body));
        else failed += 1;
      } catch {
        failed += 1;
      }
      await delay(5);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await asking;
      return { answered, failed };
    },
  };
}

describe('the AWS SDK', () => {
  it('deploys blue/green through the load balancer without a lost request, and takes a stopped one back', async () => {
    const clients = await connect();
    const { codeDeploy, ecs } = clients;
    const routes = await createRoutes(clients);
    await createService(clients, routes);
    const describe = async () => (await ecs.send(new DescribeServicesCommand({ services: ['web'] }))).services?.[0];
    await until(async () => (await describe())?.taskSets?.[0]?.stabilityStatus === 'STEADY_STATE');
    await register(clients);

    const traffic = ask(routes.prod.port);
    const first = await deploy(clients);
    await waitUntilDeploymentSuccessful(
      { client: codeDeploy, maxWaitTime: 20, minDelay: 0.05, maxDelay: 0.1 },
      { deploymentId: first },
    );
    await delay(100);
    const { answered, failed } = await traffic.stop();
    expect(failed).toBe(0);
    expect(answered[0]).toContain('app:1');
    expect(answered.at(-1)).toContain('app:2');
    const changes = answered.slice(1).filter((body, index) => body !== answered[index]).length;
    expect(changes).toBeGreaterThan(2); // A tenth of the requests goes over first.
    expect((await describe())?.taskDefinition).toMatch(/app:2$/);
    const { targetIds } = await codeDeploy.send(new ListDeploymentTargetsCommand({ deploymentId: first }));
    expect(targetIds).toEqual(['default:web']);

    await register(clients);
    const second = await deploy(clients);
    const target = { deploymentId: second, targetId: 'default:web' };
    await until(async () => {
      const { deploymentInfo } = await codeDeploy.send(new GetDeploymentCommand({ deploymentId: second }));
      if (deploymentInfo?.status === 'Created') return false;
      const { deploymentTarget } = await codeDeploy.send(new GetDeploymentTargetCommand(target));
      return deploymentTarget?.ecsTarget?.taskSetsInfo?.some(({ trafficWeight }) => trafficWeight === 10) ?? false;
    });
    expect(await (await fetch(`http://127.0.0.1:${routes.test.port}/`)).text()).toContain('app:3');
    await codeDeploy.send(new StopDeploymentCommand({ deploymentId: second, autoRollbackEnabled: true }));
    const stopped = await codeDeploy.send(new GetDeploymentCommand({ deploymentId: second }));
    expect(stopped.deploymentInfo?.completeTime).toBeInstanceOf(Date);
    const rollback = { deploymentId: stopped.deploymentInfo?.rollbackInfo?.rollbackDeploymentId };
    await waitUntilDeploymentSuccessful(
      { client: codeDeploy, maxWaitTime: 10, minDelay: 0.05, maxDelay: 0.1 },
      rollback,
    );
    for (let request = 0; request < 20; request += 1) {
      expect(await (await fetch(`http://127.0.0.1:${routes.prod.port}/`)).text()).toContain('app:2');
    }
  }, 30_000);

  it('recognises the errors by their classes', async () => {
    const { codeDeploy } = await connect();
    const get = codeDeploy.send(new GetDeploymentCommand({ deploymentId: 'd-ABCDEFGHI' }));
    await expect(get).rejects.toMatchObject({
      name: 'DeploymentDoesNotExistException',
      message: 'The deployment d-ABCDEFGHI could not be found',
      $metadata: { httpStatusCode: 400 },
    });
  });
});
