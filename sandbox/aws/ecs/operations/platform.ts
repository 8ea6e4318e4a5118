import { AwsError } from '#sandbox/aws/service';
import { unsupported } from '../errors.ts';
import type { TaskDefinition } from '../task-definition/model.ts';

/** What LATEST stands for on Fargate for Linux. */
export const latestPlatform = '1.4.0';
const platforms: readonly string[] = ['1.3.0', latestPlatform];

/**
 * The platform version tasks of this definition run on.
 * @throws PlatformUnknownException | PlatformTaskDefinitionIncompatibilityException (wording of the API reference) |
 * UnsupportedFeatureException for Windows
 */
export function platformFor({ spec }: TaskDefinition, given = 'LATEST'): string {
  const family = spec.runtimePlatform?.operatingSystemFamily ?? 'LINUX';
  if (family !== 'LINUX') throw unsupported(`The sandbox runs tasks of Linux, not of ${family}.`);
  const platform = given === 'LATEST' ? latestPlatform : given;
  if (!platforms.includes(platform)) {
    throw new AwsError('PlatformUnknownException', "The specified platform version doesn't exist.");
  }
  const usesNewer =
    spec.ephemeralStorage !== undefined ||
    spec.runtimePlatform?.cpuArchitecture === 'ARM64' ||
    spec.volumes?.some(({ efsVolumeConfiguration }) => efsVolumeConfiguration !== undefined) === true;
  if (usesNewer && platform !== latestPlatform) {
    throw new AwsError(
      'PlatformTaskDefinitionIncompatibilityException',
      "The specified platform version doesn't satisfy the required capabilities of the task definition.",
    );
  }
  return platform;
}
