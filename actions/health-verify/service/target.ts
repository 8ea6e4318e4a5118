import { revisionName, shortName } from '#shared/ecs/names';
import { DEFAULT_SETTINGS } from '#shared/verify/default-settings';
import type { Target } from '#shared/verify/target';
import type { ServiceCheck } from './inputs.ts';

/** The header by which a look at a service names what runs, as an answer of HTTP names its version. */
export const VERSION_HEADER = 'version';

/** A service as a target among others: what answers is Amazon ECS. */
export function serviceTarget(check: ServiceCheck): Target {
  const { cluster, service, image, taskDefinition } = check;
  return {
    ...DEFAULT_SETTINGS,
    name: `service ${shortName(service)}`,
    url: new URL(`ecs://${shortName(cluster)}/${shortName(service)}`),
    critical: true,
    service: check,
    expectVersion: taskDefinition === undefined ? image?.digest : revisionName(taskDefinition),
    versionFrom: { from: 'header', name: VERSION_HEADER },
  };
}
