import {
  DescribeTasksCommand,
  ECSClient,
  ListTagsForResourceCommand,
  RunTaskCommand,
  StopTaskCommand,
} from '@aws-sdk/client-ecs';
import { endingWith } from '#shared/aws/calls';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { TaskApi } from './api.ts';

/** One-off tasks of Amazon ECS through the SDK. `signal` ends what only reads. */
export function createTaskApi(config: AwsClientConfig, signal?: AbortSignal): TaskApi {
  const client = new ECSClient(config);
  const options = signal === undefined ? {} : { abortSignal: signal };
  const call = endingWith(signal);
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
      const command = new DescribeTasksCommand({ cluster, tasks: [task] });
      return (await call(() => client.send(command, options))).tasks?.[0];
    },
    stopTask: async (cluster, task, reason) => {
      await client.send(new StopTaskCommand({ cluster, task, reason }));
    },
    tagsOf: async (resourceArn) => {
      const { tags = [] } = await call(() => client.send(new ListTagsForResourceCommand({ resourceArn }), options));
      return tags.map(({ key = '', value = '' }) => ({ key, value }));
    },
  };
}
