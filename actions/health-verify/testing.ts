import type { Target } from '#shared/verify/target';
import { settings } from '#shared/verify/testing';
import type { HealthVerifyInputs } from './inputs.ts';

/** Inputs that name these targets and nothing else. */
export function inputs(targets: readonly Target[]): HealthVerifyInputs {
  return {
    ...settings(targets),
    serviceCheck: undefined,
    watch: undefined,
    provenService: undefined,
    github: undefined,
    aws: { region: undefined, role: undefined },
  };
}
