import type { LoadBalancerApi } from '../load-balancer/api.ts';

/** For deployments that have nothing to ask of a load balancer: every call fails. */
export const noLoadBalancers: LoadBalancerApi = {
  targetHealth: (arn) => Promise.reject(new Error(`asked for the targets of ${arn}`)),
  targetGroupTimes: (arn) => Promise.reject(new Error(`asked for the times of ${arn}`)),
};
