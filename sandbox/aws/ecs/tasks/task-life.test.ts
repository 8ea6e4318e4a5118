import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { makeHarness, object, objects, text } from '../testing/harness.ts';
import type { Harness } from '../testing/harness.ts';
import { pinned } from './container-spec.ts';

let harness: Harness;
afterEach(() => harness.ecs.close());

const network = { networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } } };

async function run(container: JsonObject = {}, more: JsonObject = {}): Promise<string> {
  await harness.call('CreateCluster');
  const taskDefinition = await harness.register('job', container);
  const { tasks, failures } = await harness.call('RunTask', { taskDefinition, ...network, ...more });
  expect(failures).toEqual([]);
  return text(objects(tasks)[0] ?? {}, 'taskArn');
}

async function look(taskArn: string): Promise<JsonObject> {
  return objects((await harness.call('DescribeTasks', { tasks: [taskArn] }))['tasks'])[0] ?? {};
}

const stopped = (taskArn: string): Promise<number> =>
  harness.until(async () => (await look(taskArn))['lastStatus'] === 'STOPPED');

const containerOf = (task: JsonObject): JsonObject => objects(task['containers'])[0] ?? {};

const secret = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db';
const parameter = 'arn:aws:ssm:us-east-1:123456789012:parameter/app/db';

