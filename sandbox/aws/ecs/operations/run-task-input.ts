import { anything, boolean, integer, list, string, struct } from '../shape.ts';
import type { Decoded } from '../shape.ts';
import { tags } from '../task-definition/shape.ts';
import { overridesInput } from './run-task-overrides.ts';

/** What RunTask takes. */
export const input = struct({
  cluster: string,
  taskDefinition: string,
  count: integer,
  group: string,
  startedBy: string,
  launchType: string,
  capacityProviderStrategy: list(struct({ capacityProvider: string, weight: integer, base: integer })),
  platformVersion: string,
  networkConfiguration: anything,
  overrides: overridesInput,
  propagateTags: string,
  enableECSManagedTags: boolean,
  enableExecuteCommand: boolean,
  placementConstraints: list(anything),
  placementStrategy: list(anything),
  volumeConfigurations: list(anything),
  referenceId: string,
  tags,
  clientToken: string,
});

export type RunTaskInput = Decoded<typeof input>;
