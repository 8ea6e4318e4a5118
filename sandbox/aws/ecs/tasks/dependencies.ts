import type { SandboxClock } from '#sandbox/clock';
import type { Task, TaskContainer } from '../model.ts';
import { elapsed } from '../time.ts';

/** Whether what a container depends on lets it start. */
export type Standing =
  | { readonly kind: 'met' }
  | { readonly kind: 'waiting' }
  /** In the words of the ECS agent. */
  | { readonly kind: 'never'; readonly reason: string };

/** Looks at everything in `dependsOn` (agent source, dependencygraph). */
export function standing(task: Task, container: TaskContainer, clock: SandboxClock): Standing {
  const standings = (container.definition.dependsOn ?? []).map(({ containerName, condition }) => {
    const dependency = task.containers.find(({ definition }) => definition.name === containerName);
    // Registration sees to it that every dependency exists.
    return dependency ? standingOn(dependency, condition, { dependent: container, clock }) : { kind: 'met' as const };
  });
  return (
    standings.find(({ kind }) => kind === 'never') ??
    standings.find(({ kind }) => kind === 'waiting') ?? { kind: 'met' }
  );
}

interface View {
  readonly dependent: TaskContainer;
  readonly clock: SandboxClock;
}

function standingOn(dependency: TaskContainer, condition: string | undefined, { dependent, clock }: View): Standing {
  const { startedAt, status } = dependency;
  const ordering = `container ordering dependency [${dependency.definition.name}] for target [${dependent.definition.name}]`;
  const never = (why: string): Standing => ({ kind: 'never', reason: `dependency graph: ${why}` });
  if (isMet(dependency, condition)) return { kind: 'met' };
  if (status === 'STOPPED') {
    const failed = condition === 'SUCCESS' && startedAt !== undefined;
    const why = failed ? 'as dependency did not exit successfully.' : 'because dependency will never start';
    return never(`failed to resolve ${ordering} ${why}`);
  }
  return hasTimedOut(dependency, clock) ? never(`${ordering} has timed out.`) : { kind: 'waiting' };
}

function isMet({ exitCode, health, startedAt, status }: TaskContainer, condition: string | undefined): boolean {
  switch (condition) {
    case 'COMPLETE':
      return status === 'STOPPED' && startedAt !== undefined;
    case 'SUCCESS':
      return status === 'STOPPED' && exitCode === 0;
    case 'HEALTHY':
      return health === 'HEALTHY' && status === 'RUNNING';
    default:
      return startedAt !== undefined;
  }
}

/** `startTimeout` of the dependency, from its own start; without one there is no limit. */
function hasTimedOut({ definition, startedAt }: TaskContainer, clock: SandboxClock): boolean {
  const { startTimeout } = definition;
  return startTimeout !== undefined && startedAt !== undefined && elapsed(clock, startedAt) > startTimeout * 1000;
}

/** The containers that have to end before this one may: those that depend on it. */
export function dependentsOf(task: Task, container: TaskContainer): readonly TaskContainer[] {
  const { name } = container.definition;
  return task.containers.filter(({ definition }) =>
    definition.dependsOn?.some(({ containerName }) => containerName === name),
  );
}
