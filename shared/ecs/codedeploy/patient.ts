import { isRetryable } from '#shared/aws/faults';
import { withRetry, type RetryOptions } from '#shared/aws/retry';
import type { CodeDeployApi } from './api.ts';

/**
 * The same calls, asked again when AWS is busy or out of reach for longer than the SDK's own few attempts last. Creating
 * may be repeated as well: a group has one deployment at a time, so a second one is refused where the first arrived.
 */
export function patientCodeDeploy(
  api: CodeDeployApi,
  options: Pick<RetryOptions, 'clock' | 'random' | 'signal'>,
): CodeDeployApi {
  const again = <T>(call: () => Promise<T>): Promise<T> => withRetry(call, { ...options, retryable: isRetryable });
  return {
    ecsApplications: (limit) => again(() => api.ecsApplications(limit)),
    groups: (application) => again(() => api.groups(application)),
    group: (ref) => again(() => api.group(ref)),
    config: (name) => again(() => api.config(name)),
    activeDeployments: (ref) => again(() => api.activeDeployments(ref)),
    succeededDeployments: (ref, limit) => again(() => api.succeededDeployments(ref, limit)),
    deployment: (id) => again(() => api.deployment(id)),
    deployments: (ids) => again(() => api.deployments(ids)),
    appSpec: (application, sha256) => again(() => api.appSpec(application, sha256)),
    target: (deploymentId, targetId) => again(() => api.target(deploymentId, targetId)),
    create: (deployment) => again(() => api.create(deployment)),
    stopAndRollBack: (deploymentId) => again(() => api.stopAndRollBack(deploymentId)),
    endWait: (deploymentId, wait) => again(() => api.endWait(deploymentId, wait)),
  };
}
