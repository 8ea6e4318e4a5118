import { describe, expect, it } from '@jest/globals';
import type { EcsTask } from '../api.ts';
import type { TargetView } from '../load-balancer/api.ts';
import { serviceWith } from '../testing/scripted-ecs.ts';
import { countHealthy } from './health.ts';
import { beginRollout } from './memory.ts';
import { HealthObserver } from './observe-health.ts';
import { viewService } from './view.ts';

function task(address: string | undefined, more: Partial<EcsTask> = {}): EcsTask {
  const details = address === undefined ? [] : [{ name: 'privateIPv4Address', value: address }];
  return { startedBy: 'new', lastStatus: 'RUNNING', attachments: [{ details }], ...more };
}

const at = (id: string, state = 'healthy', port = 8080): TargetView => ({ id, port, state });
const front = { groups: ['blue', 'green'], port: 8080 };
const inside = { groups: ['inside'], port: 9090 };

describe('countHealthy', () => {
  it.each<[string, number, readonly EcsTask[], Readonly<Record<string, readonly TargetView[]>>]>([
    ['one in either group', 2, [task('a'), task('b')], { blue: [at('a')], green: [at('b')] }],
    ['the targets of others', 1, [task('a'), task('b')], { blue: [at('a'), at('c')] }],
    ['another port', 0, [task('a')], { blue: [at('a', 'healthy', 80)] }],
    ['not healthy', 0, [task('a')], { blue: [at('a', 'initial')] }],
    ['draining in one, healthy in the other', 1, [task('a')], { blue: [at('a', 'draining')], green: [at('a')] }],
    ['does not run', 0, [task('a', { lastStatus: 'ACTIVATING' })], { blue: [at('a')] }],
    ['no address', 0, [task(undefined)], { blue: [at('a')] }],
  ])('%s: %d', (...[, count, tasks, groups]) => {
    const targets = new Map(Object.entries(groups));
    expect(countHealthy(tasks, { hasHealthCheck: false, loadBalancers: [front], targets })).toBe(count);
  });

  it('wants a healthy target behind every load balancer', () => {
    const around = { hasHealthCheck: false, loadBalancers: [front, inside] };
    const blue = [at('a')];
    expect(countHealthy([task('a')], { ...around, targets: new Map([['blue', blue]]) })).toBe(0);
    const both = new Map([
      ['blue', blue],
      ['inside', [at('a', 'healthy', 9090)]],
    ]);
    expect(countHealthy([task('a')], { ...around, targets: both })).toBe(1);
  });

  it('wants HEALTHY where a container has a health check, and no target where there is no load balancer', () => {
    const around = { loadBalancers: [], targets: new Map() };
    const unknown = task('a', { healthStatus: 'UNKNOWN' });
    expect(countHealthy([unknown], { ...around, hasHealthCheck: true })).toBe(0);
    expect(countHealthy([unknown], { ...around, hasHealthCheck: false })).toBe(1);
    expect(countHealthy([task('a', { healthStatus: 'HEALTHY' })], { ...around, hasHealthCheck: true })).toBe(1);
  });
});

