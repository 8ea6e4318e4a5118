import { afterEach, describe, expect, it } from '@jest/globals';
import { makeHarness } from '#sandbox/aws/ecs/testing/harness';
import type { Harness } from '#sandbox/aws/ecs/testing/harness';
import { FakeClock } from '#sandbox/testing/fake-clock';
import { createCapacityFaults, faultyPlacement } from './faulty-placement.ts';
import { createSecretFaults, withSecretFaults } from './faulty-secrets.ts';

let harness: Harness;
afterEach(() => harness.ecs.close());

describe('secrets', () => {
  it.each([
    ['not-found', false],
    [undefined, true],
  ] as const)('ordered to be %p', async (why, starts) => {
    const faults = createSecretFaults(new FakeClock());
    if (why) faults.order({ match: { valueFrom: '*secret:db*' }, fault: { why } });
    harness = makeHarness({ secrets: withSecretFaults({ read: () => ({ found: true, value: 'x' }) }, faults) });
    const valueFrom = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:db';
    await harness.createService(await harness.register('one', { secrets: [{ name: 'DB', valueFrom }] }));
    await harness.seconds(60);
    expect(await harness.service()).toMatchObject({ runningCount: starts ? 1 : 0 });
    expect((await harness.stoppedTasks()).length > 0).toBe(!starts);
  });
});

describe('capacity', () => {
  it('is refused by family and count', () => {
    const faults = createCapacityFaults(new FakeClock());
    const placement = faultyPlacement(faults);
    harness = makeHarness({ placement });
    faults.order({ match: { family: 'app' }, fault: {}, when: { first: 1 } });
    const request = (family: string) =>
      // Of a task definition only its family is looked at.
      ({ cluster: 'default', taskDefinition: { spec: { family } } }) as Parameters<typeof placement.refusal>[0];
    expect(placement.refusal(request('other'))).toBeUndefined();
    expect(placement.refusal(request('app'))).toMatchObject({
      reason: expect.stringMatching(/^Capacity is unavailable/),
    });
    expect(placement.refusal(request('app'))).toBeUndefined();
  });
});
