import type { SandboxClock } from '#sandbox/clock';
import { createCapacityFaults } from './faulty-placement.ts';
import type { CapacityFaults } from './faulty-placement.ts';
import { createSecretFaults } from './faulty-secrets.ts';
import type { SecretFaults } from './faulty-secrets.ts';
import { createRequestFaults } from './requests.ts';
import type { RequestFaults } from './requests.ts';
import { createTaskFaults } from './task-faults.ts';
import type { TaskFaults } from './task-faults.ts';

/** Everything that can be made to go wrong in a sandbox, by order. */
export interface Faults {
  readonly requests: RequestFaults;
  readonly tasks: TaskFaults;
  readonly secrets: SecretFaults;
  readonly capacity: CapacityFaults;
  /** The orders that stand, in plain words, with how often each struck. */
  standing(): readonly StandingOrder[];
  /** Takes every order back. */
  clear(): void;
}

export interface StandingOrder {
  readonly about: 'requests' | 'tasks' | 'secrets' | 'capacity';
  /** What it hits, what it does, and when, as JSON. */
  readonly order: string;
  readonly struck: number;
}

export function createFaults(clock: SandboxClock): Faults {
  const books = {
    requests: createRequestFaults(clock),
    tasks: createTaskFaults(clock),
    secrets: createSecretFaults(clock),
    capacity: createCapacityFaults(clock),
  };
  return {
    ...books,
    standing: () => [
      ...tell('requests', books.requests.orders()),
      ...tell('tasks', books.tasks.orders()),
      ...tell('secrets', books.secrets.orders()),
      ...tell('capacity', books.capacity.orders()),
    ],
    clear: () => {
      for (const book of Object.values(books)) book.clear();
    },
  };
}

function tell(
  about: StandingOrder['about'],
  orders: readonly { readonly order: unknown; readonly struck: number }[],
): readonly StandingOrder[] {
  return orders.map(({ order, struck }) => ({ about, order: JSON.stringify(order), struck }));
}
