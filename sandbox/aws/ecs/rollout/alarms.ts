import type { EcsContext } from '../context.ts';
import type { ServiceDeployment } from '../model.ts';

/**
 * Begins to watch the alarms of a deployment. One that is in ALARM already would end every deployment, so then none is watched.
 * Developer guide, "How CloudWatch alarms detect Amazon ECS deployment failures".
 */
export function watchAlarms({ alarms }: EcsContext, record: ServiceDeployment): void {
  const configured = record.configuration.alarms;
  const watched = configured?.enable === true && !configured.names.some((name) => alarms.state(name) === 'ALARM');
  record.alarms = { status: watched ? 'MONITORING' : 'DISABLED', triggered: [] };
}

/** Has a watched alarm gone off. What is triggered stays triggered. */
export function checkAlarms({ alarms }: EcsContext, record: ServiceDeployment): void {
  if (record.alarms.status !== 'MONITORING') return;
  const triggered = (record.configuration.alarms?.names ?? []).filter((name) => alarms.state(name) === 'ALARM');
  if (triggered.length > 0) record.alarms = { status: 'TRIGGERED', triggered };
}