describe('a task', () => {
  it('goes through every status, and notes when', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('job', { exit: { after: 60_000, exitCode: 0, outOfMemory: false } });
    const arn = await run();
    const seen: string[] = [];
    for (let second = 0; second < 120; second += 1) {
      const status = text(await look(arn), 'lastStatus');
      if (seen.at(-1) !== status) seen.push(status);
      await harness.seconds(1);
    }
    expect(seen).toEqual(['PROVISIONING', 'PENDING', 'RUNNING', 'DEPROVISIONING', 'STOPPED']);
    const task = await look(arn);
    expect(task).toMatchObject({
      desiredStatus: 'STOPPED',
      stopCode: 'EssentialContainerExited',
      stoppedReason: 'Essential container in task exited',
      group: 'family:app',
      containers: [{ name: 'app', exitCode: 0, lastStatus: 'STOPPED', imageDigest: expect.stringMatching(/^sha256:/) }],
      attachments: [{ type: 'ElasticNetworkInterface', status: 'DELETED' }],
    });
    const times = [
      'createdAt',
      'pullStartedAt',
      'pullStoppedAt',
      'startedAt',
      'stoppingAt',
      'executionStoppedAt',
      'stoppedAt',
    ];
    const values = times.map((name) => Number(task[name]));
    expect(values).toEqual(values.toSorted((a, b) => a - b));
  });

  it.each([
    [
      'CannotPullContainerError: job: not found',
      { pullError: 'job: not found' },
      'CannotPullContainerError: job: not found',
    ],
    ['Task failed to start', { startError: 'exec: "x": not found' }, 'CannotStartContainerError: exec: "x": not found'],
  ])('that can not start stops with %j', async (stoppedReason, behaviour, reason) => {
    harness = makeHarness();
    harness.runtime.behaviours.set('job', behaviour);
    const arn = await run();
    await stopped(arn);
    const task = await look(arn);
    expect(task).toMatchObject({ stopCode: 'TaskFailedToStart', stoppedReason });
    expect(task['startedAt']).toBeUndefined();
    expect(containerOf(task)).toMatchObject({ reason });
  });

  it('says when memory ran out', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('job', { exit: { after: 1000, exitCode: 137, outOfMemory: true } });
    const arn = await run();
    await stopped(arn);
    expect(containerOf(await look(arn))).toMatchObject({
      exitCode: 137,
      reason: 'OutOfMemoryError: Container killed due to memory usage',
    });
  });

  it.each([
    {
      valueFrom: secret,
      why: 'not-found',
      words: `failed to fetch secret ${secret} from secrets manager: ResourceNotFoundException: Secrets Manager can't find the specified secret.`,
    },
    {
      valueFrom: `${secret}:password::`,
      why: 'no-such-key',
      words: 'retrieved secret from Secrets Manager did not contain json key password',
    },
    {
      valueFrom: secret,
      why: 'access-denied',
      words: `is not authorized to perform: secretsmanager:GetSecretValue on resource: ${secret} because`,
    },
    {
      valueFrom: parameter,
      why: 'not-found',
      words:
        'unable to retrieve secrets from ssm: service call has been retried 1 time(s): invalid ssm parameters: /app/db',
    },
    { valueFrom: '/app/db', why: 'not-found', words: 'invalid ssm parameters: /app/db' },
    { valueFrom: parameter, why: 'access-denied', words: 'assumed-role/execution/' },
  ] as const)('does not start without the secret $valueFrom: $why', async ({ valueFrom, why, words }) => {
    harness = makeHarness({ secrets: { read: () => ({ found: false, why }) } });
    const arn = await run({ secrets: [{ name: 'DB', valueFrom }] });
    await stopped(arn);
    const task = await look(arn);
    expect(task).toMatchObject({ stopCode: 'TaskFailedToStart' });
    expect(task['stoppedReason']).toMatch(/^ResourceInitializationError: unable to pull secrets or registry auth: /);
    expect(task['stoppedReason']).toContain(words);
    expect(harness.runtime.pulls).toEqual([]);
  });

  it('does not start without its log group, unless it may make it', async () => {
    harness = makeHarness();
    const options = { 'awslogs-group': '/app', 'awslogs-stream-prefix': 'ecs', 'awslogs-region': 'us-east-1' };
    const missing = await run({ logConfiguration: { logDriver: 'awslogs', options } });
    await stopped(missing);
    expect((await look(missing))['stoppedReason']).toMatch(
      /^ResourceInitializationError: failed to validate logger args: .*ResourceNotFoundException: The specified log group does not exist\./,
    );
    const made = await run({
      logConfiguration: { logDriver: 'awslogs', options: { ...options, 'awslogs-create-group': 'true' } },
    });
    await harness.until(async () => (await look(made))['lastStatus'] === 'RUNNING');
    harness.runtime.started[0]?.onOutput('hello');
    expect(harness.logs.lines).toEqual([`/app ecs/app/${made.split('/')[2] ?? ''} hello`]);
  });

  it('is told its command, variables, secrets and memory, overrides first', async () => {
    harness = makeHarness({ secrets: { read: (arn) => ({ found: true, value: `value of ${arn}` }) } });
    const arn = await run(
      {
        command: ['serve'],
        entryPoint: ['/bin/app'],
        environment: [
          { name: 'MODE', value: 'web' },
          { name: 'KEPT', value: '1' },
        ],
        secrets: [{ name: 'DB', valueFrom: 'db' }],
        memory: 128,
      },
      {
        overrides: {
          containerOverrides: [
            { name: 'app', command: ['migrate'], environment: [{ name: 'MODE', value: 'job' }], memory: 256 },
          ],
        },
      },
    );
    await harness.until(async () => (await look(arn))['lastStatus'] === 'RUNNING');
    expect(harness.runtime.started).toMatchObject([
      {
        origin: { taskId: arn.split('/')[2], taskDefinition: 'app:1' },
        name: 'app',
        image: 'job',
        entryPoint: ['/bin/app'],
        command: ['migrate'],
        environment: { MODE: 'job', KEPT: '1', DB: 'value of db', AWS_REGION: 'us-east-1' },
        containerPorts: [8080],
        memoryMiB: 256,
      },
    ]);
    expect(object((await look(arn))['overrides'])).toMatchObject({ containerOverrides: [{ command: ['migrate'] }] });
  });

  it('outlives a container that is not essential', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('helper', { exit: { after: 1000, exitCode: 0, outOfMemory: false } });
    await harness.call('CreateCluster');
    const definition = {
      family: 'pair',
      networkMode: 'awsvpc',
      cpu: '256',
      memory: '512',
      containerDefinitions: [
        { name: 'app', image: 'job' },
        { name: 'helper', image: 'helper', essential: false },
      ],
    };
    const taskDefinition = text(
      object((await harness.call('RegisterTaskDefinition', definition))['taskDefinition']),
      'taskDefinitionArn',
    );
    const { tasks } = await harness.call('RunTask', { taskDefinition, ...network });
    await harness.seconds(60);
    expect(await look(text(objects(tasks)[0] ?? {}, 'taskArn'))).toMatchObject({
      lastStatus: 'RUNNING',
      containers: [
        { name: 'app', lastStatus: 'RUNNING' },
        { name: 'helper', lastStatus: 'STOPPED', exitCode: 0 },
      ],
    });
  });

  it.each([
    [undefined, 30_000],
    [2, 2000],
  ])('stopped by a user gets SIGTERM and %p seconds', async (stopTimeout, grace) => {
    harness = makeHarness();
    const arn = await run(stopTimeout === undefined ? {} : { stopTimeout });
    await harness.until(async () => (await look(arn))['lastStatus'] === 'RUNNING');
    await harness.call('StopTask', { task: arn, reason: 'enough' });
    await stopped(arn);
    expect(await look(arn)).toMatchObject({
      stopCode: 'UserInitiated',
      stoppedReason: 'enough',
      containers: [{ exitCode: 143 }],
    });
    expect(harness.runtime.graces).toEqual([grace]);
  });

  it('is listed by what it is wanted to be', async () => {
    harness = makeHarness();
    const arn = await run();
    const list = async (filter: JsonObject): Promise<unknown> => (await harness.call('ListTasks', filter))['taskArns'];
    expect(await list({})).toEqual([arn]);
    expect(await list({ desiredStatus: 'PENDING' })).toEqual([]);
    await harness.seconds(60);
    const runtimeId = containerOf(await look(arn))['runtimeId'];
    expect(runtimeId).toMatch(/-app$/);
    await harness.call('StopTask', { task: arn });
    expect([await list({}), await list({ desiredStatus: 'STOPPED', family: 'app' })]).toEqual([[], [arn]]);
    await stopped(arn);
    expect(containerOf(await look(arn))).toMatchObject({ runtimeId });
    await harness.seconds(3620); // An hour, and the scheduler's next look.
    expect(await list({ desiredStatus: 'STOPPED' })).toEqual([]);
    expect(await harness.call('DescribeTasks', { tasks: [arn] })).toEqual({
      tasks: [],
      failures: [{ arn, reason: 'MISSING' }],
    });
  });

  it('can be stopped before it runs', async () => {
    harness = makeHarness();
    const arn = await run();
    await harness.seconds(12);
    await harness.call('StopTask', { task: arn });
    await stopped(arn);
    expect(await look(arn)).toMatchObject({ stoppedReason: 'Task stopped by user' });
    expect(harness.runtime.started).toEqual([]);
  });
});

describe('close', () => {
  it('ends every container and leaves nobody asleep', async () => {
    harness = makeHarness();
    await harness.createService(await harness.register('one'), { desiredCount: 3 });
    await run();
    await harness.seconds(60);
    expect(harness.runtime.running.size).toBe(4);
    await harness.ecs.close();
    expect(harness.runtime.running.size).toBe(0);
    expect(harness.clock.sleeping).toBe(0);
  });
});

describe('pinned', () => {
  it.each([
    ['app', 'app@sha256:1'],
    ['app:1', 'app@sha256:1'],
    ['localhost:5000/app', 'localhost:5000/app@sha256:1'],
    ['localhost:5000/team/app:1', 'localhost:5000/team/app@sha256:1'],
    ['app@sha256:2', 'app@sha256:2'],
  ])('%s', (image, expected) => {
    expect(pinned(image, 'sha256:1')).toBe(expected);
  });
});
