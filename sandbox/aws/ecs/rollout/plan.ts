import { isActive, planCapacity } from './capacity.ts';
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
  return [
    ...begin,
    ...housekeeping,
    ...replaced,
    ...planCapacity(service),
    ...forgotten(service),
    ...settled(service, tasks),
  ];
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
  if (service.primary.rolloutState !== 'IN_PROGRESS') return undefined;
  if (service.rollbackRequested) return { kind: 'roll-back' };
  return service.breakerTripped ? { kind: 'fail', rollBack: service.breakerRollsBack } : undefined;
}

/** A deployment that is not PRIMARY leaves the list with its last task; a failed one stays until its rollback has completed. */
function forgotten(service: ServiceView): readonly Action[] {
  return service.others
    .filter((other) => other.tasks.length === 0 && other.desiredCount === 0 && other.rolloutState !== 'FAILED')
    .map((other) => ({ kind: 'forget', deployment: other.id }));
}

function settled(service: ServiceView, tasks: readonly TaskView[]): readonly Action[] {
  const { primary, others, desiredCount } = service;
  const active = primary.tasks.filter(isActive);
  const whole = active.length === desiredCount && active.every((task) => task.state === 'healthy');
  if (!whole || others.some((other) => other.tasks.length > 0)) return [];
  const completes = primary.rolloutState === 'IN_PROGRESS';
  const steady = (completes || primary.rolloutState === 'COMPLETED') && tasks.length === active.length;
  return [
    ...(completes ? [{ kind: 'complete' } as const] : []),
    ...(steady && (completes || service.steadyIsNews) ? [{ kind: 'steady' } as const] : []),
  ];
}
