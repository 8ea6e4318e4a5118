import type { ActionContext } from '#shared/action/context';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { OpenPreflightApi } from './asked-once.ts';
import type { Finding } from './finding.ts';
import type { ExpiryOptions, ImageExpiry } from './image-expiry.ts';
import type { NeedsOptions, ReleaseNeeds } from './release-needs.ts';
import type { PreflightTools } from './run-checks.ts';
import type { Subject } from './subject.ts';

export type Preflight = (subject: Subject) => Promise<readonly Finding[]>;

/** Whether what a release needs is still there. */
export type ReleaseCheck = (subject: Subject, options?: NeedsOptions) => Promise<ReleaseNeeds>;

/** When images are taken away by the lifecycle policies of ECR. */
export type ExpiryCheck = (images: readonly string[], options: ExpiryOptions) => Promise<ImageExpiry>;

type CheckContext = Pick<ActionContext, 'clock' | 'random' | 'signal' | 'env' | 'maskSecret'>;

/** What the calls of all checks go through. */
type Through = (open: OpenPreflightApi) => OpenPreflightApi;

/**
 * Begins to load the code of the checks, so that it is there when the first reads of ECS are done.
 * @param through what the calls of all preflights go through
 */
export function beginPreflight(config: AwsClientConfig, context: CheckContext, through?: Through): Preflight {
  const code = loading(import('./preflight.ts'));
  const tools = toolsFor(config, context, through);
  return async (subject) => (await code).runPreflight(subject, await tools);
}

/** As {@link beginPreflight}, for a release that is to be gone back to. */
export function beginReleaseCheck(config: AwsClientConfig, context: CheckContext): ReleaseCheck {
  const code = loading(import('./release-needs.ts'));
  const tools = toolsFor(config, context);
  return async (subject, options) => (await code).checkReleaseNeeds(subject, await tools, options);
}

/** As {@link beginReleaseCheck}, and loaded with its first question only: no rollback waits for it. */
export function lazyExpiryCheck(config: AwsClientConfig, context: CheckContext): ExpiryCheck {
  return async (images, options) => {
    const [code, tools] = await Promise.all([import('./image-expiry.ts'), toolsFor(config, context)]);
    return code.checkImageExpiry(images, options, tools);
  };
}

function toolsFor(
  config: AwsClientConfig,
  { clock, random, signal, env, maskSecret }: CheckContext,
  through: Through = (open) => open,
): Promise<PreflightTools> {
  const code = import('./clients/preflight-api.ts');
  return loading(
    code.then(({ createPreflightApi }) => ({
      clock,
      random,
      signal,
      ownEndpoint: [env['AWS_ENDPOINT_URL'], env['AWS_ENDPOINT_URL_ECR']].some(
        (url) => url !== undefined && url !== '',
      ),
      openApi: through((limit) => createPreflightApi({ config, maskSecret, signal: limit })),
    })),
  );
}

/** Whoever waits for it learns of a failure; that nobody waits yet must not end the process. */
function loading<T>(code: Promise<T>): Promise<T> {
  code.catch(() => undefined);
  return code;
}
