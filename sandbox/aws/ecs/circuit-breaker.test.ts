import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { balanced, makeHarness, object, objects, targetGroup, text } from './testing/harness.ts';
import type { Harness } from './testing/harness.ts';

const crash = { exit: { after: 2000, exitCode: 1, outOfMemory: false } };

const withBreaker = (rollback: boolean, more: JsonObject = {}): JsonObject => ({
  ...balanced,
  deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback, ...more } },
});

let harness: Harness;
afterEach(() => harness.ecs.close());

async function settled(configuration: JsonObject): Promise<JsonObject> {
  harness = makeHarness();
  await harness.createService(await harness.register('good'), configuration);
  await harness.until(async () => (await harness.deployments())[0]?.['rolloutState'] === 'COMPLETED');
  return (await harness.deployments())[0] ?? {};
}

async function update(image: string): Promise<JsonObject> {
  const { service } = await harness.call('UpdateService', {
    service: 'web',
    taskDefinition: await harness.register(image),
  });
  return objects(object(service)['deployments'])[0] ?? {};
}

async function latest(): Promise<JsonObject> {
  const listed = objects((await harness.call('ListServiceDeployments', { service: 'web' }))['serviceDeployments']);
  const arn = text(listed[0] ?? {}, 'serviceDeploymentArn');
  const described = await harness.call('DescribeServiceDeployments', { serviceDeploymentArns: [arn] });
  return objects(described['serviceDeployments'])[0] ?? {};
}

const rollingBack = async (): Promise<boolean> =>
  (await harness.events()).some((event) => event.text.includes('rolling back'));

