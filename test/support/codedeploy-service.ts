import { setTimeout as delay } from 'node:timers/promises';
import {
  CodeDeployClient,
  CreateApplicationCommand,
  CreateDeploymentGroupCommand,
  type CreateDeploymentGroupCommandInput,
} from '@aws-sdk/client-codedeploy';
import { CreateServiceCommand, RegisterTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  ElasticLoadBalancingV2Client,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { createTargetGroup, firstTaskDefinition, freePort } from './rollout-service.ts';
import { CLUSTER, LOG_GROUP, type Rollouts } from './rollouts.ts';

export interface CodeDeployServiceOptions {
  readonly name: string;
  readonly image: string;
  /** Minutes. Default 0. */
  readonly keepsOld?: number;
  /** Minutes for which deployments wait to be continued; undefined: they do not. */
  readonly waitsReady?: number;
  readonly alarm?: string;
  /** Default: those that AWS's examples have. */
  readonly application?: string;
  readonly group?: string;
}

export interface CodeDeployClients {
  readonly codeDeploy: CodeDeployClient;
  readonly elb: ElasticLoadBalancingV2Client;
}

export function codeDeployClients({ sandbox }: Rollouts): CodeDeployClients {
  const { endpoint, region, credentials } = sandbox;
  const settings = { endpoint, region, credentials };
  return { codeDeploy: new CodeDeployClient(settings), elb: new ElasticLoadBalancingV2Client(settings) };
}

/** A service of one task that AWS CodeDeploy deploys, steady, with release `one`; gives the URL of production. */
export async function createCodeDeployService(
  rollouts: Rollouts,
  clients: CodeDeployClients,
  options: CodeDeployServiceOptions,
): Promise<string> {
  const { name, image } = options;
  const { url, listenerArns, targetGroupArn } = await createRoutes(clients.elb, name);
  const first = firstTaskDefinition({ name, image, logGroup: LOG_GROUP });
  const { taskDefinition } = await rollouts.ecs.send(new RegisterTaskDefinitionCommand(first));
  await rollouts.ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: name,
      taskDefinition: taskDefinition?.taskDefinitionArn,
      desiredCount: 1,
      launchType: 'FARGATE',
      healthCheckGracePeriodSeconds: 60,
      deploymentController: { type: 'CODE_DEPLOY' },
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      loadBalancers: [{ targetGroupArn, containerName: 'web', containerPort: 8080 }],
    }),
  );
  await createGroup(clients.codeDeploy, { ...options, listenerArns });
  for (;;) {
    const { taskSets = [] } = await rollouts.describe(name);
    if (taskSets[0]?.stabilityStatus === 'STEADY_STATE') return url;
    await delay(50);
  }
}

async function createRoutes(elb: ElasticLoadBalancingV2Client, name: string) {
  const balancer = await elb.send(new CreateLoadBalancerCommand({ Name: name, Subnets: ['subnet-1', 'subnet-2'] }));
  const targetGroupArn = await createTargetGroup(elb, name);
  const other = await createTargetGroup(elb, `${name}-2`);
  const listen = async (TargetGroupArn: string, Port: number): Promise<string> => {
    const { Listeners } = await elb.send(
      new CreateListenerCommand({
        LoadBalancerArn: balancer.LoadBalancers?.[0]?.LoadBalancerArn,
        Protocol: 'HTTP',
        Port,
        DefaultActions: [{ Type: 'forward', TargetGroupArn }],
      }),
    );
    return Listeners?.[0]?.ListenerArn ?? '';
  };
  const port = await freePort();
  const listenerArns = [await listen(targetGroupArn, port), await listen(other, await freePort())];
  return { url: `http://127.0.0.1:${port}`, listenerArns, targetGroupArn };
}

async function createGroup(
  codeDeploy: CodeDeployClient,
  {
    name,
    keepsOld = 0,
    waitsReady,
    alarm,
    listenerArns: [production = '', test = ''],
    application: applicationName = `AppECS-${CLUSTER}-${name}`,
    group: deploymentGroupName = `DgpECS-${CLUSTER}-${name}`,
  }: CodeDeployServiceOptions & { readonly listenerArns: readonly string[] },
): Promise<void> {
  await codeDeploy.send(new CreateApplicationCommand({ applicationName, computePlatform: 'ECS' }));
  const input: CreateDeploymentGroupCommandInput = {
    applicationName,
    deploymentGroupName,
    serviceRoleArn: 'arn:aws:iam::123456789012:role/codedeploy',
    deploymentStyle: { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' },
    ecsServices: [{ clusterName: CLUSTER, serviceName: name }],
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        {
          targetGroups: [{ name }, { name: `${name}-2` }],
          prodTrafficRoute: { listenerArns: [production] },
          testTrafficRoute: { listenerArns: [test] },
        },
      ],
    },
    blueGreenDeploymentConfiguration: {
      terminateBlueInstancesOnDeploymentSuccess: { action: 'TERMINATE', terminationWaitTimeInMinutes: keepsOld },
      deploymentReadyOption:
        waitsReady === undefined
          ? { actionOnTimeout: 'CONTINUE_DEPLOYMENT', waitTimeInMinutes: 0 }
          : { actionOnTimeout: 'STOP_DEPLOYMENT', waitTimeInMinutes: waitsReady },
    },
    ...(alarm === undefined ? {} : { alarmConfiguration: { enabled: true, alarms: [{ name: alarm }] } }),
  };
  await codeDeploy.send(new CreateDeploymentGroupCommand(input));
}
