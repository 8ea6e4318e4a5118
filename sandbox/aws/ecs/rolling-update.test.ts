import { afterEach, describe, expect, it } from '@jest/globals';
import { balanced, makeHarness, objects, targetGroup, text } from './testing/harness.ts';
import type { Harness } from './testing/harness.ts';

const steady = async (harness: Harness): Promise<boolean> =>
  (await harness.events()).at(-1)?.text.endsWith('has reached a steady state.') ?? false;

describe('a rolling update behind a load balancer', () => {
  let harness: Harness;
  afterEach(() => harness.ecs.close());

  it('tells the events of a real update in their order, with gaps of scheduler ticks', async () => {
    harness = makeHarness();
    const first = await harness.register('one');
    await harness.createService(first, balanced);
    await harness.until(() => steady(harness));
    const [old] = await harness.deployments();
    const [oldTask] = objects(
      (await harness.call('DescribeTasks', { tasks: (await harness.call('ListTasks'))['taskArns'] }))['tasks'],
    );
    const began = harness.clock.now();
    await harness.call('UpdateService', { service: 'web', taskDefinition: await harness.register('two') });
    await harness.until(async () => (await steady(harness)) && (await harness.events()).length > 4);
    const [now, ...rest] = await harness.deployments();
    expect(rest).toEqual([]);
    const times = objects((await harness.service())['events']).map(({ createdAt }) => Number(createdAt));
    expect(new Set(times).size).toBe(times.length);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    const told = (await harness.events(began)).filter(({ at }) => at >= 1);
    const [started, registered, stopped, deregistered, draining, completed, settled] = told;
    expect(told.map(({ text: message }) => message.replace(/\(task \w+\)/g, '(task ID)'))).toEqual([
      '(service web) has started 1 tasks: (task ID).',
      `(service web) registered 1 targets in (target-group ${targetGroup})`,
      '(service web) has stopped 1 running tasks: (task ID).',
      `(service web) deregistered 1 targets in (target-group ${targetGroup})`,
      `(service web, taskSet ${text(old ?? {}, 'id')}) has begun draining connections on 1 tasks.`,
      `(service web) (deployment ${text(now ?? {}, 'id')}) deployment completed.`,
      '(service web) has reached a steady state.',
    ]);
    expect(stopped?.text).toContain(text(oldTask ?? {}, 'taskArn').split('/')[2]);
    const at = (event: { at: number } | undefined): number => event?.at ?? NaN;
    // Two published updates: started +0, registered +40 and +60, stopped +91, deregistered a tick later, completed about 50 s on.
    expect(at(registered) - at(started)).toBeGreaterThanOrEqual(40);
    expect(at(registered) - at(started)).toBeLessThanOrEqual(60);
    expect(at(stopped) - at(registered)).toBe(20);
    expect(at(deregistered) - at(stopped)).toBe(10);
    expect(at(draining) - at(deregistered)).toBe(0);
    expect(at(completed) - at(draining)).toBeGreaterThanOrEqual(40);
    expect(at(completed) - at(draining)).toBeLessThanOrEqual(60);
    expect(at(settled) - at(completed)).toBe(0);
  });

  it('shows both deployments while the old task serves', async () => {
    harness = makeHarness();
    const first = await harness.register('one');
    await harness.createService(first, balanced);
    await harness.until(() => steady(harness));
    const second = await harness.register('two');
    const answer = await harness.call('UpdateService', { service: 'web', taskDefinition: second });
    expect(answer['service']).toMatchObject({
      taskDefinition: second,
      deployments: [
        { status: 'PRIMARY', rolloutState: 'IN_PROGRESS', desiredCount: 1, runningCount: 0, pendingCount: 0 },
        { status: 'ACTIVE', rolloutState: 'COMPLETED', desiredCount: 1, runningCount: 1, pendingCount: 0 },
      ],
    });
    await harness.seconds(20);
    expect(await harness.deployments()).toMatchObject([{ pendingCount: 1 }, { runningCount: 1 }]);
    await harness.until(async () => (await harness.deployments())[0]?.['runningCount'] === 1);
    expect((await harness.deployments())[1]).toMatchObject({ desiredCount: 1, runningCount: 1 });
    await harness.until(async () => (await harness.deployments())[1]?.['desiredCount'] === 0);
    expect((await harness.deployments())[1]).toMatchObject({ taskDefinition: first, runningCount: 0 });
    await harness.until(async () => (await harness.deployments()).length === 1);
    const [only] = await harness.deployments();
    expect(only).toMatchObject({
      rolloutState: 'COMPLETED',
      rolloutStateReason: `ECS deployment ${text(only ?? {}, 'id')} completed.`,
    });
    const [old] = await harness.stoppedTasks();
    expect(old).toMatchObject({
      stopCode: 'ServiceSchedulerInitiated',
      stoppedReason: `Scaling activity initiated by (deployment ${text(only ?? {}, 'id')})`,
      lastStatus: 'STOPPED',
      group: 'service:web',
    });
  });

  it('does not start a deployment for an update that changes nothing', async () => {
    harness = makeHarness();
    const arn = await harness.register('one');
    await harness.createService(arn, balanced);
    await harness.until(() => steady(harness));
    const before = await harness.deployments();
    const answer = await harness.call('UpdateService', { service: 'web', taskDefinition: arn, ...balanced });
    expect(answer['service']).toMatchObject({ deployments: before });
    await harness.call('UpdateService', { service: 'web', desiredCount: 2 });
    await harness.until(async () => (await harness.service())['runningCount'] === 2);
    expect(await steady(harness)).toBe(false);
    await harness.until(() => steady(harness));
    await harness.call('UpdateService', { service: 'web', desiredCount: 1 });
    await harness.until(async () => (await harness.service())['runningCount'] === 1);
    expect(await steady(harness)).toBe(false);
    await harness.until(() => steady(harness));
    expect(await harness.deployments()).toMatchObject([{ id: before[0]?.['id'], rolloutState: 'COMPLETED' }]);
    await harness.call('UpdateService', { service: 'web', forceNewDeployment: true });
    expect((await harness.deployments()).length).toBe(2);
  });

  it('scales out both revisions while one replaces the other', async () => {
    harness = makeHarness();
    await harness.createService(await harness.register('one'), balanced);
    await harness.until(() => steady(harness));
    await harness.call('UpdateService', { service: 'web', taskDefinition: await harness.register('two') });
    await harness.seconds(10);
    await harness.call('UpdateService', { service: 'web', desiredCount: 3 });
    await harness.seconds(10);
    expect(await harness.deployments()).toMatchObject([
      { status: 'PRIMARY', desiredCount: 3, pendingCount: 3 },
      { status: 'ACTIVE', desiredCount: 3, pendingCount: 2, runningCount: 1 },
    ]);
    await harness.until(async () => (await harness.deployments()).length === 1);
    expect(await harness.service()).toMatchObject({ runningCount: 3, pendingCount: 0 });
  });
});
