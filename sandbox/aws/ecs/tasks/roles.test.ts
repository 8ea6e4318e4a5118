import { expect, it } from '@jest/globals';
import { makeHarness } from '../testing/harness.ts';

it('does not start a task whose role does not trust ECS, and says which', async () => {
  const asked: string[] = [];
  const harness = makeHarness({
    roles: {
      admits: (role, principal) => {
        asked.push(`${role} ${principal.kind === 'service' ? principal.name : principal.kind}`);
        return false;
      },
      maxSessionSeconds: () => undefined,
    },
  });
  try {
    await harness.call('CreateCluster');
    await harness.register('app:1');
    await harness.call('RunTask', {
      cluster: 'default',
      taskDefinition: 'app',
      launchType: 'FARGATE',
      networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    });
    await harness.until(async () => (await harness.stoppedTasks()).length > 0);
    const role = 'arn:aws:iam::123456789012:role/execution';
    expect(asked[0]).toBe(`${role} ecs-tasks.amazonaws.com`);
    expect((await harness.stoppedTasks())[0]).toMatchObject({
      stopCode: 'TaskFailedToStart',
      stoppedReason: `ECS was unable to assume the role '${role}' that was provided for this task. Please verify that the role being passed has the proper trust relationship and permissions and that your IAM user has permissions to pass this role.`,
    });
  } finally {
    await harness.ecs.close();
  }
});
