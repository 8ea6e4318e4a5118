import type { EcsContext } from '../context.ts';
import type { Service, Task } from '../model.ts';
import { tell, tellOnce } from './events.ts';
import { bake, begin, complete, enter, inactivate } from './milestones.ts';
import { register } from './targets.ts';
import { leave, replace, scaleIn, scaleOut } from './task-actions.ts';
import { failDeployment } from './turn-back.ts';
import type { Action } from './view.ts';

const stuck =
  'was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again.';

/** Carries out one action of the plan, and tells it as a service event in ECS's words. */
export function execute(context: EcsContext, service: Service, action: Action): void {
  if (['start', 'stop', 'replace', 'deregister'].includes(action.kind)) service.steadySince = undefined;
  switch (action.kind) {
    case 'begin':
      begin(context, service);
      break;
    case 'register':
      register(context, service, tasksOf(context, action.tasks));
      break;
    case 'deregister':
      leave(context, service, tasksOf(context, action.tasks));
      break;
    case 'replace':
      for (const task of tasksOf(context, [action.task])) replace(context, service, task);
      break;
    case 'stop':
      scaleIn(context, service, { deployment: action.deployment, tasks: tasksOf(context, action.tasks) });
      break;
    case 'start':
      scaleOut(context, service, action);
      break;
    case 'fail':
      failDeployment(context, service, action);
      break;
    case 'enter':
      enter(context, service, action.position);
      break;
    case 'bake':
      bake(context, service);
      break;
    case 'forget':
      service.deployments = service.deployments.filter(({ id }) => id !== action.deployment);
      break;
    case 'complete':
      complete(context, service);
      break;
    case 'steady':
      service.steadySince = context.clock.now();
      tell(context, service, 'has reached a steady state.');
      break;
    case 'stuck':
      tellOnce(context, service, stuck);
      break;
    case 'inactivate':
      inactivate(context, service);
      break;
  }
}

function tasksOf({ state }: EcsContext, ids: readonly string[]): readonly Task[] {
  return ids.flatMap((id) => state.tasks.get(id) ?? []);
}
