import { describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import type { Execution } from '#sandbox/tasks/runtime';
import { makeHarness, objects, text } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';

const passed: Execution = { exitCode: 0 };
const failed: Execution = { exitCode: 1 };

interface Checked {
  readonly harness: Harness;
  /** Of the task and of its container. */
  readonly health: () => Promise<readonly unknown[]>;
}

async function run(healthCheck: JsonObject, executions: readonly Execution[]): Promise<Checked> {
  const harness = makeHarness();
  harness.runtime.behaviours.set('job', { executions });
  await harness.call('CreateCluster');
  const taskDefinition = await harness.register('job', { healthCheck });
  const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
  const { tasks } = await harness.call('RunTask', { taskDefinition, networkConfiguration: network });
  const arn = text(objects(tasks)[0] ?? {}, 'taskArn');
  const look = async (): Promise<JsonObject> =>
    objects((await harness.call('DescribeTasks', { tasks: [arn] }))['tasks'])[0] ?? {};
  await harness.until(async () => (await look())['lastStatus'] === 'RUNNING');
  await harness.seconds(0.5); // Between two checks, so that it is clear which ones have run.
  return {
    harness,
    health: async () => {
      const task = await look();
      return [task['healthStatus'], objects(task['containers'])[0]?.['healthStatus']];
    },
  };
}

const check = { command: ['CMD', 'probe', '-q'], interval: 10, timeout: 3, retries: 2 };

describe('the health check of a container', () => {
  it.each<{ what: string; healthCheck?: JsonObject; executions: Execution[]; expected: string[] }>([
    { what: 'is healthy with the first success', executions: [passed], expected: ['HEALTHY', 'HEALTHY'] },
    { what: 'is unhealthy after so many failures', executions: [failed, failed], expected: ['UNKNOWN', 'UNHEALTHY'] },
    { what: 'fails when it takes too long', executions: ['timed-out'], expected: ['UNKNOWN', 'UNHEALTHY'] },
    {
      what: 'counts from the last success',
      executions: [failed, passed, failed, failed],
      expected: ['UNKNOWN', 'HEALTHY', 'HEALTHY', 'UNHEALTHY'],
    },
    { what: 'may recover', executions: [failed, failed, passed], expected: ['UNKNOWN', 'UNHEALTHY', 'HEALTHY'] },
    {
      what: 'does not count failures in the start period',
      healthCheck: { ...check, startPeriod: 25 },
      executions: [failed],
      expected: ['UNKNOWN', 'UNKNOWN', 'UNKNOWN', 'UNHEALTHY'],
    },
    {
      what: 'counts them there once it has passed',
      healthCheck: { ...check, startPeriod: 100 },
      executions: [passed, failed],
      expected: ['HEALTHY', 'HEALTHY', 'UNHEALTHY'],
    },
  ])('$what', async ({ healthCheck = check, executions, expected }) => {
    const { harness, health } = await run(healthCheck, executions);
    expect(await health()).toEqual(['UNKNOWN', 'UNKNOWN']);
    for (const status of expected) {
      await harness.seconds(10);
      expect(await health()).toEqual([status, status]);
    }
    await harness.ecs.close();
    expect(harness.clock.sleeping).toBe(0);
  });

  it.each([
    { healthCheck: check, command: ['probe', '-q'], limitMs: 3000, interval: 10 },
    {
      healthCheck: { command: ['CMD-SHELL', 'curl -f localhost || exit 1'] },
      command: ['/bin/sh', '-c', 'curl -f localhost || exit 1'],
      limitMs: 5000,
      interval: 30,
    },
  ])('runs $command, for $limitMs ms, after $interval s', async ({ healthCheck, command, limitMs, interval }) => {
    const { harness } = await run(healthCheck, [passed]);
    await harness.seconds(interval - 1);
    expect(harness.runtime.executed).toEqual([]);
    await harness.seconds(1);
    expect(harness.runtime.executed).toMatchObject([{ command, limitMs }]);
    await harness.ecs.close();
  });

  it.each([['NONE'], ['curl']])('that begins with %s is never run', async (first) => {
    const { harness, health } = await run({ ...check, command: [first, 'x'] }, [passed]);
    await harness.seconds(60);
    expect(harness.runtime.executed).toEqual([]);
    expect(await health()).toEqual(['UNKNOWN', 'UNKNOWN']);
    await harness.ecs.close();
  });
});
