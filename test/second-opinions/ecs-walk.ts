import { setTimeout as delay } from 'node:timers/promises';
import * as ecs from '@aws-sdk/client-ecs';
import * as elb from '@aws-sdk/client-elastic-load-balancing-v2';
import type { AwsWalker } from './aws-walker.ts';

/** A load balancer, and a service with a task behind it. */
export async function walkService(walker: AwsWalker): Promise<void> {
  const targetGroupArn = await walkLoadBalancer(walker);
  await walkTaskDefinition(walker);
  await walkRunningService(walker, targetGroupArn);
  await walkTask(walker);
  await walkEnd(walker);
}

async function walkLoadBalancer(walker: AwsWalker): Promise<string> {
  const client = walker.elb;
  const group = new elb.CreateTargetGroupCommand({
    Name: 'web',
    Protocol: 'HTTP',
    Port: 80,
    VpcId: walker.network.vpc,
    TargetType: 'ip',
  });
  const { TargetGroups = [] } = await walker.keep('elb CreateTargetGroup', client.send(group));
  const TargetGroupArn = TargetGroups[0]?.TargetGroupArn ?? '';
  const balancer = new elb.CreateLoadBalancerCommand({ Name: 'front', Subnets: walker.network.subnets.slice(0, 2) });
  const { LoadBalancers = [] } = await walker.keep('elb CreateLoadBalancer', client.send(balancer));
  const LoadBalancerArn = LoadBalancers[0]?.LoadBalancerArn ?? '';
  const DefaultActions: elb.Action[] = [{ Type: 'forward', TargetGroupArn }];
  const listener = new elb.CreateListenerCommand({ LoadBalancerArn, Protocol: 'HTTP', Port: 21_780, DefaultActions });
  const { Listeners = [] } = await walker.keep('elb CreateListener', client.send(listener));
  const ListenerArn = Listeners[0]?.ListenerArn ?? '';
  const rule = new elb.CreateRuleCommand({
    ListenerArn,
    Priority: 1,
    Conditions: [{ Field: 'path-pattern', PathPatternConfig: { Values: ['/api/*'] } }],
    Actions: DefaultActions,
  });
  await walker.keep('elb CreateRule', client.send(rule));
  await walker.keep('elb DescribeRules', client.send(new elb.DescribeRulesCommand({ ListenerArn })));
  await walker.keep('elb DescribeListeners', client.send(new elb.DescribeListenersCommand({ LoadBalancerArn })));
  await walker.keep('elb DescribeLoadBalancers', client.send(new elb.DescribeLoadBalancersCommand({})));
  await walker.keep('elb DescribeTargetGroups', client.send(new elb.DescribeTargetGroupsCommand({})));
  await walker.keep('elb DescribeTags', client.send(new elb.DescribeTagsCommand({ ResourceArns: [LoadBalancerArn] })));
  await walker.refused(
    'elb DescribeTargetGroups unknown',
    client.send(new elb.DescribeTargetGroupsCommand({ Names: ['other'] })),
  );
  return TargetGroupArn;
}

async function walkTaskDefinition(walker: AwsWalker): Promise<void> {
  const client = walker.ecs;
  const tags = [{ key: 'team', value: 'web' }];
  await walker.keep('ecs CreateCluster', client.send(new ecs.CreateClusterCommand({ clusterName: 'main', tags })));
  await walker.keep(
    'ecs DescribeClusters',
    client.send(new ecs.DescribeClustersCommand({ clusters: ['main', 'other'], include: ['TAGS'] })),
  );
  await walker.keep('ecs ListClusters', client.send(new ecs.ListClustersCommand({})));
  const definition = new ecs.RegisterTaskDefinitionCommand({
    family: 'app',
    networkMode: 'awsvpc',
    requiresCompatibilities: ['FARGATE'],
    cpu: '256',
    memory: '512',
    executionRoleArn: 'arn:aws:iam::123456789012:role/execution',
    containerDefinitions: [
      {
        name: 'app',
        image: 'public.ecr.aws/nginx/nginx:1',
        memory: 512,
        portMappings: [{ containerPort: 8080 }],
        environment: [{ name: 'LEVEL', value: 'info' }],
      },
    ],
    tags,
  });
  await walker.keep('ecs RegisterTaskDefinition', client.send(definition));
  const describe = new ecs.DescribeTaskDefinitionCommand({ taskDefinition: 'app', include: ['TAGS'] });
  await walker.keep('ecs DescribeTaskDefinition', client.send(describe));
  await walker.refused(
    'ecs DescribeTaskDefinition unknown',
    client.send(new ecs.DescribeTaskDefinitionCommand({ taskDefinition: 'other' })),
  );
  await walker.keep('ecs ListTaskDefinitions', client.send(new ecs.ListTaskDefinitionsCommand({})));
  await walker.keep('ecs ListTaskDefinitionFamilies', client.send(new ecs.ListTaskDefinitionFamiliesCommand({})));
}

