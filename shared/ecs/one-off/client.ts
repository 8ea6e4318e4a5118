import {
  DescribeTasksCommand,
  ECSClient,
  ListTagsForResourceCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { TaskApi } from './api.ts';

/** One-off tasks of Amazon ECS through the SDK. `signal` ends what only reads. */
export function createTaskApi(config: AwsClientConfig, signal?: AbortSignal): TaskApi {
  const client = new ECSClient(config);
  const options = signal === undefined ? {} : { abortSignal: signal };
  return {
    runTask: async (input) => {
      const { tasks = [], failures = [] } = await client.send(new RunTaskCommand(input));
      const [task] = tasks;
      return {
        ...(task === undefined ? {} : { task }),
        failures: failures.map(({ reason = '', detail }) => ({ reason, detail })),
      };
    },
    describeTask: async (cluster, task) => {
      signal?.throwIfAborted();
      try {
        const { tasks } = await client.send(new DescribeTasksCommand({ cluster, tasks: [task] }), options);
        return tasks?.[0];
      } catch (error) {
        // The SDK reports an abort as an error of its own; what the caller needs is why.
        throw signal?.aborted ? signal.reason : error;
      }
    },
    stopTask: async (cluster, task, reason) => {
      await client.send(new StopTaskCommand({ cluster, task, reason }));
    },
    tagsOf: async (resourceArn) => {
      const { tags = [] } = await client.send(new ListTagsForResourceCommand({ resourceArn }), options);
      return tags.map(({ key = '', value = '' }) => ({ key, value }));
    },
  };
}
