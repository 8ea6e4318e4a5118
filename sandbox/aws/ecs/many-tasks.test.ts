import { afterEach, describe, expect, it } from '@jest/globals';
import { balanced, makeHarness, object, objects } from './testing/harness.ts';
import type { Harness } from './testing/harness.ts';

let harness: Harness;
afterEach(() => harness.ecs.close());

const bounded = { type: 'BOUNDED_PERCENT', value: 50 };
const unbounded = { type: 'UNBOUNDED_PERCENT', value: 50 };

describe('the circuit breaker of a large service', () => {
  it.each([
    [1, bounded, 3],
    [25, bounded, 13],
    [400, bounded, 200],
    [800, bounded, 200],
    [800, unbounded, 400],
  ])('with %d tasks and %j trips at %d failures', async (desiredCount, thresholdConfiguration, failures) => {
    harness = makeHarness();
    harness.runtime.behaviours.set('bad', { exit: { after: 1000, exitCode: 1, outOfMemory: false } });
    await harness.createService(await harness.register('bad'), {
      ...balanced,
      desiredCount,
      deploymentConfiguration: {
        deploymentCircuitBreaker: { enable: true, rollback: false, thresholdConfiguration },
      },
    });
    const listed = await harness.call('ListServiceDeployments', { service: 'web' });
    const serviceDeploymentArns = objects(listed['serviceDeployments']).map((entry) => entry['serviceDeploymentArn']);
    const counts: number[] = [];
    await harness.until(async () => {
      const { serviceDeployments } = await harness.call('DescribeServiceDeployments', { serviceDeploymentArns });
      const breaker = object(objects(serviceDeployments)[0]?.['deploymentCircuitBreaker']);
      expect(breaker['threshold']).toBe(failures);
      if (breaker['status'] === 'MONITORING') counts.push(Number(breaker['failureCount']));
      return breaker['status'] === 'TRIGGERED';
    });
    expect((await harness.deployments())[0]).toMatchObject({ rolloutState: 'FAILED' });
    // It trips when the failures have reached the threshold, at the next look of the scheduler.
    const early = counts.filter((count) => count >= failures).length;
    expect(early).toBeLessThanOrEqual(10);
  });
});

describe('a service of 400 tasks', () => {
  it('is replaced in a few moments of real time', async () => {
    harness = makeHarness();
    await harness.createService(await harness.register('one'), { ...balanced, desiredCount: 400 });
    const done = async (): Promise<boolean> => (await harness.deployments())[0]?.['rolloutState'] === 'COMPLETED';
    const minute = async (): Promise<void> => {
      for (let passed = 0; passed < 30 && !(await done()); passed += 1) await harness.seconds(10);
    };
    await minute();
    await harness.call('UpdateService', { service: 'web', taskDefinition: await harness.register('two') });
    await minute();
    expect(await harness.deployments()).toMatchObject([{ rolloutState: 'COMPLETED', runningCount: 400 }]);
  }, 10_000);
});
