import type { EcsService, EcsServiceRevision, ServiceUpdate } from '../api.ts';

/**
 * What a service revision holds besides the task definition and UpdateService takes, under the names of the latter.
 * Undefined is "none", and an empty list too. API reference, ServiceRevision and UpdateService.
 */
export type RevisionSettings = Readonly<
  Pick<
    ServiceUpdate,
    | 'networkConfiguration'
    | 'loadBalancers'
    | 'serviceRegistries'
    | 'capacityProviderStrategy'
    | 'platformVersion'
    | 'serviceConnectConfiguration'
    | 'volumeConfigurations'
    | 'vpcLatticeConfigurations'
    | 'gatewayConnectors'
    | 'monitoring'
  >
> & {
  /** Told by ECS, and nothing that UpdateService takes. */
  readonly launchType: string | undefined;
};

export type SettingName = keyof RevisionSettings;

/** What a service revision was deployed with. */
export function settingsOf(revision: EcsServiceRevision): RevisionSettings {
  const { networkConfiguration, loadBalancers, serviceRegistries, capacityProviderStrategy } = revision;
  const { platformVersion, serviceConnectConfiguration, volumeConfigurations, vpcLatticeConfigurations } = revision;
  const { gatewayConnectors, monitoring, launchType } = revision;
  return {
    networkConfiguration,
    loadBalancers,
    serviceRegistries,
    capacityProviderStrategy,
    platformVersion,
    serviceConnectConfiguration,
    volumeConfigurations,
    vpcLatticeConfigurations,
    gatewayConnectors,
    monitoring,
    launchType,
  };
}

/**
 * What a service has now. DescribeServices tells what was changed without a deployment too (capacity providers); the
 * rest is told by the PRIMARY deployment, and gateway connectors and metrics by the service revision alone.
 * @param revision the one of the PRIMARY deployment
 */
export function settingsNow(service: EcsService, revision: EcsServiceRevision): RevisionSettings {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  const of = settingsOf(revision);
  return {
    ...of,
    networkConfiguration: service.networkConfiguration ?? primary?.networkConfiguration,
    loadBalancers: service.loadBalancers ?? of.loadBalancers,
    serviceRegistries: service.serviceRegistries ?? of.serviceRegistries,
    capacityProviderStrategy: service.capacityProviderStrategy,
    // The service may say LATEST; its deployment says which one that is.
    platformVersion: primary?.platformVersion ?? of.platformVersion,
    launchType: service.launchType,
  };
}
