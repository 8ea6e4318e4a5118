import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import type { ImageBehaviour } from '../testing/fakes.ts';
import { makeHarness, object, objects, text } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';

let harness: Harness;
afterEach(() => harness.ecs.close());

const network = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
const healthCheck = { command: ['CMD', 'probe'], interval: 10, retries: 2 };
const passed = { exitCode: 0 };
const failed = { exitCode: 1 };
const exits = (exitCode: number): ImageBehaviour => ({ exit: { after: 20_000, exitCode, outOfMemory: false } });

interface Case {
  readonly condition: string;
  /** More of the dependency's container definition. */
  readonly db: JsonObject;
  /** What the dependency does. */
  readonly behaviour: ImageBehaviour;
}

/** Runs a task of `app`, which depends on `db` (not essential) by `condition`. */
async function run({ condition, db, behaviour }: Case): Promise<string> {
  harness = makeHarness();
  harness.runtime.behaviours.set('db', behaviour);
  await harness.call('CreateCluster');
  const definition = {
    family: 'pair',
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    containerDefinitions: [
      { name: 'app', image: 'app', dependsOn: [{ containerName: 'db', condition }] },
      { name: 'db', image: 'db', essential: false, ...db },
    ],
  };
  const registered = object((await harness.call('RegisterTaskDefinition', definition))['taskDefinition']);
  const taskDefinition = text(registered, 'taskDefinitionArn');
  const { tasks } = await harness.call('RunTask', { taskDefinition, networkConfiguration: network });
  return text(objects(tasks)[0] ?? {}, 'taskArn');
}

async function look(arn: string): Promise<JsonObject> {
  return objects((await harness.call('DescribeTasks', { tasks: [arn] }))['tasks'])[0] ?? {};
}

/** AWS seconds after `db` at which `app` was started. */
async function gap(arn: string): Promise<number> {
  let first: number | undefined;
  for (let second = 0; second < 200; second += 1) {
    const names = harness.runtime.started.map(({ name }) => name);
    if (names[0] === 'db') first ??= second;
    if (names.includes('app')) return second - (first ?? second);
    await harness.seconds(1);
  }
  throw new Error(`app was never started: ${JSON.stringify(await look(arn))}`);
}

describe('a container that depends on another', () => {
  it.each<Case & { readonly seconds: number }>([
    { condition: 'START', db: {}, behaviour: {}, seconds: 1 },
    { condition: 'COMPLETE', db: {}, behaviour: exits(1), seconds: 20 },
    { condition: 'SUCCESS', db: {}, behaviour: exits(0), seconds: 20 },
    { condition: 'HEALTHY', db: { healthCheck }, behaviour: { executions: [failed, passed] }, seconds: 20 },
  ])('by $condition starts when that is there, and the task runs then', async ({ seconds, ...pair }) => {
    const arn = await run(pair);
    const after = await gap(arn);
    expect(after).toBeGreaterThanOrEqual(seconds - 1);
    expect(after).toBeLessThanOrEqual(seconds + 1);
    await harness.seconds(1);
    expect(await look(arn)).toMatchObject({ lastStatus: 'RUNNING' });
  });

  it.each<Case & { readonly reason: string }>([
    {
      condition: 'SUCCESS',
      db: {},
      behaviour: exits(1),
      reason:
        'failed to resolve container ordering dependency [db] for target [app] as dependency did not exit successfully.',
    },
    {
      condition: 'HEALTHY',
      db: { healthCheck },
      behaviour: { ...exits(0), executions: [failed] },
      reason: 'because dependency will never start',
    },
    {
      condition: 'HEALTHY',
      db: { healthCheck, startTimeout: 30 },
      behaviour: { executions: [failed] },
      reason: 'container ordering dependency [db] for target [app] has timed out.',
    },
    { condition: 'COMPLETE', db: { startTimeout: 30 }, behaviour: {}, reason: 'has timed out.' },
  ])('by $condition gives up when that cannot come: $reason', async ({ reason, ...pair }) => {
    const arn = await run(pair);
    await harness.until(async () => (await look(arn))['lastStatus'] === 'STOPPED');
    expect(await look(arn)).toMatchObject({
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      containers: [
        { name: 'app', lastStatus: 'STOPPED', exitCode: 143, reason: expect.stringContaining(reason) },
        { name: 'db' },
      ],
    });
    expect(harness.runtime.started.map(({ name }) => name)).toEqual(['db']);
  });

  it('ends first', async () => {
    const arn = await run({ condition: 'START', db: { stopTimeout: 5 }, behaviour: {} });
    await harness.until(async () => (await look(arn))['lastStatus'] === 'RUNNING');
    await harness.call('StopTask', { task: arn });
    await harness.until(async () => (await look(arn))['lastStatus'] === 'STOPPED');
    expect(harness.runtime.graces).toEqual([30_000, 5000]);
  });
});