async function walkRunningService(walker: AwsWalker, targetGroupArn: string): Promise<void> {
  const client = walker.ecs;
  const create = new ecs.CreateServiceCommand({
    cluster: 'main',
    serviceName: 'web',
    taskDefinition: 'app',
    desiredCount: 1,
    launchType: 'FARGATE',
    networkConfiguration: networkOf(walker),
    loadBalancers: [{ targetGroupArn, containerName: 'app', containerPort: 8080 }],
    deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: true } },
    tags: [{ key: 'team', value: 'web' }],
  });
  await walker.keep('ecs CreateService', client.send(create));
  await ecs.waitUntilServicesStable(
    { client, maxWaitTime: 20, minDelay: 1, maxDelay: 1 },
    { cluster: 'main', services: ['web'] },
  );
  await walker.keep(
    'ecs DescribeServices',
    client.send(new ecs.DescribeServicesCommand({ cluster: 'main', services: ['web', 'other'], include: ['TAGS'] })),
  );
  await walker.keep('ecs ListServices', client.send(new ecs.ListServicesCommand({ cluster: 'main' })));
  const update = { cluster: 'main', service: 'web', desiredCount: 1 };
  await walker.keep('ecs UpdateService', client.send(new ecs.UpdateServiceCommand(update)));
  await walker.refused(
    'ecs UpdateService unknown',
    client.send(new ecs.UpdateServiceCommand({ ...update, service: 'other' })),
  );
  await walker.refused(
    'ecs DescribeServices of no cluster',
    client.send(new ecs.DescribeServicesCommand({ cluster: 'other', services: ['web'] })),
  );
}

async function walkTask(walker: AwsWalker): Promise<void> {
  const client = walker.ecs;
  const cluster = 'main';
  const run = new ecs.RunTaskCommand({
    cluster,
    taskDefinition: 'app',
    launchType: 'FARGATE',
    networkConfiguration: networkOf(walker),
  });
  const { tasks = [] } = await walker.keep('ecs RunTask', client.send(run));
  const task = tasks[0]?.taskArn ?? '';
  // Long enough for the sandbox's to run; moto's keep the state they begin with.
  await delay(2000);
  await walker.keep('ecs ListTasks', client.send(new ecs.ListTasksCommand({ cluster })));
  const describe = new ecs.DescribeTasksCommand({ cluster, tasks: [task, 'a'.repeat(32)] });
  await walker.keep('ecs DescribeTasks', client.send(describe));
  await walker.keep('ecs StopTask', client.send(new ecs.StopTaskCommand({ cluster, task })));
}

async function walkEnd(walker: AwsWalker): Promise<void> {
  const client = walker.ecs;
  const cluster = 'main';
  const { services = [] } = await client.send(new ecs.DescribeServicesCommand({ cluster, services: ['web'] }));
  const resourceArn = services[0]?.serviceArn ?? '';
  const tags = [{ key: 'run', value: '1' }];
  await walker.keep('ecs TagResource', client.send(new ecs.TagResourceCommand({ resourceArn, tags })));
  await walker.keep('ecs ListTagsForResource', client.send(new ecs.ListTagsForResourceCommand({ resourceArn })));
  await walker.keep(
    'ecs DeleteService',
    client.send(new ecs.DeleteServiceCommand({ cluster, service: 'web', force: true })),
  );
  await walker.keep(
    'ecs DeregisterTaskDefinition',
    client.send(new ecs.DeregisterTaskDefinitionCommand({ taskDefinition: 'app:1' })),
  );
}

function networkOf({ network }: AwsWalker): ecs.NetworkConfiguration {
  return {
    awsvpcConfiguration: { subnets: network.subnets.slice(0, 1), securityGroups: [...network.securityGroups] },
  };
}
