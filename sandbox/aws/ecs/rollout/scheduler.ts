import type { TargetHealth } from '#sandbox/aws/target-groups';
import type { EcsContext } from '../context.ts';
import type { Service, ServiceDeployment, Task } from '../model.ts';
import { tickTaskSets } from '../task-sets/schedule.ts';
import type { HealthSource } from '../tasks/target-health.ts';
import type { TaskListener } from '../tasks/engine.ts';
import { timings } from '../timings.ts';
import { checkAlarms } from './alarms.ts';
import { finish } from './deployments.ts';
import { tellOnce } from './events.ts';
import { execute } from './execute.ts';
import { isFinished } from './finished.ts';
import { pollHooks } from './hooks.ts';
import { observe, taskState } from './observe.ts';
import { plan } from './plan.ts';
import { failedToStart, recordHealthy, recordRunning, recordStartFailure } from './record.ts';

/** Looks at every service once a tick, until `signal` aborts. */
export async function runScheduler(context: EcsContext, signal: AbortSignal): Promise<void> {
  for (;;) {
    try {
      await context.clock.sleep(timings.schedulerTick, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
    context.state.prune(context.clock.now());
    for (const service of context.state.services()) tick(context, service);
  }
}

function tick(context: EcsContext, service: Service): void {
  const [record] = service.serviceDeployments;
  if (record && !isFinished(record)) attend(context, service, record);
  endStopped(context, service);
  const tasks = context.state.tasksOf(service);
  const sight = { clock: context.clock, targetGroups: snapshotOf(context.targetGroups) };
  for (const task of tasks) {
    if (!task.seenHealthy && taskState(task, sight) === 'healthy') recordHealthy(task);
  }
  if (service.controller !== 'ECS') {
    tickTaskSets(context, service, sight);
    return;
  }
  const view = observe(service, tasks, sight);
  if (!view) return;
  for (const action of plan(view)) execute(context, service, action);
}

/** What a deployment under way hears from outside: its alarms and its hooks. */
function attend(context: EcsContext, service: Service, record: ServiceDeployment): void {
  checkAlarms(context, record);
  pollHooks(context, service, record);
}

function endStopped(context: EcsContext, service: Service): void {
  for (const record of service.serviceDeployments) {
    if (record.status !== 'STOP_REQUESTED') continue;
    finish(context, service, { record, status: 'STOPPED' });
  }
}

/** One look at each target group is enough for all tasks of a service. */
function snapshotOf(targetGroups: HealthSource): HealthSource {
  const seen = new Map<string, readonly TargetHealth[]>();
  return {
    exists: (arn) => targetGroups.exists(arn),
    health: (arn) => {
      const health = seen.get(arn) ?? targetGroups.health(arn);
      seen.set(arn, health);
      return health;
    },
  };
}

/** What the scheduler learns from its tasks between two ticks. */
export function taskListener(context: () => EcsContext): TaskListener {
  return {
    onRunning: recordRunning,
    onStopping: (task: Task) => {
      if (!task.owner || !failedToStart(task)) return;
      const { clock } = context();
      if (!recordStartFailure(task, clock)) return;
      tellOnce(context(), task.owner.service, 'is unable to consistently start tasks successfully.');
    },
  };
}
