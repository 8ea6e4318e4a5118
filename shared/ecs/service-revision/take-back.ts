import type { EcsService, ServiceUpdate } from '../api.ts';
import { differences, type SettingDifference } from './differences.ts';
import type { RevisionSettings, SettingName } from './settings.ts';

/** How the settings of a service become those of an earlier service revision. */
export interface TakingBack {
  readonly differences: readonly SettingDifference[];
  /** For UpdateService: the settings that differ, and no others. */
  readonly update: Partial<ServiceUpdate>;
  /** Sentences: what UpdateService cannot change for this service. Empty when all of it can be taken back. */
  readonly refusals: readonly string[];
}

export function takeBack(service: EcsService, now: RevisionSettings, then: RevisionSettings): TakingBack {
  const found = differences(now, then);
  const changed = new Set(found.map(({ setting }) => setting));
  return {
    differences: found,
    update: updateFor(changed, then),
    refusals: refusalsOf(changed, { service, now, then }),
  };
}

/** What takes away what there is. API reference, UpdateService: an empty list does. */
const NONE: Partial<ServiceUpdate> = {
  loadBalancers: [],
  serviceRegistries: [],
  capacityProviderStrategy: [],
  serviceConnectConfiguration: { enabled: false },
  volumeConfigurations: [],
  vpcLatticeConfigurations: [],
  gatewayConnectors: [],
  monitoring: { metricConfigurations: [] },
};

function updateFor(changed: ReadonlySet<SettingName>, then: RevisionSettings): Partial<ServiceUpdate> {
  const given = Object.entries(then).filter(([, value]) => value !== undefined);
  const wanted = Object.entries({ ...NONE, ...Object.fromEntries(given) });
  const names: ReadonlySet<string> = changed;
  const update = Object.fromEntries(wanted.filter(([name]) => names.has(name) && name !== 'launchType'));
  // ECS asked for it whenever providers change ("you must force a new deployment"); one begins anyway.
  return changed.has('capacityProviderStrategy') ? { ...update, forceNewDeployment: true } : update;
}

interface Case {
  readonly service: EcsService;
  readonly now: RevisionSettings;
  readonly then: RevisionSettings;
}

function refusalsOf(changed: ReadonlySet<SettingName>, { service, now, then }: Case): readonly string[] {
  const strategy = service.deploymentConfiguration?.strategy ?? 'ROLLING';
  const needsOwnRole = changed.has('loadBalancers') || changed.has('serviceRegistries');
  const cases: readonly (readonly [applies: boolean, sentence: string])[] = [
    // API reference, UpdateService: "You must have a service-linked role when you update this property".
    [
      needsOwnRole && !isServiceLinked(service.roleArn),
      `Load balancers and service registries are changed with the service-linked role of ECS only; the service has ${service.roleArn ?? ''}.`,
    ],
    [
      changed.has('networkConfiguration') && isNone(then.networkConfiguration),
      'A network configuration cannot be removed from a service.',
    ],
    // Without providers on either side there is nothing that UpdateService could change it by.
    [
      changed.has('launchType') && isNone(now.capacityProviderStrategy) && isNone(then.capacityProviderStrategy),
      `The launch type of a service cannot be changed, which is ${now.launchType ?? 'none'} and was ${then.launchType ?? 'none'}.`,
    ],
    // The deployment configuration is of the service, not of its revisions, and stays as it is.
    [
      changed.has('loadBalancers') &&
        strategy !== 'ROLLING' &&
        then.loadBalancers?.some(({ advancedConfiguration }) => advancedConfiguration === undefined) === true,
      `Its load balancers had one target group each, and the strategy of the service is ${strategy} now, which needs two.`,
    ],
  ];
  return cases.flatMap(([applies, sentence]) => (applies ? [sentence] : []));
}

function isNone(value: unknown): boolean {
  return value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Services made since 2018 name none: theirs is the service-linked one. */
function isServiceLinked(role: string | undefined): boolean {
  return role === undefined || role.includes(':role/aws-service-role/');
}
