import type { Placement, PlacementRequest } from '#sandbox/aws/ecs/placement';
import type { SandboxClock } from '#sandbox/clock';
import { glob } from './glob.ts';
import { OrderBook } from './order-book.ts';
import type { Order } from './order-book.ts';

/** There is no room. Default words: Fargate's, when an Availability Zone has none left. */
export interface CapacityFault {
  readonly reason?: string;
}

export interface PlacementMatch {
  /** Family of the task definition; `*` stands for anything. Default: every one. */
  readonly family?: string;
}

export type CapacityOrder = Order<PlacementMatch, CapacityFault>;
export type CapacityFaults = OrderBook<PlacementMatch, PlacementRequest, CapacityFault>;

const noCapacity = 'Capacity is unavailable at this time. Please try again later or in a different availability zone';

export function createCapacityFaults(clock: SandboxClock): CapacityFaults {
  return new OrderBook({
    clock,
    matches: ({ family = '*' }, { taskDefinition }) => glob(family).test(taskDefinition.spec.family),
  });
}

/** Room for tasks, but where an order takes it away. */
export function faultyPlacement(faults: CapacityFaults): Placement {
  return {
    refusal: (request) => {
      const [fault] = faults.strike(request);
      const reason = fault && (fault.reason ?? noCapacity);
      return reason === undefined ? undefined : { reason, failure: reason };
    },
  };
}
