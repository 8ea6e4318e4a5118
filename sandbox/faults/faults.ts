import type { SandboxClock } from '#sandbox/clock';
import { createRequestFaults } from './requests.ts';
import type { RequestFaults } from './requests.ts';

/** Everything that can be made to go wrong in a sandbox, by order. */
export interface Faults {
  readonly requests: RequestFaults;
  /** Takes every order back. */
  clear(): void;
}

export function createFaults(clock: SandboxClock): Faults {
  const requests = createRequestFaults(clock);
  return {
    requests,
    clear: () => {
      requests.clear();
    },
  };
}
