import type { EcsContext } from '../context.ts';
import type { Service, Task, TaskSet } from '../model.ts';
import { tell, tellAboutTaskSet } from '../rollout/events.ts';
import { execute } from '../rollout/execute.ts';
import { taskState } from '../rollout/observe.ts';
import type { Sight } from '../rollout/observe.ts';
import { elapsed } from '../time.ts';
import { timings } from '../timings.ts';
import { isSteady, planTaskSet } from './plan.ts';
import type { TaskSetView } from './plan.ts';

/** One look of the scheduler at a service whose revisions are task sets. */
export function tickTaskSets(context: EcsContext, service: Service, sight: Sight): void {
  if (service.status === 'INACTIVE') return;
  const tasks = context.state.tasksOf(service);
  for (const taskSet of service.taskSets) {
    compute(context, service, taskSet);
    const view = look(taskSet, tasks, sight);
    const actions = planTaskSet(view);
    if (actions.length > 0) service.steadySince = undefined;
    for (const action of actions) execute(context, service, action);
    settle(context, service, { taskSet, steady: isSteady(view) });
  }
  forget(context, service);
  if (service.status === 'ACTIVE') tellSteadyState(context, service);
}

/** The service's desired count times the task set's scale, rounded up. API reference, TaskSet, computedDesiredCount. */
export function computedDesiredCount(service: Service, { scale, status }: TaskSet): number {
  if (status === 'DRAINING' || service.status !== 'ACTIVE') return 0;
  return Math.ceil((service.settings.desiredCount * scale) / 100);
}

function compute(context: EcsContext, service: Service, taskSet: TaskSet): void {
  const { deployment } = taskSet;
  const count = computedDesiredCount(service, taskSet);
  if (count === deployment.desiredCount) return;
  deployment.desiredCount = count;
  taskSet.updatedAt = context.clock.now();
  tell(context, service, `updated computedDesiredCount for taskSet ${deployment.id} to ${count}.`);
}

function look({ deployment }: TaskSet, tasks: readonly Task[], sight: Sight): TaskSetView {
  const own = tasks.filter((task) => task.owner?.deployment === deployment && task.lastStatus !== 'STOPPED');
  return {
    id: deployment.id,
    wanted: deployment.desiredCount,
    launchable: sight.clock.now() >= deployment.launchableAt,
    tasks: own.map((task) => ({ id: task.id, state: taskState(task, sight) })),
  };
}

function settle(
  context: EcsContext,
  service: Service,
  { taskSet, steady }: { readonly taskSet: TaskSet; readonly steady: boolean },
): void {
  const status = steady ? 'STEADY_STATE' : 'STABILIZING';
  if (status === taskSet.stabilityStatus || taskSet.status === 'DRAINING') return;
  const now = context.clock.now();
  taskSet.stabilityStatus = status;
  taskSet.stabilityStatusAt = now;
  taskSet.updatedAt = now;
  tellAboutTaskSet(context, service, { id: taskSet.deployment.id, what: `updated state to ${status}.` });
}

/** A deleted task set leaves with its last task, and a deleted service with its last task set. */
function forget(context: EcsContext, service: Service): void {
  const alive = new Set(
    context.state
      .tasksOf(service)
      .filter((task) => task.lastStatus !== 'STOPPED')
      .map((task) => task.owner?.deployment),
  );
  service.taskSets = service.taskSets.filter(
    ({ status, deployment }) => status !== 'DRAINING' || alive.has(deployment),
  );
  if (service.status === 'DRAINING' && service.taskSets.length === 0) service.status = 'INACTIVE';
}

function tellSteadyState(context: EcsContext, service: Service): void {
  const { clock } = context;
  const steady =
    service.taskSets.length > 0 && service.taskSets.every(({ stabilityStatus }) => stabilityStatus === 'STEADY_STATE');
  const isNews = service.steadySince === undefined || elapsed(clock, service.steadySince) >= timings.repeatEvent;
  if (!steady || !isNews) return;
  service.steadySince = clock.now();
  tell(context, service, 'has reached a steady state.');
}
