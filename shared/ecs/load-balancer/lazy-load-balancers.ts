import type { AwsClientConfig } from '#shared/aws/client-config';
import type { LoadBalancerApi } from './api.ts';

/** Elastic Load Balancing, whose code is loaded with the first call. */
export function lazyLoadBalancers(config: AwsClientConfig, signal?: AbortSignal): LoadBalancerApi {
  let opened: Promise<LoadBalancerApi> | undefined;
  const open = (): Promise<LoadBalancerApi> =>
    (opened ??= import('./client.ts').then(({ createLoadBalancerApi }) => createLoadBalancerApi(config, signal)));
  return {
    targetHealth: async (arn) => (await open()).targetHealth(arn),
    targetGroupTimes: async (arn) => (await open()).targetGroupTimes(arn),
  };
}
