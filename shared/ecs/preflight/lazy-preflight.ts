import type { ActionContext } from '#shared/action/context';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { OpenPreflightApi } from './asked-once.ts';
import type { Finding } from './finding.ts';
import type { Subject } from './subject.ts';

export type Preflight = (subject: Subject) => Promise<readonly Finding[]>;

/**
 * Begins to load the code of the checks, so that it is there when the first reads of ECS are done.
 * @param through what the calls of all preflights go through
 */
export function beginPreflight(
  config: AwsClientConfig,
  { clock, random, signal, env, maskSecret }: Pick<ActionContext, 'clock' | 'random' | 'signal' | 'env' | 'maskSecret'>,
  through: (open: OpenPreflightApi) => OpenPreflightApi = (open) => open,
): Preflight {
  const code = Promise.all([import('./preflight.ts'), import('./clients/preflight-api.ts')]);
  // Whoever waits for it learns of a failure; that nobody waits yet must not end the process.
  code.catch(() => undefined);
  let openApi: OpenPreflightApi | undefined;
  return async (subject) => {
    const [{ runPreflight }, { createPreflightApi }] = await code;
    openApi ??= through((limit) => createPreflightApi({ config, maskSecret, signal: limit }));
    return runPreflight(subject, {
      clock,
      random,
      signal,
      ownEndpoint: [env['AWS_ENDPOINT_URL'], env['AWS_ENDPOINT_URL_ECR']].some(
        (url) => url !== undefined && url !== '',
      ),
      openApi,
    });
  };
}
