import type { ActionContext } from '#shared/action/context';
import { awsClientConfig } from '#shared/aws/client-config';
import type { AwsSettings } from '#shared/aws/settings';
import type { ReleaseTagApi } from '#shared/release/mark-release';
import { createEcsApi } from './client.ts';

/** Amazon ECS as far as marking a release needs it: a module of its own, for actions that load AWS code on demand. */
export function createReleaseTagApi(context: ActionContext, settings: AwsSettings): ReleaseTagApi {
  return createEcsApi(awsClientConfig(context, settings), context.signal);
}
