import type { CodeDeployLook } from './observe.ts';
import { isOver, type EventLook, type SetLook } from './view.ts';

/**
 * Where a deployment stands, in one line: `InProgress, AllowTraffic; new tasks: 2 running of 2; old: 2 running; 10 % of
 * the traffic on the new tasks`.
 */
export function describeCodeDeploy({ deployment, target, rollback }: CodeDeployLook): string {
  const { green, blue } = target ?? {};
  const current = target?.events.find(({ status }) => status === 'InProgress');
  const parts = [
    rollback === undefined
      ? [deployment.status, ...(current === undefined ? [] : [current.name])].join(', ')
      : `${deployment.status}, rollback ${rollback.id} ${rollback.status}`,
    ...(green === undefined ? [] : [`new tasks: ${counts(green)}`]),
    ...(blue === undefined ? [] : [`old: ${blue.running} running`]),
    ...(green?.weight === undefined ? [] : [`${green.weight} % of the traffic on the new tasks`]),
    ...(deployment.terminates && !isOver(deployment) ? ['the old tasks wait for their end'] : []),
  ];
  return parts.join('; ');
}

function counts({ pending, running, desired }: SetLook): string {
  return `${pending > 0 ? `${pending} starting, ` : ''}${running} running of ${desired}`;
}

/** A lifecycle event that ended, in one line. */
export function describeLifecycle({ name, status, message }: EventLook): string {
  const why = status === 'Failed' && message !== undefined && message !== '' ? `: ${message}` : '';
  return `${name}: ${status}${why}`;
}
