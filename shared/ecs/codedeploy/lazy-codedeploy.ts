import type { AwsClientConfig } from '#shared/aws/client-config';
import type { CodeDeployApi } from './api.ts';

/** Opens AWS CodeDeploy, whose code is loaded with the first call. */
export function lazyCodeDeploy(config: AwsClientConfig, signal?: AbortSignal): () => Promise<CodeDeployApi> {
  let opened: Promise<CodeDeployApi> | undefined;
  return () =>
    (opened ??= import('./client.ts').then(({ createCodeDeployApi }) => createCodeDeployApi(config, signal)));
}
