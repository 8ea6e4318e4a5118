import type { ActionContext } from '#shared/action/context';
import type { AwsClientConfig } from '#shared/aws/client-config';
import { lazyLogPages } from '#shared/ecs/diagnosis/lazy-logs';
import { startedByRun } from '#shared/ecs/one-off/request';
import type { OneOffTools } from './rollout.ts';

/** What a command that runs before needs. Most deployments run none, so its code is loaded on demand. */
export function lazyOneOff(
  config: AwsClientConfig,
  { run, signal }: Pick<ActionContext, 'run' | 'signal'>,
): () => Promise<OneOffTools> {
  return async () => {
    const { createTaskApi } = await import('#shared/ecs/one-off/client');
    return {
      api: createTaskApi(config, signal),
      readPages: lazyLogPages(config, signal),
      startedBy: startedByRun(run),
    };
  };
}
