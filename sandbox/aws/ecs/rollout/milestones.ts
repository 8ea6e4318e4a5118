import type { EcsContext } from '../context.ts';
import type { Service } from '../model.ts';
import { watchAlarms } from './alarms.ts';
import { finish } from './deployments.ts';
import { tell } from './events.ts';
import { enterStage } from './stage-run.ts';
import { firstStage } from './stages.ts';
import type { StagePosition } from './strategy.ts';

/** The scheduler's first look at a service deployment. */
export function begin(context: EcsContext, service: Service): void {
  const [current] = service.serviceDeployments;
  if (!current) return;
  const now = context.clock.now();
  current.status = 'IN_PROGRESS';
  current.startedAt = now;
  current.updatedAt = now;
  watchAlarms(context, current);
  if (!current.stages) return;
  const { blue, green } = current.stages;
  const leftovers = service.deployments.some((deployment) => deployment !== blue && deployment !== green);
  enter(context, service, firstStage(leftovers));
}

/** The deployment under way comes to a stage. */
export function enter(context: EcsContext, service: Service, position: StagePosition): void {
  const [record] = service.serviceDeployments;
  if (record) enterStage(context, service, { record, position });
}

/** All is in place; now a rolling deployment is watched for its bake time. */
export function bake({ clock }: EcsContext, service: Service): void {
  const [current] = service.serviceDeployments;
  if (current) current.bakingSince = clock.now();
}

/** The deployment under way, or the rollback, has succeeded. */
export function complete(context: EcsContext, service: Service): void {
  const [primary, ...others] = service.deployments;
  const [record] = service.serviceDeployments;
  if (!primary) return;
  primary.rolloutState = 'COMPLETED';
  primary.rolloutStateReason = `ECS deployment ${primary.id} completed.`;
  primary.updatedAt = context.clock.now();
  if (record) finish(context, service, { record, status: record.rollback ? 'ROLLBACK_SUCCESSFUL' : 'SUCCESSFUL' });
  service.lastCompleted = primary;
  // One that succeeded early still has old tasks to replace.
  const live = new Set(context.state.tasksOf(service).map((task) => task.owner?.deployment));
  const left = others.filter((other) => live.has(other));
  for (const other of left) other.desiredCount = 0;
  service.deployments = [primary, ...left];
  tell(context, service, `(deployment ${primary.id}) deployment completed.`);
}

/** The last task of a deleted service is gone. */
export function inactivate(context: EcsContext, service: Service): void {
  const [record] = service.serviceDeployments;
  const reason = 'Service deployment was stopped because the service was deleted.';
  if (record) finish(context, service, { record, status: 'STOPPED', reason });
  service.status = 'INACTIVE';
  service.deployments = [];
  service.lastCompleted = undefined;
}
