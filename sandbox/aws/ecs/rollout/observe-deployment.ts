import type { SandboxClock } from '#sandbox/clock';
import type { Deployment, Service, ServiceDeployment, StageRun } from '../model.ts';
import { elapsed } from '../time.ts';
import { timings } from '../timings.ts';
import { breakerThreshold } from './breaker.ts';
import { isFinished } from './finished.ts';
import { verdictOf } from './hooks.ts';
import { stepBake } from './stages.ts';
import type { Cause, ServiceView, StagesView } from './view.ts';

interface Sight {
  readonly clock: SandboxClock;
}

/** Why the deployment under way is to be given up, if there is a reason. A rollback can only be ended by its circuit breaker. */
export function whatIsAgainst(service: Service, record: ServiceDeployment, { clock }: Sight): Cause | undefined {
  const [primary] = service.deployments;
  if (isFinished(record) || record.status === 'STOP_REQUESTED' || !primary) return undefined;
  const { settings } = service;
  const { breaker } = settings.deploymentConfiguration;
  const { rollback, stages } = record;
  if (record.status === 'ROLLBACK_REQUESTED') return 'request';
  // It has passed everything, and blue is going: only a person turns back now.
  if (stages?.position?.stage === 'CLEAN_UP' && !rollback) return undefined;
  if (breaker.enable && primary.failureCount >= breakerThreshold(breaker, settings.desiredCount)) return 'breaker';
  if (rollback) return undefined;
  if (record.alarms.status === 'TRIGGERED') return 'alarm';
  if (!stages) return undefined;
  if (verdictOf(stages.hooks) === 'roll-back') return 'hook';
  if (stages.trafficFailed) return 'traffic';
  return isOverdue(record, stages, clock) ? 'time-limit' : undefined;
}

/** Stages with hooks or bake times end by those; the others wait for tasks. */
function isOverdue({ createdAt }: ServiceDeployment, { position, since }: StageRun, clock: SandboxClock): boolean {
  const waitsForTasks = position?.stage === 'SCALE_UP' || position?.stage === 'RECONCILE_SERVICE';
  if (waitsForTasks && elapsed(clock, since) >= timings.stageLimit) return true;
  return elapsed(clock, createdAt) >= timings.deploymentLimit;
}

/** What a rollback would go back to. */
export function rollbackTarget(service: Service, record: ServiceDeployment): Deployment | undefined {
  if (record.rollback) return undefined;
  const { stages } = record;
  return stages?.proven ? stages.blue : service.lastCompleted;
}

export function isRolledBack(service: Service, record: ServiceDeployment, cause: Cause): boolean {
  if (!rollbackTarget(service, record)) return false;
  if (cause === 'breaker') return service.settings.deploymentConfiguration.breaker.rollback;
  return cause === 'alarm' ? record.configuration.alarms?.rollback === true : true;
}

/** Only rolling deployments: the others bake in a stage of their own. A rollback is not baked. */
export function bakeOf(record: ServiceDeployment, { clock }: Sight): ServiceView['bake'] {
  const { bakeTimeInMinutes } = record.configuration;
  const own = bakeTimeInMinutes === undefined ? undefined : bakeTimeInMinutes * 60_000;
  const time = own ?? (record.alarms.status === 'MONITORING' ? timings.alarmBake : 0);
  if (record.stages || record.rollback || time === 0) return 'none';
  if (record.bakingSince === undefined) return 'not-begun';
  return elapsed(clock, record.bakingSince) < time ? 'under-way' : 'over';
}

/** Undefined for ROLLING, and once it is over; a deployment that failed without rollback stays as it is, stages and all. */
export function stagesView(record: ServiceDeployment, primary: Deployment, { clock }: Sight): StagesView | undefined {
  const { stages, configuration } = record;
  if (!stages || primary.rolloutState === 'COMPLETED') return undefined;
  const { position, steps } = stages;
  const bake =
    position?.stage === 'PRODUCTION_TRAFFIC_SHIFT'
      ? stepBake(configuration.strategy, steps[position.step] ?? 100)
      : position?.stage === 'BAKE_TIME'
        ? (configuration.bakeTimeInMinutes ?? 0) * 60_000
        : 0;
  return {
    position,
    steps,
    blue: stages.blue?.id,
    proven: stages.proven,
    hooks: verdictOf(stages.hooks),
    baked: stages.wayBack !== undefined || elapsed(clock, stages.since) >= bake,
    wayBack: stages.wayBack,
  };
}
