import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { balanced, makeHarness, object, objects, targetGroup, text } from './testing/harness.ts';
import type { Harness } from './testing/harness.ts';

let harness: Harness;
afterEach(() => harness.ecs.close());

const alone = async (): Promise<boolean> => {
  const all = await harness.deployments();
  return all.length === 1 && all[0]?.['rolloutState'] === 'COMPLETED';
};

const update = async (image: string): Promise<JsonObject> =>
  harness.call('UpdateService', { service: 'web', taskDefinition: await harness.register(image) });

const listed = async (): Promise<readonly JsonObject[]> =>
  objects((await harness.call('ListServiceDeployments', { service: 'web' }))['serviceDeployments']);

async function settled(options: Parameters<typeof makeHarness>[0] = {}): Promise<JsonObject> {
  harness = makeHarness(options);
  await harness.createService(await harness.register('one'), balanced);
  await harness.until(alone);
  return (await harness.deployments())[0] ?? {};
}

describe('superseding', () => {
  it('makes the newer deployment PRIMARY, and the one under way fades without having completed', async () => {
    const one = await settled();
    await update('two');
    await harness.seconds(20);
    const [two] = await harness.deployments();
    await update('three');
    const [three, second, third] = await harness.deployments();
    expect(second).toMatchObject({ id: two?.['id'], status: 'ACTIVE', rolloutState: 'IN_PROGRESS' });
    expect(third).toMatchObject({ id: one['id'], status: 'ACTIVE', rolloutState: 'COMPLETED' });
    await harness.seconds(10);
    expect(await harness.stoppedTasks()).toMatchObject([
      { startedBy: two?.['id'], stopCode: 'ServiceSchedulerInitiated' },
    ]);
    await harness.until(async () => (await harness.deployments()).every(({ id }) => id !== two?.['id']));
    expect(await harness.deployments()).toMatchObject([{ rolloutState: 'IN_PROGRESS' }, { id: one['id'] }]);
    await harness.until(alone);
    expect(await harness.deployments()).toMatchObject([{ id: three?.['id'], status: 'PRIMARY' }]);
    expect((await listed()).map(({ status }) => status)).toEqual(['SUCCESSFUL', 'STOPPED', 'SUCCESSFUL']);
  });
});

describe('a superseded deployment whose task has died', () => {
  it('gets no other, and leaves the list', async () => {
    await settled();
    harness.runtime.behaviours.set('bad', { exit: { after: 2000, exitCode: 1, outOfMemory: false } });
    await update('bad');
    await harness.until(async () => (await harness.deployments())[0]?.['failedTasks'] === 1);
    await update('three');
    await harness.seconds(20);
    expect(await harness.deployments()).toMatchObject([{ rolloutState: 'IN_PROGRESS' }, { rolloutState: 'COMPLETED' }]);
    expect(await harness.stoppedTasks()).toHaveLength(1);
  });
});

describe('targets that can not be registered', () => {
  it('are told once when their group is gone, and do no harm', async () => {
    harness = makeHarness();
    await harness.createService(await harness.register('one'), balanced);
    harness.targetGroups.delete(targetGroup);
    await harness.seconds(300);
    expect((await harness.events()).map((event) => event.text)).toEqual([
      expect.stringContaining('has started 1 tasks'),
      `(service web) failed to register targets in (target-group ${targetGroup}) with (error One or more target groups not found)`,
    ]);
    expect(await harness.deployments()).toMatchObject([{ pendingCount: 1, runningCount: 0 }]);
  });

  it('fail the task when nothing listens for them', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('one', { unpublished: true });
    await harness.createService(await harness.register('one'), balanced);
    await harness.until(async () => (await harness.deployments())[0]?.['failedTasks'] === 1);
    expect(await harness.stoppedTasks()).toMatchObject([
      { stoppedReason: 'Task failed to start', containers: [{ reason: expect.stringContaining('port 8080') }] },
    ]);
  });
});

