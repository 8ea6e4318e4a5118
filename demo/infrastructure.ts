import { CloudWatchLogsClient, CreateLogGroupCommand } from '@aws-sdk/client-cloudwatch-logs';
import { CreateRepositoryCommand, ECRClient } from '@aws-sdk/client-ecr';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  ModifyTargetGroupAttributesCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';

/** What a team keeps in Terraform: made here through the AWS SDK, as against any AWS. */
export interface Infrastructure {
  readonly cluster: string;
  readonly service: string;
  readonly repository: string;
  /** The load balancer, as a browser would reach it. */
  readonly url: string;
}

export interface InfrastructureOptions {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Port the load balancer listens on. */
  readonly port: number;
}

const NAME = 'orders';
const CLUSTER = 'production';

export async function createInfrastructure(options: InfrastructureOptions): Promise<Infrastructure> {
  const { endpoint, region, credentials, port } = options;
  const client = { endpoint, region, credentials };
  await new ECRClient(client).send(
    new CreateRepositoryCommand({ repositoryName: NAME, imageTagMutability: 'IMMUTABLE' }),
  );
  await new CloudWatchLogsClient(client).send(new CreateLogGroupCommand({ logGroupName: `/ecs/${NAME}` }));
  await createExecutionRole(new IAMClient(client));
  const targetGroupArn = await createLoadBalancer(new ElasticLoadBalancingV2Client(client), port);
  await createService(new ECSClient(client), targetGroupArn);
  return { cluster: CLUSTER, service: NAME, repository: NAME, url: `http://127.0.0.1:${port}` };
}

/** The role that the task definition of examples/service names. */
async function createExecutionRole(iam: IAMClient): Promise<void> {
  const statement = { Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' }, Action: 'sts:AssumeRole' };
  await iam.send(
    new CreateRoleCommand({
      RoleName: `${NAME}-execution`,
      AssumeRolePolicyDocument: JSON.stringify({ Version: '2012-10-17', Statement: [statement] }),
    }),
  );
}

async function createLoadBalancer(elb: ElasticLoadBalancingV2Client, port: number): Promise<string> {
  const subnets = ['subnet-1', 'subnet-2'];
  const balancer = await elb.send(new CreateLoadBalancerCommand({ Name: NAME, Subnets: subnets, Type: 'application' }));
  const group = await elb.send(
    new CreateTargetGroupCommand({
      Name: NAME,
      Protocol: 'HTTP',
      Port: 8080,
      VpcId: 'vpc-1',
      TargetType: 'ip',
      HealthCheckPath: '/healthz',
      HealthCheckIntervalSeconds: 5,
      HealthCheckTimeoutSeconds: 4,
      HealthyThresholdCount: 2,
    }),
  );
  const targetGroupArn = required(group.TargetGroups?.[0]?.TargetGroupArn, 'target group ARN');
  const draining = { Key: 'deregistration_delay.timeout_seconds', Value: '30' };
  await elb.send(new ModifyTargetGroupAttributesCommand({ TargetGroupArn: targetGroupArn, Attributes: [draining] }));
  await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: required(balancer.LoadBalancers?.[0]?.LoadBalancerArn, 'load balancer ARN'),
      Protocol: 'HTTP',
      Port: port,
      DefaultActions: [{ Type: 'forward', TargetGroupArn: targetGroupArn }],
    }),
  );
  return targetGroupArn;
}

/** The service starts empty, with a task definition that only holds the place until the first release. */
async function createService(ecs: ECSClient, targetGroupArn: string): Promise<void> {
  await ecs.send(new CreateClusterCommand({ clusterName: CLUSTER }));
  const placeholder = await ecs.send(
    new RegisterTaskDefinitionCommand({
      family: NAME,
      requiresCompatibilities: ['FARGATE'],
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: NAME, image: 'scratch', essential: true, portMappings: [{ containerPort: 8080 }] },
      ],
    }),
  );
  await ecs.send(
    new CreateServiceCommand({
      cluster: CLUSTER,
      serviceName: NAME,
      taskDefinition: required(placeholder.taskDefinition?.taskDefinitionArn, 'task definition ARN'),
      desiredCount: 0,
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1', 'subnet-2'] } },
      loadBalancers: [{ targetGroupArn, containerName: NAME, containerPort: 8080 }],
      deploymentConfiguration: {
        minimumHealthyPercent: 100,
        maximumPercent: 200,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
    }),
  );
}

function required(value: string | undefined, what: string): string {
  if (value === undefined) throw new Error(`the sandbox answered without ${what}`);
  return value;
}
