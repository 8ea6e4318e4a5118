import type { ActionContext } from '#shared/action/context';
import { createReleaseTagApi } from '#shared/ecs/release-tag-api';
import { beginRelease, type VerifiedRelease } from '#shared/verify/release-mark';
import type { EcsService, HealthVerifyInputs } from '../inputs.ts';

/** The release of the service that is verified, marked with the AWS identity of the inputs. */
export function openRelease(context: ActionContext, inputs: HealthVerifyInputs, service: EcsService): VerifiedRelease {
  const { aws, targets } = inputs;
  return beginRelease(context, { service, targets, api: createReleaseTagApi(context, aws) });
}
