import { isRetryable } from '#shared/aws/faults';
import { withRetry, type RetryOptions } from '#shared/aws/retry';
import type { EcsApi } from './api.ts';

/** Milliseconds. A try that took as long met an endpoint that does not answer: that is told then, not minutes later. */
const SILENCE_MS = 10_000;

/**
 * The same calls, asked again when AWS is busy or out of reach for longer than the SDK's own few attempts last. For
 * calls that nobody repeats anyway; who polls asks again by itself. Left as they are: registering (it says why it
 * waits), and stopping a deployment, whose answer to a second request would be a refusal.
 */
export function patient(api: EcsApi, options: Pick<RetryOptions, 'clock' | 'random' | 'signal'>): EcsApi {
  const again = <T>(call: () => Promise<T>): Promise<T> => {
    let began = 0;
    const timed = (): Promise<T> => {
      began = options.clock.elapsed();
      return call();
    };
    const retryable = (error: unknown): boolean => isRetryable(error) && options.clock.elapsed() - began < SILENCE_MS;
    return withRetry(timed, { ...options, retryable });
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
