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
  /** Takes every order back. */
  clear(): void;
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
    clear: () => {
      for (const book of Object.values(books)) book.clear();
    },
  };
}
