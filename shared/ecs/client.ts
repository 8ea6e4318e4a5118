import {
  ContinueServiceDeploymentCommand,
  DescribeContainerInstancesCommand,
  DescribeServiceDeploymentsCommand,
  DescribeServiceRevisionsCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  DescribeTasksCommand,
  ECSClient,
  ListServiceDeploymentsCommand,
  ListTaskDefinitionsCommand,
  ListTasksCommand,
  RegisterTaskDefinitionCommand,
  StopServiceDeploymentCommand,
  TagResourceCommand,
  UpdateServiceCommand,
  type Service,
  type Task,
} from '@aws-sdk/client-ecs';
import { endingWith, inChunks, pages } from '#shared/aws/calls';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { sendOnce } from '#shared/aws/send-once';
import type { EcsApi, ServiceRef } from './api.ts';
import { readVerbatim, sendVerbatim } from './verbatim.ts';

/** DescribeTasks takes no more. */
const TASKS_A_CALL = 100;
/** DescribeContainerInstances takes no more. */
const INSTANCES_A_CALL = 100;
/** DescribeServiceDeployments and DescribeServiceRevisions take no more. */
const DEPLOYMENTS_A_CALL = 20;
/** Of the stopped tasks; more would tell nothing new and cost calls that everybody in the account shares. */
const STOPPED_TASKS = 200;
/** A service has no more: Service Quotas, "Tasks per service". */
const RUNNING_TASKS = 5_000;

/**
 * Amazon ECS through the SDK. With a `signal`, a call under way ends when it aborts; make one without for what must
 * still be sent after the job was cancelled.
 */
export function createEcsApi(config: AwsClientConfig, signal?: AbortSignal): EcsApi {
  const client = new ECSClient(config);
  const options = signal === undefined ? {} : { abortSignal: signal };
  const call = endingWith(signal);

  async function describeServices(cluster: string, services: readonly string[]): Promise<readonly Service[]> {
    const command = new DescribeServicesCommand({ cluster, services: [...services] });
    return (await call(() => client.send(command, options))).services ?? [];
  }

  async function tasksOf(
    { cluster, service }: ServiceRef,
    desiredStatus: 'RUNNING' | 'STOPPED',
    limit: number,
  ): Promise<readonly Task[]> {
    const arns = await pages(limit, async (nextToken, maxResults) => {
      const command = new ListTasksCommand({ cluster, serviceName: service, desiredStatus, maxResults, nextToken });
      const answer = await call(() => client.send(command, options));
      return { items: answer.taskArns ?? [], nextToken: answer.nextToken };
    });
    return inChunks(arns, TASKS_A_CALL, async (tasks) => {
      const command = new DescribeTasksCommand({ cluster, tasks });
      return (await call(() => client.send(command, options))).tasks ?? [];
    });
  }

  return {
    describeService: async ({ cluster, service }) => (await describeServices(cluster, [service]))[0],
    describeServices,
    describeTaskDefinition: async (taskDefinition) => {
      const command = new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] });
      const inItsWords = readVerbatim(command);
      const answer = await call(() => client.send(command, options));
      const read = present(answer.taskDefinition, 'DescribeTaskDefinition');
      return {
        taskDefinition: read,
        tags: (answer.tags ?? []).map(({ key = '', value = '' }) => ({ key, value })),
        verbatim: inItsWords(read),
      };
    },
    listRevisions: (family, limit, status = 'ACTIVE') =>
      pages(limit, async (nextToken, maxResults) => {
        const command = new ListTaskDefinitionsCommand({
          familyPrefix: family,
          status,
          sort: 'DESC',
          maxResults,
          nextToken,
        });
        const answer = await call(() => client.send(command, options));
        return { items: answer.taskDefinitionArns ?? [], nextToken: answer.nextToken };
      }),
    registerTaskDefinition: async (input) => {
      const command = new RegisterTaskDefinitionCommand(input);
      sendVerbatim(command, input);
      const answer = await call(() => client.send(command, options));
      return present(answer.taskDefinition, 'RegisterTaskDefinition');
    },
    updateService: async (input) => {
      const command = new UpdateServiceCommand(input);
      const answer = await call(() => sendOnce(command, () => client.send(command, options)));
      return present(answer.service, 'UpdateService');
    },
    runningTasks: (ref) => tasksOf(ref, 'RUNNING', RUNNING_TASKS),
    ec2Instances: async (cluster, arns) => {
      const known = await inChunks(arns, INSTANCES_A_CALL, async (containerInstances) => {
        const command = new DescribeContainerInstancesCommand({ cluster, containerInstances });
        return (await call(() => client.send(command, options))).containerInstances ?? [];
      });
      return new Map(
        known.flatMap(({ containerInstanceArn: arn, ec2InstanceId: id }) =>
          arn === undefined || id === undefined ? [] : [[arn, id]],
        ),
      );
    },
    stoppedTasks: (ref) => tasksOf(ref, 'STOPPED', STOPPED_TASKS),
    listServiceDeployments: async ({ cluster, service }: ServiceRef, status, maxResults) => {
      const command = new ListServiceDeploymentsCommand({ cluster, service, status: [...status], maxResults });
      return (await call(() => client.send(command, options))).serviceDeployments ?? [];
    },
    describeServiceDeployments: (arns) =>
      inChunks(arns, DEPLOYMENTS_A_CALL, async (serviceDeploymentArns) => {
        const command = new DescribeServiceDeploymentsCommand({ serviceDeploymentArns });
        return (await call(() => client.send(command, options))).serviceDeployments ?? [];
      }),
    describeServiceRevisions: (arns) =>
      inChunks(arns, DEPLOYMENTS_A_CALL, async (serviceRevisionArns) => {
        const command = new DescribeServiceRevisionsCommand({ serviceRevisionArns });
        return (await call(() => client.send(command, options))).serviceRevisions ?? [];
      }),
    rollBackServiceDeployment: async (serviceDeploymentArn) => {
      const command = new StopServiceDeploymentCommand({ serviceDeploymentArn, stopType: 'ROLLBACK' });
      await call(() => client.send(command, options));
    },
    continueServiceDeployment: async (serviceDeploymentArn, answer) => {
      await call(() => client.send(new ContinueServiceDeploymentCommand({ serviceDeploymentArn, ...answer }), options));
    },
    tagResource: async (resourceArn, tags) => {
      await call(() => client.send(new TagResourceCommand({ resourceArn, tags: [...tags] }), options));
    },
  };
}

function present<T>(value: T | undefined, operation: string): T {
  if (value === undefined) throw new Error(`Amazon ECS answered ${operation} without its result.`);
  return value;
}