describe('the circuit breaker with rollback', () => {
  it('makes the former deployment PRIMARY again under its old id after three tasks that never ran', async () => {
    const good = await settled(withBreaker(true));
    harness.runtime.behaviours.set('bad', crash);
    const bad = await update('bad');
    await harness.until(async () => objects([await latest()])[0]?.['status'] === 'IN_PROGRESS');
    await harness.until(rollingBack);
    const goodId = text(good, 'id');
    const badId = text(bad, 'id');
    const [first, second, ...others] = await harness.deployments();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      id: goodId,
      status: 'PRIMARY',
      rolloutState: 'IN_PROGRESS',
      rolloutStateReason: `ECS deployment circuit breaker: rolling back to deploymentId ${goodId}.`,
    });
    expect(second).toMatchObject({
      id: badId,
      status: 'ACTIVE',
      rolloutState: 'FAILED',
      rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      failedTasks: 3,
      desiredCount: 0,
    });
    expect(await latest()).toMatchObject({
      status: 'ROLLBACK_IN_PROGRESS',
      deploymentCircuitBreaker: { status: 'TRIGGERED', failureCount: 3, threshold: 3 },
    });
    await harness.until(async () => (await harness.deployments()).length === 1);
    expect(await harness.deployments()).toMatchObject([{ id: goodId, rolloutState: 'COMPLETED', runningCount: 1 }]);
    expect((await harness.events()).map((event) => event.text).slice(-5)).toEqual([
      expect.stringMatching(/^\(service web\) has started 1 tasks: \(task \w{32}\)\.$/),
      `(service web) (deployment ${badId}) deployment failed: tasks failed to start.`,
      `(service web) rolling back to deployment ${goodId}.`,
      `(service web) (deployment ${goodId}) deployment completed.`,
      '(service web) has reached a steady state.',
    ]);
    const ended = await latest();
    expect(ended).toMatchObject({
      status: 'ROLLBACK_SUCCESSFUL',
      statusReason: 'Service deployment rolled back because the circuit breaker threshold was exceeded.',
    });
    const { serviceRevisionArn } = object(ended['rollback']);
    const { serviceRevisions } = await harness.call('DescribeServiceRevisions', {
      serviceRevisionArns: [serviceRevisionArn],
    });
    expect(serviceRevisions).toMatchObject([{ taskDefinition: good['taskDefinition'] }]);
  });

  it('follows the published times of a missing image: failures at 2:34, 4:46 and 11:00', async () => {
    await settled(withBreaker(true));
    harness.runtime.behaviours.set('missing', { pullError: 'registry/missing:1: not found' });
    await update('missing');
    const failures: number[] = [];
    const began = harness.clock.now();
    for (let count = 1; count <= 3; count += 1) {
      await harness.until(async () => (await harness.deployments())[0]?.['failedTasks'] === count);
      failures.push((harness.clock.now() - began) / 1000);
    }
    const published = [154, 286, 660];
    failures.forEach((seconds, index) => {
      expect(Math.abs(seconds - (published[index] ?? 0))).toBeLessThanOrEqual(20);
    });
    expect((await harness.events()).map((event) => event.text)).toContain(
      '(service web) is unable to consistently start tasks successfully.',
    );
  });

  it('counts a task whose target never becomes healthy', async () => {
    await settled(withBreaker(true));
    harness.runtime.behaviours.set('sick', { health: 'unhealthy' });
    await update('sick');
    await harness.until(rollingBack);
    const stopped = (await harness.stoppedTasks()).filter((task) => text(task, 'stoppedReason').includes('ELB'));
    expect(stopped).toHaveLength(3);
    expect(stopped[0]).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Task failed ELB health checks in (target-group ${targetGroup})`,
    });
    expect((await harness.events()).map((event) => event.text)).toContainEqual(
      expect.stringMatching(
        /\(task \w+\) \(port 8080\) is unhealthy in \(target-group .*\) due to \(reason Health checks failed\)\./,
      ),
    );
  });

  it('needs 13 failures at a desired count of 25', async () => {
    await settled({ ...withBreaker(true), desiredCount: 25 });
    harness.runtime.behaviours.set('bad', crash);
    await update('bad');
    expect(await latest()).toMatchObject({ deploymentCircuitBreaker: { threshold: 13, failureCount: 0 } });
    await harness.until(rollingBack);
    expect(await latest()).toMatchObject({ deploymentCircuitBreaker: { status: 'TRIGGERED', threshold: 13 } });
    await harness.until(async () => (await harness.deployments()).length === 1);
    expect(await harness.service()).toMatchObject({ runningCount: 25, pendingCount: 0 });
  });

  it('has nothing to go back to on the first deployment: FAILED, and no more tasks', async () => {
    harness = makeHarness();
    harness.runtime.behaviours.set('bad', crash);
    await harness.createService(await harness.register('bad'), withBreaker(true));
    await harness.until(async () => (await harness.deployments())[0]?.['rolloutState'] === 'FAILED');
    const told = (await harness.events()).length;
    await harness.seconds(1800);
    expect(await harness.deployments()).toMatchObject([{ status: 'PRIMARY', rolloutState: 'FAILED', pendingCount: 0 }]);
    expect((await harness.events()).length).toBe(told);
    expect(await latest()).toMatchObject({ status: 'STOPPED' });
  });

  it('ends in ROLLBACK_FAILED when the former revision does not start either', async () => {
    await settled({
      ...withBreaker(true),
      deploymentConfiguration: {
        maximumPercent: 100,
        minimumHealthyPercent: 0,
        deploymentCircuitBreaker: { enable: true, rollback: true },
      },
    });
    harness.runtime.behaviours.set('bad', crash);
    harness.runtime.behaviours.set('good', crash);
    await update('bad');
    await harness.until(rollingBack);
    await harness.until(async () => (await latest())['status'] === 'ROLLBACK_FAILED');
    expect((await harness.deployments())[0]).toMatchObject({ status: 'PRIMARY', rolloutState: 'FAILED' });
  });
});

describe('the circuit breaker without rollback', () => {
  it('leaves the failed deployment PRIMARY and the old tasks serving', async () => {
    const good = await settled(withBreaker(false));
    harness.runtime.behaviours.set('bad', crash);
    await update('bad');
    await harness.until(async () => (await harness.deployments())[0]?.['rolloutState'] === 'FAILED');
    await harness.seconds(1800);
    expect(await harness.deployments()).toMatchObject([
      {
        status: 'PRIMARY',
        rolloutState: 'FAILED',
        rolloutStateReason: 'ECS deployment circuit breaker: tasks failed to start.',
      },
      { id: good['id'], status: 'ACTIVE', rolloutState: 'COMPLETED', runningCount: 1 },
    ]);
    expect(await latest()).toMatchObject({ status: 'STOPPED', deploymentCircuitBreaker: { status: 'TRIGGERED' } });
    expect(await rollingBack()).toBe(false);
  });

  it('keeps trying for ever when it is off', async () => {
    await settled(balanced);
    harness.runtime.behaviours.set('bad', crash);
    await update('bad');
    await harness.seconds(3600);
    const [primary] = await harness.deployments();
    expect(primary).toMatchObject({ status: 'PRIMARY', rolloutState: 'IN_PROGRESS' });
    expect(primary?.['failedTasks']).toBeGreaterThan(4);
  });
});

describe('what the breaker counts', () => {
  it('is no longer a task that does not start, once one of the deployment has run', async () => {
    harness = makeHarness({ verdict: 600_000 });
    await harness.createService(await harness.register('good'), withBreaker(true));
    await harness.until(async () => (await harness.deployments())[0]?.['runningCount'] === 1);
    harness.runtime.behaviours.set('good', crash);
    await harness.call('UpdateService', { service: 'web', desiredCount: 3 });
    await harness.until(async () => Number((await harness.deployments())[0]?.['failedTasks']) >= 4);
    expect(await latest()).toMatchObject({ status: 'IN_PROGRESS', deploymentCircuitBreaker: { failureCount: 0 } });
  });

  it('and a task that ran ends the launch back-off', async () => {
    await settled(balanced);
    harness.runtime.behaviours.set('flaky', crash);
    await update('flaky');
    const failed = async (count: number): Promise<boolean> =>
      (await harness.deployments())[0]?.['failedTasks'] === count;
    await harness.until(() => failed(1));
    harness.runtime.behaviours.set('flaky', {});
    await harness.until(() => failed(0));
    harness.runtime.behaviours.set('flaky', crash);
    await harness.call('UpdateService', { service: 'web', desiredCount: 2 });
    await harness.until(() => failed(1));
    // The second failure in a row comes at once; after it the back-off begins.
    expect(await harness.until(() => failed(2))).toBeLessThan(60);
  });
});

describe('resetOnHealthyTask', () => {
  it.each([
    [true, 0],
    [false, 1],
  ])('%p leaves %d failures counted after a task became healthy', async (resetOnHealthyTask, failureCount) => {
    await settled(withBreaker(true, { resetOnHealthyTask }));
    harness.runtime.behaviours.set('flaky', crash);
    await update('flaky');
    await harness.until(async () => (await harness.deployments())[0]?.['failedTasks'] === 1);
    harness.runtime.behaviours.set('flaky', {});
    await harness.until(async () => (await harness.deployments()).length === 1);
    expect((await harness.deployments())[0]).toMatchObject({ rolloutState: 'COMPLETED', failedTasks: 0 });
    expect(await latest()).toMatchObject({
      status: 'SUCCESSFUL',
      deploymentCircuitBreaker: { status: 'MONITORING_COMPLETE', failureCount },
    });
  });
});

describe('a service deployment that has ended', () => {
  it('goes on showing what its circuit breaker had counted, whatever becomes of the service', async () => {
    await settled(withBreaker(true));
    const before = await latest();
    harness.runtime.behaviours.set('good', crash);
    await harness.call('UpdateService', { service: 'web', desiredCount: 20 });
    await harness.until(async () => Number((await harness.deployments())[0]?.['failedTasks']) > 0);
    expect(await latest()).toEqual(before);
    expect(before).toMatchObject({ deploymentCircuitBreaker: { failureCount: 0, threshold: 3 } });
  });
});
