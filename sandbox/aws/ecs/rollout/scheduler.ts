import type { EcsContext } from '../context.ts';
import type { Service, Task } from '../model.ts';
import { tickTaskSets } from '../task-sets/schedule.ts';
import type { TaskListener } from '../tasks/engine.ts';
import { timings } from '../timings.ts';
import { tellOnce } from './events.ts';
import { execute } from './execute.ts';
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
  const tasks = context.state.tasksOf(service);
  for (const task of tasks) {
    if (!task.seenHealthy && taskState(task, context) === 'healthy') recordHealthy(task);
  }
  if (service.controller !== 'ECS') {
    tickTaskSets(context, service);
    return;
  }
  const view = observe(service, tasks, context);
  if (!view) return;
  for (const action of plan(view)) execute(context, service, action);
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
