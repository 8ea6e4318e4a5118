import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '#sandbox/aws/service';
import { object } from '#sandbox/aws/ecs/testing/harness';
import { appSpec, blueGroup, greenGroup, makeCodeDeploy, prod, revisionOf } from './testing/harness.ts';
import type { Harness, Setting } from './testing/harness.ts';

const rollingBack = { autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_FAILURE'] } };

let harness: Harness | undefined;
afterEach(() => harness?.close());

async function make(setting: Setting): Promise<Harness> {
  return (harness = await makeCodeDeploy(setting));
}

describe('hooks', () => {
  const calls: JsonObject[] = [];
  afterEach(() => {
    calls.length = 0;
  });
  const lambda = {
    exists: (name: string) => name === 'check',
    invoke: (_: string, event: JsonObject) => {
      calls.push(event);
      return Promise.resolve({});
    },
  };
  const revision = revisionOf(appSpec({ Hooks: [{ AfterAllowTestTraffic: 'check' }] }));

  async function called(box: Harness): Promise<JsonObject> {
    await box.ecs.until(() => Promise.resolve(calls.length > 0), 300);
    const call = object(calls[0]);
    return { deploymentId: call['DeploymentId'], lifecycleEventHookExecutionId: call['LifecycleEventHookExecutionId'] };
  }

  it('hold the deployment until they report', async () => {
    const box = await make({ lambda });
    const id = await box.deploy({ revision });
    const report = await called(box);
    await box.ecs.seconds(600);
    expect((await box.events(id))[4]).toBe('InProgress');
    expect(box.routing.share(prod, greenGroup)).toBe(0);
    await box.call('PutLifecycleEventHookExecutionStatus', { ...report, status: 'Succeeded' });
    const again = box.call('PutLifecycleEventHookExecutionStatus', { ...report, status: 'Succeeded' });
    await expect(again).rejects.toMatchObject({ code: 'LifecycleEventAlreadyCompletedException' });
    await box.reaches(id, 'Succeeded', 400);
  });

  it('fail the deployment by their report', async () => {
    const box = await make({ lambda, group: rollingBack });
    const id = await box.deploy({ revision });
    await box.call('PutLifecycleEventHookExecutionStatus', { ...(await called(box)), status: 'Failed' });
    await box.reaches(id, 'Failed', 10);
    expect(await box.deployment(id)).toMatchObject({ errorInformation: { code: 'HOOK_EXECUTION_FAILURE' } });
    expect((await box.events(id)).slice(4)).toEqual(['Failed', 'Skipped', 'Skipped', 'Skipped']);
    expect(box.routing.share(prod, blueGroup)).toBe(100);
  });

  it('fail the deployment when they say nothing for an hour, or break', async () => {
    const box = await make({ lambda });
    const silent = await box.deploy({ revision });
    await called(box);
    expect(await box.reaches(silent, 'Failed', 4000)).toBeGreaterThan(3590);
    await box.close();
    const broken = await make({ lambda: { ...lambda, invoke: () => Promise.reject(new Error('out of memory')) } });
    const id = await broken.deploy({ revision });
    await broken.reaches(id, 'Failed', 300);
    expect(await broken.deployment(id)).toMatchObject({ errorInformation: { code: 'HOOK_EXECUTION_FAILURE' } });
  });
});
