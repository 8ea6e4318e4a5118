import { faultKind, isRetryable } from '#shared/aws/faults';
import { withRetry, type RetryOptions } from '#shared/aws/retry';
import type { EcsApi } from './api.ts';

/** For an endpoint that does not answer, in milliseconds: it uses this up with its first time limit, and is told then, not minutes later. */
const PATIENCE_MS = 10_000;

/**
 * The same calls, asked again when AWS is busy or out of reach for longer than the SDK's own few attempts last. For
 * calls that nobody repeats anyway; who polls asks again by itself. Left as they are: registering (it says why it
 * waits), and stopping a deployment, whose answer to a second request would be a refusal.
 */
export function patient(api: EcsApi, options: Pick<RetryOptions, 'clock' | 'random' | 'signal'>): EcsApi {
  const again = <T>(call: () => Promise<T>): Promise<T> => {
    const began = options.clock.elapsed();
    const retryable = (error: unknown): boolean =>
      faultKind(error) === 'throttled' || (isRetryable(error) && options.clock.elapsed() - began < PATIENCE_MS);
    return withRetry(call, { ...options, retryable });
  };
  return {
    ...api,
    describeService: (ref) => again(() => api.describeService(ref)),
    describeTaskDefinition: (name) => again(() => api.describeTaskDefinition(name)),
    listRevisions: (family, limit) => again(() => api.listRevisions(family, limit)),
    updateService: (input) => again(() => api.updateService(input)),
    stoppedTasks: (ref) => again(() => api.stoppedTasks(ref)),
    listServiceDeployments: (ref, status) => again(() => api.listServiceDeployments(ref, status)),
    describeServiceDeployments: (arns) => again(() => api.describeServiceDeployments(arns)),
    describeServiceRevisions: (arns) => again(() => api.describeServiceRevisions(arns)),
    tagResource: (arn, tags) => again(() => api.tagResource(arn, tags)),
  };
}
