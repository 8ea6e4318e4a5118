import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { makeHarness, objects, text } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';
import type { Interruption } from './interruptions.ts';

let harness: Harness;
beforeEach(() => {
  harness = makeHarness();
});
afterEach(() => harness.ecs.close());

describe('a task that AWS takes away', () => {
  it.each<readonly [Interruption, string, RegExp]>([
    ['spot', 'SpotInterruption', /^Your Spot Task was interrupted\.$/],
    ['retirement', 'TerminationNotice', /maintenance on the underlying infrastructure/],
    ['infrastructure', 'InfrastructureHealth', /became unhealthy/],
  ])('(%s) ends with %s, and its service replaces it', async (kind, stopCode, stoppedReason) => {
    await harness.createService(await harness.register('one'));
    await harness.until(async () => (await harness.service())['runningCount'] === 1);
    const arn = text({ arn: (await listed())[0] ?? '' }, 'arn');
    expect(harness.ecs.interrupt(arn, kind)).toBe(true);
    expect(harness.ecs.interrupt(arn, kind)).toBe(false);
    await harness.until(async () => (await harness.service())['runningCount'] === 1 && !(await listed()).includes(arn));
    expect(await harness.stoppedTasks()).toMatchObject([
      { taskArn: arn, stopCode, stoppedReason: expect.stringMatching(stoppedReason), containers: [{ exitCode: 143 }] },
    ]);
    expect(await harness.deployments()).toMatchObject([{ failedTasks: 0 }]);
  });

  it('has to be there', () => {
    expect(harness.ecs.interrupt('nobody', 'spot')).toBe(false);
  });
});

async function listed(): Promise<readonly string[]> {
  const { taskArns } = await harness.call('ListTasks');
  return Array.isArray(taskArns) ? taskArns.map(String) : [];
}

describe('the network interface of a task', () => {
  it('is attached while it waits for its place, and deleted at the end', async () => {
    const seen: string[] = [];
    await harness.createService(await harness.register('one'));
    await harness.seconds(11);
    const [arn = ''] = await listed();
    const look = async (): Promise<JsonObject> =>
      objects((await harness.call('DescribeTasks', { tasks: [arn] }))['tasks'])[0] ?? {};
    const note = async (): Promise<void> => {
      const task = await look();
      const [network = {}] = objects(task['attachments']);
      const pair = `${text(task, 'lastStatus')} ${text(network, 'status')}`;
      if (seen.at(-1) !== pair) seen.push(pair);
    };
    for (let second = 0; second < 100; second += 1) {
      await note();
      if (second === 70) await harness.call('StopTask', { task: arn });
      await harness.seconds(1);
    }
    expect(seen).toEqual([
      'PROVISIONING PRECREATED',
      'PENDING ATTACHING',
      'ACTIVATING ATTACHED',
      'RUNNING ATTACHED',
      'DEPROVISIONING ATTACHED',
      'STOPPED DELETED',
    ]);
  });

  it('is not looked for on container instances', async () => {
    await harness.call('CreateCluster');
    await expect(harness.call('ListTasks', { containerInstance: 'i-1' })).rejects.toMatchObject({
      code: 'UnsupportedFeatureException',
    });
  });
});
