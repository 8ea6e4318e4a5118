import { isActive, planCapacity } from './capacity.ts';
import { planStages } from './stage-plan.ts';
import type { Action, DeploymentView, ServiceView, TaskView } from './view.ts';

/**
 * What the service scheduler does about one service now: the whole of a tick, decided from one snapshot.
 *
 * What one tick sets off, the next one sees: so a replacement starts a tick after the unhealthy task was stopped, and a
 * target is deregistered a tick after its task was stopped, as the published logs show it.
 */
export function plan(service: ServiceView): readonly Action[] {
  const deployments = [service.primary, ...service.others];
  const tasks = deployments.flatMap((deployment) => deployment.tasks);
  const housekeeping = [...deregistrations(tasks), ...registrations(tasks)];
  if (service.draining) return [...housekeeping, ...wipe(deployments, tasks)];
  const begin: readonly Action[] = service.pending ? [{ kind: 'begin' }] : [];
  const turn = turnBack(service);
  if (turn) return [...begin, ...housekeeping, turn];
  const replaced: readonly Action[] = having(tasks, 'unhealthy').map((task) => ({ kind: 'replace', task: task.id }));
  const course = service.stages
    ? [...planStages(service, service.stages), ...forgotten(service)]
    : [...planCapacity(service), ...forgotten(service), ...settled(service, tasks)];
  return [...begin, ...housekeeping, ...replaced, ...course];
}

function having(tasks: readonly TaskView[], state: TaskView['state']): readonly TaskView[] {
  return tasks.filter((task) => task.state === state);
}

function deregistrations(tasks: readonly TaskView[]): readonly Action[] {
  const leaving = having(tasks, 'leaving').map((task) => task.id);
  return leaving.length > 0 ? [{ kind: 'deregister', tasks: leaving }] : [];
}

function registrations(tasks: readonly TaskView[]): readonly Action[] {
  const due = having(tasks, 'due').map((task) => task.id);
  return due.length > 0 ? [{ kind: 'register', tasks: due }] : [];
}

function wipe(deployments: readonly DeploymentView[], tasks: readonly TaskView[]): readonly Action[] {
  if (tasks.length === 0) return [{ kind: 'inactivate' }];
  return deployments.flatMap((deployment): readonly Action[] => {
    const active = deployment.tasks.filter(isActive).map((task) => task.id);
    return active.length > 0 ? [{ kind: 'stop', deployment: deployment.id, tasks: active }] : [];
  });
}

function turnBack(service: ServiceView): Action | undefined {
  if (service.primary.rolloutState !== 'IN_PROGRESS' || !service.against) return undefined;
  return { kind: 'fail', cause: service.against, rollBack: service.rollsBack };
}

/** A deployment that is not PRIMARY leaves the list with its last task; a failed one stays until its rollback has completed. */
function forgotten(service: ServiceView): readonly Action[] {
  return service.others
    .filter((other) => other.tasks.length === 0 && other.desiredCount === 0)
    .filter((other) => other.rolloutState !== 'FAILED' || !service.rollingBack)
    .filter(({ id }) => id !== service.stages?.blue)
    .map((other) => ({ kind: 'forget', deployment: other.id }));
}

function settled(service: ServiceView, tasks: readonly TaskView[]): readonly Action[] {
  const { primary, others, desiredCount } = service;
  const active = primary.tasks.filter(isActive);
  const replaced = others.every((other) => other.tasks.length === 0);
  const whole = active.length === desiredCount && active.every((task) => task.state === 'healthy') && replaced;
  const underWay = primary.rolloutState === 'IN_PROGRESS';
  const successful = underWay && (whole || succeedsEarly(service, replaced));
  if (successful && service.bake === 'not-begun') return [{ kind: 'bake' }];
  const completes = successful && service.bake !== 'under-way';
  const steady = whole && (completes || primary.rolloutState === 'COMPLETED') && tasks.length === active.length;
  return [
    ...(completes ? [{ kind: 'complete' } as const] : []),
    ...(steady && (completes || service.steadyIsNews) ? [{ kind: 'steady' } as const] : []),
  ];
}

/** Developer guide, "Complete Amazon ECS rolling deployments early with early success criteria". */
function succeedsEarly({ earlySuccess, primary, desiredCount }: ServiceView, replaced: boolean): boolean {
  if (!earlySuccess) return false;
  const enough = Math.max(1, Math.ceil((earlySuccess.healthyPercent / 100) * desiredCount));
  const healthy = having(primary.tasks, 'healthy').length;
  return healthy >= enough && (earlySuccess.cleanup === 'DEFERRED' || replaced);
}
