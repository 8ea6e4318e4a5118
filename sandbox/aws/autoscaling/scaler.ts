import { randomUUID } from 'node:crypto';
import type { SandboxClock } from '../../clock.ts';
import type { ScalableServices } from '../scalable-services.ts';
import { AwsError } from '../service.ts';
import type { ScalableTarget, ScalingActivity } from './scalable-target.ts';

export interface ScalerOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly services: ScalableServices;
}

/** Kept over all targets. */
const MAX_ACTIVITIES = 1000;

/** The targets of an account in a region, and what was done to them. */
export class Scaler {
  /** By resource id. */
  readonly targets = new Map<string, ScalableTarget>();
  /** Oldest first. */
  readonly activities: ScalingActivity[] = [];
  readonly options: ScalerOptions;

  constructor(options: ScalerOptions) {
    this.options = options;
  }

  /** @throws {AwsError} ObjectNotFoundException */
  target(resourceId: string): ScalableTarget {
    const target = this.targets.get(resourceId);
    if (target) return target;
    throw new AwsError(
      'ObjectNotFoundException',
      `No scalable target found for service namespace: ecs, resource ID: ${resourceId}, scalable dimension: ecs:service:DesiredCount`,
    );
  }

  /**
   * Scales as a policy would whose alarm went off: within the target's bounds, and not at all in a direction that is
   * suspended.
   * @returns the desired count afterwards
   * @throws {AwsError} ObjectNotFoundException
   */
  async scale(resourceId: string, wanted: number): Promise<number> {
    const target = this.target(resourceId);
    const current = await this.#current(target);
    const count = Math.min(Math.max(wanted, target.min), target.max);
    const { DynamicScalingInSuspended, DynamicScalingOutSuspended } = target.suspended;
    const suspended = count > current ? DynamicScalingOutSuspended : DynamicScalingInSuspended;
    if (count === current || suspended) return current;
    return this.#set(target, count, 'monitor alarm in state ALARM triggered a policy');
  }

  /** Brings a service within bounds that were just set, suspended or not: that is what AWS does at registration. */
  async enforceBounds(target: ScalableTarget): Promise<void> {
    const current = await this.#current(target);
    if (current < target.min) await this.#set(target, target.min, `minimum capacity was set to ${target.min}`);
    else if (current > target.max) await this.#set(target, target.max, `maximum capacity was set to ${target.max}`);
  }

  /** @throws {AwsError} ValidationException when the service is gone */
  async #current({ resourceId, service }: ScalableTarget): Promise<number> {
    const count = await this.options.services.desiredCount(service);
    if (count !== undefined) return count;
    throw new AwsError('ValidationException', `ECS service doesn't exist: ${resourceId}`);
  }

  async #set(target: ScalableTarget, count: number, cause: string): Promise<number> {
    const { clock, services } = this.options;
    const startedAt = clock.now();
    const refusal = await services.setDesiredCount(target.service, count).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof AwsError) return error;
        throw error;
      },
    );
    this.activities.push({
      id: randomUUID(),
      resourceId: target.resourceId,
      description: `Setting desired count to ${count}.`,
      cause,
      startedAt,
      endedAt: clock.now(),
      statusCode: refusal ? 'Failed' : 'Successful',
      statusMessage: refusal
        ? `Failed to set desired count to ${count}. Reason: ${refusal.message}`
        : `Successfully set desired count to ${count}. Change successfully fulfilled by ecs.`,
    });
    if (this.activities.length > MAX_ACTIVITIES) this.activities.shift();
    return refusal ? this.#current(target) : count;
  }
}
