import { describe, expect, it } from '@jest/globals';
import { awsError, crashedTask, ScriptedEcs, serviceWith } from '../testing/scripted-ecs.ts';
import { beginRollout } from './memory.ts';
import { Observer } from './observe.ts';
import { viewService } from './view.ts';

const ref = { cluster: 'prod', service: 'web' };
const begun = serviceWith([
  ['new', 'PRIMARY', 'IN_PROGRESS', 'web:2'],
  ['old', 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const moved = serviceWith([
  ['new', 'PRIMARY', 'IN_PROGRESS', 'web:2', { failed: 1 }],
  ['old', 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const memory = beginRollout(
  { id: 'new', taskDefinition: 'web:2' },
  viewService(serviceWith([['old', 'PRIMARY', 'COMPLETED', 'web:1']])),
  'deployed',
);

function observe(api: ScriptedEcs) {
  const missing: string[] = [];
  const observer = new Observer(api, ref, { knownEnds: [], onMissing: (what) => missing.push(what) });
  return { observer, missing };
}

describe('Observer', () => {
  it('makes one call a look while nothing changes', async () => {
    const api = new ScriptedEcs({ before: [begun] });
    const { observer } = observe(api);
    for (let look = 0; look < 4; look += 1) await observer.look(memory);
    expect(api.calls).toEqual([
      'describe-service',
      'stopped-tasks',
      'describe-service',
      'describe-service',
      'describe-service',
    ]);
  });

  it('reads stopped tasks again until ECS has told why they stop, and tells each once', async () => {
    const stopping = { ...crashedTask('t1', 'new', 1), lastStatus: 'DEPROVISIONING', containers: [{ name: 'web' }] };
    const tasks = [{ fromFrame: 0, task: stopping }];
    const api = new ScriptedEcs({ before: [begun], tasks });
    const { observer } = observe(api);
    expect((await observer.look(memory)).newEnds).toEqual([]);
    tasks[0] = { fromFrame: 0, task: { ...stopping, containers: [{ name: 'web', exitCode: 1 } as { name: string }] } };
    expect((await observer.look(memory)).newEnds.map(({ what }) => what)).toEqual(['container web exited with code 1']);
    expect((await observer.look(memory)).newEnds).toEqual([]);
  });

  it('tells of a task that could not start while it still gives its resources back, once there is a reason', async () => {
    const unstarted = {
      ...crashedTask('t1', 'new', 1),
      lastStatus: 'DEPROVISIONING',
      stopCode: 'TaskFailedToStart' as const,
      stoppedReason: 'Task failed to start',
      containers: [{ name: 'web' }],
    };
    const tasks = [{ fromFrame: 0, task: unstarted }];
    const { observer } = observe(new ScriptedEcs({ before: [begun], tasks }));
    expect((await observer.look(memory)).newEnds).toEqual([]);
    const stoppedReason = 'ResourceInitializationError: unable to pull secrets or registry auth';
    tasks[0] = { fromFrame: 0, task: { ...unstarted, stoppedReason } };
    expect((await observer.look(memory)).newEnds.map(({ what }) => what)).toEqual([stoppedReason]);
  });

  it('reads the count of the breaker when tasks failed', async () => {
    const before = [begun, { ...moved, currentServiceDeployment: 'sd-2' }];
    const serviceDeployments = [
      {
        serviceDeploymentArn: 'sd-2',
        status: 'IN_PROGRESS' as const,
        deploymentCircuitBreaker: { failureCount: 1, threshold: 3 },
      },
    ];
    const { observer } = observe(new ScriptedEcs({ before, serviceDeployments }));
    expect((await observer.look(memory)).serviceDeployment).toBeUndefined();
    expect((await observer.look(memory)).serviceDeployment?.breaker).toEqual({ failures: 1, threshold: 3 });
  });

  it('does without what it may not read, says so once and asks no more', async () => {
    const api = new ScriptedEcs({ before: [begun, moved, begun] });
    let asked = 0;
    api.stoppedTasks = () => {
      asked += 1;
      return Promise.reject(awsError('AccessDeniedException', 'not authorized to perform: ecs:ListTasks'));
    };
    const { observer, missing } = observe(api);
    for (let look = 0; look < 3; look += 1) expect((await observer.look(memory)).newEnds).toEqual([]);
    expect({ asked, missing }).toEqual({ asked: 1, missing: ['tasks'] });
  });

  it('asks again after a passing fault', async () => {
    const api = new ScriptedEcs({ before: [begun], tasks: [{ fromFrame: 0, task: crashedTask('t1', 'new', 1) }] });
    const { stoppedTasks } = api;
    api.stoppedTasks = (asked) => {
      api.stoppedTasks = stoppedTasks;
      return asked.service === 'web'
        ? Promise.reject(awsError('ThrottlingException', 'Rate exceeded'))
        : stoppedTasks(asked);
    };
    const { observer, missing } = observe(api);
    expect((await observer.look(memory)).newEnds).toEqual([]);
    expect((await observer.look(memory)).newEnds).toHaveLength(1);
    expect(missing).toEqual([]);
  });
});