describe('HealthObserver', () => {
  const balanced = { loadBalancers: [{ targetGroupArn: 'blue', containerPort: 8080 }] };
  const before = viewService(serviceWith([['old', 'PRIMARY', 'COMPLETED', 'web:1']]));
  const memory = beginRollout({ id: 'new', taskDefinition: 'web:2' }, before, 'healthy');
  const service = (running: number, pending = 0, more: object = balanced) =>
    viewService(serviceWith([['new', 'PRIMARY', 'IN_PROGRESS', 'web:2', { running, pending }]], more));

  function observe(tasks: readonly (readonly EcsTask[])[], targets: readonly TargetView[]) {
    const asked: string[] = [];
    const api = {
      runningTasks: () => {
        asked.push('tasks');
        return Promise.resolve(
          tasks[Math.min(asked.filter((what) => what === 'tasks').length, tasks.length) - 1] ?? [],
        );
      },
    };
    const instances = {
      ec2Instances: (_cluster: string, arns: readonly string[]) => {
        asked.push(`instances ${arns.join()}`);
        return Promise.resolve(new Map(arns.includes('ci-1') ? [['ci-1', 'i-1']] : []));
      },
    };
    const loadBalancers = {
      targetHealth: (group: string) => {
        asked.push(group);
        return Promise.resolve(targets);
      },
    };
    const options = { loadBalancers, hasHealthCheck: true };
    return {
      asked,
      observer: new HealthObserver({ ...api, ...instances }, { cluster: 'prod', service: 'web' }, options),
    };
  }
  const fit = task('a', { healthStatus: 'HEALTHY' });

  it('asks nothing while tasks are missing or start, or when another deployment is PRIMARY', async () => {
    const { asked, observer } = observe([[fit]], [at('a')]);
    const other = viewService(serviceWith([['other', 'PRIMARY', 'IN_PROGRESS', 'web:3']], balanced));
    for (const view of [service(0), service(1, 1), other]) expect(await observer.look(view, memory)).toBeUndefined();
    expect(asked).toEqual([]);
  });

  it('reads tasks until they are up, then only their targets', async () => {
    const checking = task('a', { healthStatus: 'UNKNOWN' });
    const stranger = task('b', { startedBy: 'old', healthStatus: 'HEALTHY' });
    const { asked, observer } = observe(
      [
        [checking, stranger],
        [fit, stranger],
      ],
      [at('a')],
    );
    expect(await observer.look(service(1), memory)).toEqual({ healthy: 0, wanted: 1 });
    expect(await observer.look(service(1), memory)).toEqual({ healthy: 1, wanted: 1 });
    expect(await observer.look(service(1), memory)).toEqual({ healthy: 1, wanted: 1 });
    expect(asked).toEqual(['tasks', 'tasks', 'blue', 'blue']);
  });

  describe('of tasks that share the address of their instance', () => {
    const housed = (instance: string, hostPort: number, name = 'web'): EcsTask =>
      task(undefined, {
        healthStatus: 'HEALTHY',
        containerInstanceArn: instance,
        containers: [
          { name: 'proxy', networkBindings: [{ containerPort: 8080, hostPort: 1 }] },
          { name, networkBindings: [{ containerPort: 8080, hostPort }] },
        ],
      });
    const named = { loadBalancers: [{ targetGroupArn: 'blue', containerName: 'web', containerPort: 8080 }] };
    const view = (running: number) => service(running, 0, named);

    it('tells their targets by instance and host port, and asks for an instance once', async () => {
      const tasks = [housed('ci-1', 32_768), housed('ci-1', 32_769)];
      const { asked, observer } = observe([tasks], [at('i-1', 'healthy', 32_768), at('i-1', 'initial', 32_769)]);
      const desired = (count: number) => ({
        ...view(count),
        deployments: view(count).deployments.map((line) => ({ ...line, desired: count })),
      });
      expect(await observer.look(desired(2), memory)).toEqual({ healthy: 1, wanted: 2 });
      expect(await observer.look(desired(2), memory)).toEqual({ healthy: 1, wanted: 2 });
      expect(asked).toEqual(['tasks', 'instances ci-1', 'blue', 'blue']);
    });

    it('takes the port of the container where nothing maps it (host networking)', async () => {
      const host = task(undefined, { healthStatus: 'HEALTHY', containerInstanceArn: 'ci-1' });
      const { observer } = observe([[host]], [at('i-1', 'healthy', 8080)]);
      expect(await observer.look(view(1), memory)).toEqual({ healthy: 1, wanted: 1 });
    });

    it('does not guess where the instance is not known', async () => {
      const { observer } = observe([[housed('ci-9', 32_768)]], [at('i-1', 'healthy', 32_768)]);
      expect(await observer.look(view(1), memory)).toBeUndefined();
      expect(await observer.look(service(1, 0, {}), memory)).toEqual({ healthy: 1, wanted: 1 });
    });
  });
});