describe('StopServiceDeployment', () => {
  it('rolls back to the deployment before, under its old id', async () => {
    const one = await settled();
    await update('two');
    await harness.until(async () => (await harness.deployments())[0]?.['runningCount'] === 1);
    const serviceDeploymentArn = text((await listed())[0] ?? {}, 'serviceDeploymentArn');
    const status = async (): Promise<unknown> => (await listed())[0]?.['status'];
    expect(await harness.call('StopServiceDeployment', { serviceDeploymentArn, stopType: 'ROLLBACK' })).toEqual({
      serviceDeploymentArn,
    });
    expect(await status()).toBe('ROLLBACK_REQUESTED');
    // Asked again, the rollback simply goes on.
    await harness.call('StopServiceDeployment', { serviceDeploymentArn });
    expect(await status()).toBe('ROLLBACK_REQUESTED');
    await harness.seconds(10);
    expect(await status()).toBe('ROLLBACK_IN_PROGRESS');
    await harness.until(alone);
    expect(await status()).toBe('ROLLBACK_SUCCESSFUL');
    expect(await harness.deployments()).toMatchObject([{ id: one['id'], status: 'PRIMARY', runningCount: 1 }]);
    expect(await harness.service()).toMatchObject({ taskDefinition: one['taskDefinition'] });
  });

  it('refuses what can not be stopped', async () => {
    harness = makeHarness();
    await harness.createService(await harness.register('one'), balanced);
    const first = text((await listed())[0] ?? {}, 'serviceDeploymentArn');
    const stop = (input: JsonObject): Promise<JsonObject> => harness.call('StopServiceDeployment', input);
    await expect(stop({ serviceDeploymentArn: `${first}x` })).rejects.toMatchObject({
      code: 'ServiceDeploymentNotFoundException',
    });
    await expect(stop({ serviceDeploymentArn: first })).rejects.toMatchObject({ code: 'InvalidParameterException' });
    await expect(stop({ serviceDeploymentArn: first, stopType: 'ABORT' })).rejects.toMatchObject({
      code: 'InvalidParameterException',
    });
    await harness.until(alone);
    await expect(stop({ serviceDeploymentArn: first })).rejects.toMatchObject({ code: 'ConflictException' });
  });
});

describe('service deployments and revisions', () => {
  it('tell where a rollout comes from and goes to, with the digest of each image', async () => {
    const one = await settled();
    await update('two:latest');
    const arn = text((await listed())[0] ?? {}, 'serviceDeploymentArn');
    const describe = async (): Promise<JsonObject> =>
      objects(
        (await harness.call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] }))['serviceDeployments'],
      )[0] ?? {};
    expect(await describe()).toMatchObject({ status: 'PENDING', targetServiceRevision: { requestedTaskCount: 1 } });
    await harness.seconds(10);
    const going = await describe();
    expect(going).toMatchObject({
      status: 'IN_PROGRESS',
      targetServiceRevision: { requestedTaskCount: 1, pendingTaskCount: 1, runningTaskCount: 0 },
      sourceServiceRevisions: [{ requestedTaskCount: 1, runningTaskCount: 1 }],
      deploymentCircuitBreaker: { status: 'DISABLED' },
    });
    await harness.until(alone);
    expect(await describe()).toMatchObject({ status: 'SUCCESSFUL', targetServiceRevision: { runningTaskCount: 1 } });
    const target = text(object(going['targetServiceRevision']), 'arn');
    const source = text(objects(going['sourceServiceRevisions'])[0] ?? {}, 'arn');
    const { serviceRevisions, failures } = await harness.call('DescribeServiceRevisions', {
      serviceRevisionArns: [target, source, `${source}0`],
    });
    expect(serviceRevisions).toMatchObject([
      {
        containerImages: [
          { containerName: 'app', image: 'two:latest', imageDigest: expect.stringMatching(/^sha256:/) },
        ],
      },
      { taskDefinition: one['taskDefinition'] },
    ]);
    expect(failures).toEqual([{ arn: `${source}0`, reason: 'MISSING' }]);
    expect(await harness.service()).toMatchObject({
      currentServiceDeployment: arn,
      currentServiceRevisions: [{ arn: target }],
    });
  });

  it('pins the digest: a later task of the revision gets the image its first task got', async () => {
    harness = makeHarness();
    await harness.createService(await harness.register('one:latest'), balanced);
    await harness.until(alone);
    await harness.call('UpdateService', { service: 'web', desiredCount: 2 });
    await harness.until(async () => (await harness.service())['runningCount'] === 2);
    expect(harness.runtime.pulls).toEqual(['one:latest', expect.stringMatching(/^one@sha256:/)]);
  });

  it('filters and pages the list, newest first', async () => {
    await settled();
    await update('two');
    await harness.until(alone);
    const page = await harness.call('ListServiceDeployments', { service: 'web', maxResults: 1 });
    expect(page['serviceDeployments']).toHaveLength(1);
    const next = await harness.call('ListServiceDeployments', { service: 'web', nextToken: page['nextToken'] });
    expect(next['serviceDeployments']).toHaveLength(1);
    expect(next['nextToken']).toBeUndefined();
    const created = Number(objects(page['serviceDeployments'])[0]?.['createdAt']);
    const list = async (filter: JsonObject): Promise<unknown> =>
      (await harness.call('ListServiceDeployments', { service: 'web', ...filter }))['serviceDeployments'];
    expect(await list({ status: ['IN_PROGRESS'] })).toEqual([]);
    expect(await list({ createdAt: { before: created } })).toHaveLength(1);
  });
});

describe('stale reads', () => {
  it('show the state before the update for as long as ordered', async () => {
    const before = await settled({ staleReadMs: 3000 });
    await update('two');
    expect(await harness.deployments()).toMatchObject([{ id: before['id'], status: 'PRIMARY' }]);
    await harness.seconds(3);
    expect(await harness.deployments()).toMatchObject([{ status: 'PRIMARY' }, { id: before['id'], status: 'ACTIVE' }]);
  });
});

