import { isError } from '#shared/action/errors';
import { isRetryable } from '#shared/aws/faults';
import { withRetry, type RetryOptions } from '#shared/aws/retry';
import type { EcsApi } from './api.ts';

/**
 * The same calls, asked again when AWS is busy or out of reach for longer than the SDK's own few attempts last. For
 * calls that nobody repeats anyway; who polls asks again by itself. Left as they are: registering (it says why it
 * waits), updating (it has to look first whether the update has arrived: `sendUpdate`), and stopping a deployment, whose
 * answer to a second request would be a refusal.
 */
export function patient(api: EcsApi, options: Pick<RetryOptions, 'clock' | 'random' | 'signal'>): EcsApi {
  const again = <T>(call: () => Promise<T>): Promise<T> =>
    withRetry(call, { ...options, retryable: (error) => isRetryable(error) && !isSilence(error) });
  return {
    ...api,
    describeService: (ref) => again(() => api.describeService(ref)),
    describeServices: (cluster, services) => again(() => api.describeServices(cluster, services)),
    describeTaskDefinition: (name) => again(() => api.describeTaskDefinition(name)),
    listRevisions: (family, limit, status) => again(() => api.listRevisions(family, limit, status)),
    stoppedTasks: (ref) => again(() => api.stoppedTasks(ref)),
    listServiceDeployments: (ref, status, limit) => again(() => api.listServiceDeployments(ref, status, limit)),
    describeServiceDeployments: (arns) => again(() => api.describeServiceDeployments(arns)),
    describeServiceRevisions: (arns) => again(() => api.describeServiceRevisions(arns)),
    tagResource: (arn, tags) => again(() => api.tagResource(arn, tags)),
  };
}

/** What the SDK calls a time-out too (NodeHttpHandler), though something answered: it hung up. */
const HUNG_UP: ReadonlySet<unknown> = new Set(['ECONNRESET', 'EPIPE']);

/** The SDK's own attempts have waited for an answer as long as they may: one that never comes is told then, not minutes later. */
function isSilence(error: unknown): boolean {
  if (!isError(error) || error.name !== 'TimeoutError') return false;
  return !('code' in error && HUNG_UP.has(error.code));
}
