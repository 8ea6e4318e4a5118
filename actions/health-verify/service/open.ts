import type { ActionContext } from '#shared/action/context';
import { awsClientConfig } from '#shared/aws/client-config';
import type { AwsSettings } from '#shared/aws/settings';
import { createEcsApi } from '#shared/ecs/client';
import { lazyLoadBalancers } from '#shared/ecs/load-balancer/lazy-load-balancers';
import type { ServiceCheck } from './inputs.ts';
import { createServiceLook, type ServiceLook } from './look.ts';
import { createPlatformsOf } from './platforms.ts';

/** Looks at a service with the AWS identity of the inputs: a module of its own, loaded by those runs only that look. */
export function openServiceLook(context: ActionContext, aws: AwsSettings, check: ServiceCheck): ServiceLook {
  const config = awsClientConfig(context, aws);
  const platformsOf = createPlatformsOf(config, context);
  return createServiceLook(check, {
    ...context,
    platformsOf,
    // Clients are made anew for each look, since all calls of one share its time limit; connections are kept.
    open: (signal) => ({ ecs: createEcsApi(config, signal), loadBalancers: lazyLoadBalancers(config, signal) }),
  });
}