describe('a service without load balancer', () => {
  it('counts a task as healthy 40 seconds after RUNNING', async () => {
    harness = makeHarness();
    await harness.createService(await harness.register('one'));
    await harness.until(async () => (await harness.service())['runningCount'] === 1);
    const took = await harness.until(alone);
    expect(took).toBeGreaterThanOrEqual(40);
    expect(took).toBeLessThanOrEqual(50);
  });

  it('or once its container health check has passed', async () => {
    harness = makeHarness();
    const failed = { exitCode: 1 };
    harness.runtime.behaviours.set('one', {
      executions: [...Array.from({ length: 11 }, () => failed), { exitCode: 0 }],
    });
    const healthCheck = { command: ['CMD', 'true'], interval: 5, startPeriod: 60 };
    await harness.createService(await harness.register('one', { healthCheck }));
    await harness.until(async () => (await harness.service())['runningCount'] === 1);
    expect(await harness.until(alone)).toBeGreaterThanOrEqual(45);
    const { taskArns } = await harness.call('ListTasks');
    expect((await harness.call('DescribeTasks', { tasks: taskArns }))['tasks']).toMatchObject([
      { healthStatus: 'HEALTHY', containers: [{ healthStatus: 'HEALTHY' }] },
    ]);
  });
});

describe('a task that fails its container health checks', () => {
  it('is stopped and replaced, and counts against the deployment', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('one', { executions: [{ exitCode: 0 }, { exitCode: 1 }] });
    const healthCheck = { command: ['CMD-SHELL', 'exit 1'], interval: 10, retries: 2 };
    await harness.createService(await harness.register('one', { healthCheck }));
    const stopped = async (): Promise<boolean> => (await harness.stoppedTasks()).length > 0;
    await harness.until(stopped);
    const [task = {}] = await harness.stoppedTasks();
    expect(task).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: 'Task failed container health checks',
      healthStatus: 'UNHEALTHY',
    });
    const id = text(task, 'taskArn').split('/')[2] ?? '';
    const events = (await harness.events()).map((event) => event.text);
    const complaint = events.indexOf(`(service web) (task ${id}) failed container health checks.`);
    expect(complaint).toBeGreaterThan(0);
    expect(events[complaint + 1]).toBe(`(service web) has stopped 1 running tasks: (task ${id}).`);
    expect(await harness.deployments()).toMatchObject([{ failedTasks: 1 }]);
  });

  it('is left alone during the grace period', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('one', { executions: [{ exitCode: 1 }] });
    const healthCheck = { command: ['CMD', 'false'], interval: 5, retries: 1 };
    await harness.createService(await harness.register('one', { healthCheck }), {
      ...balanced,
      healthCheckGracePeriodSeconds: 300,
    });
    await harness.seconds(300);
    expect(await harness.stoppedTasks()).toEqual([]);
    await harness.seconds(100);
    expect(await harness.stoppedTasks()).toMatchObject([{ stoppedReason: 'Task failed container health checks' }]);
  });
});

describe('a task that turns unhealthy later', () => {
  it('is stopped and replaced, without a deployment', async () => {
    await settled();
    const [id] = (await harness.deployments()).map((entry) => entry['id']);
    const { taskArns } = await harness.call('ListTasks');
    const [task] = objects((await harness.call('DescribeTasks', { tasks: taskArns }))['tasks']);
    const details = objects(objects(task?.['attachments'])[0]?.['details']);
    const address = text(details.find(({ name }) => name === 'privateIPv4Address') ?? {}, 'value');
    const told = (await harness.events()).length;
    harness.targetGroups.fail(address, 'Health checks failed with these codes: [502]');
    await harness.until(async () => (await harness.events()).length > told + 3);
    await harness.until(async () => (await harness.events()).at(-1)?.text.includes('steady') ?? false);
    const kinds = (await harness.events()).slice(told).map((event) => event.text.replace(/ \(target-group .*?\)/, ''));
    expect(kinds).toEqual([
      expect.stringContaining(
        '(port 8080) is unhealthy in due to (reason Health checks failed with these codes: [502]).',
      ),
      expect.stringContaining('has stopped 1 running tasks'),
      expect.stringContaining('deregistered 1 targets'),
      expect.stringContaining('has begun draining connections on 1 tasks.'),
      expect.stringContaining('has started 1 tasks'),
      expect.stringContaining('registered 1 targets'),
      expect.stringContaining('has reached a steady state.'),
    ]);
    expect(await harness.deployments()).toMatchObject([{ id, rolloutState: 'COMPLETED' }]);
  });

  it('is left alone during the grace period', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('slow', { health: 'unhealthy' });
    await harness.createService(await harness.register('slow'), { ...balanced, healthCheckGracePeriodSeconds: 300 });
    await harness.seconds(300);
    expect(await harness.stoppedTasks()).toEqual([]);
    harness.runtime.behaviours.set('slow', {});
    await harness.until(alone);
    expect(await harness.stoppedTasks()).toEqual([]);
  });
});
