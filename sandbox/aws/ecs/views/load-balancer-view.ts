import type { JsonObject } from '#sandbox/aws/service';
import type { LoadBalancer } from '../model.ts';

/** A load balancer as it was configured; which of its target groups serves is `resolvedConfiguration` of the revision. */
export function loadBalancerView({ advancedConfiguration, ...plain }: LoadBalancer): JsonObject {
  return advancedConfiguration ? { ...plain, advancedConfiguration: { ...advancedConfiguration } } : plain;
}
