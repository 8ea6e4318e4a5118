import type { TakingBack } from '#shared/ecs/service-revision/take-back';

/** Settings of a service revision that go back with the task definition. */
export type Restore = Pick<TakingBack, 'differences' | 'update'>;
