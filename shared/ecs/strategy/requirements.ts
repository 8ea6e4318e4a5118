import type { EcsDeploymentConfiguration, EcsService } from '../api.ts';
import { strategyOf } from './change.ts';

/** What each load balancer of a service needs so that its traffic can be shifted. API reference, AdvancedConfiguration. */
const NEEDED = ['alternateTargetGroupArn', 'productionListenerRule', 'roleArn'] as const;

/**
 * Why the service cannot be deployed with this configuration, in sentences to complete "Service web …"; empty when
 * nothing is missing. ECS says of all this only that the request is invalid, and for some of it nothing at all.
 */
export function missingFor(service: EcsService, configuration: EcsDeploymentConfiguration): readonly string[] {
  const strategy = strategyOf(configuration);
  if (strategy === 'ROLLING') return [];
  const { loadBalancers = [] } = service;
  return [
    ...loadBalancers.flatMap((balancer) => missingOf(balancer)),
    ...(shiftsByPercent(strategy) && loadBalancers.length === 0 && !hasServiceConnect(service)
      ? ['has neither a load balancer nor Service Connect, so there is no traffic to shift by percent']
      : []),
    ...(strategy === 'BLUE_GREEN' && configuration.bakeTimeInMinutes === undefined
      ? ['has no bake time yet, which blue-green needs; give bake-time, such as 5m']
      : []),
  ];
}

function shiftsByPercent(strategy: string): boolean {
  return strategy === 'CANARY' || strategy === 'LINEAR';
}

function missingOf(balancer: NonNullable<EcsService['loadBalancers']>[number]): readonly string[] {
  const { loadBalancerName, containerName = '', containerPort = 0, advancedConfiguration = {} } = balancer;
  if (loadBalancerName !== undefined) {
    return [`is behind the Classic Load Balancer ${loadBalancerName}, whose traffic cannot be shifted`];
  }
  const missing = NEEDED.filter((name) => (advancedConfiguration[name] ?? '') === '');
  if (missing.length === 0) return [];
  return [
    `lacks ${missing.join(', ')} in advancedConfiguration of the load balancer for ${containerName}:${containerPort}; add them where the service is defined, once`,
  ];
}

/** It is a property of the deployments, not of the service. */
function hasServiceConnect({ deployments = [] }: EcsService): boolean {
  return deployments.some(({ serviceConnectConfiguration }) => serviceConnectConfiguration?.enabled === true);
}
