import { canonical } from './canonical.ts';
import type { RevisionSettings, SettingName } from './settings.ts';

/** A setting of a service that is not what it was. */
export interface SettingDifference {
  readonly setting: SettingName;
  /** In words, such as `security groups`. */
  readonly what: string;
  /** For people; `none` where there is none. Values that may be credentials are left out. */
  readonly now: string;
  readonly then: string;
}

interface Aspect {
  readonly setting: SettingName;
  readonly what: string;
  /** What is compared. */
  readonly of: (settings: RevisionSettings) => unknown;
  /** What is shown of it; default: all. */
  readonly shown?: (value: unknown) => unknown;
}

const awsvpc = ({ networkConfiguration }: RevisionSettings) => networkConfiguration?.awsvpcConfiguration;

/** The settings as somebody would name them who changed one. */
const ASPECTS: readonly Aspect[] = [
  { setting: 'networkConfiguration', what: 'subnets', of: (all) => awsvpc(all)?.subnets },
  { setting: 'networkConfiguration', what: 'security groups', of: (all) => awsvpc(all)?.securityGroups },
  {
    setting: 'networkConfiguration',
    what: 'public IP',
    // API reference, AwsVpcConfiguration: DISABLED where a service does not say.
    of: (all) => awsvpc(all) && (awsvpc(all)?.assignPublicIp ?? 'DISABLED'),
  },
  { setting: 'loadBalancers', what: 'load balancers', of: (all) => all.loadBalancers?.map(inOneOrder) },
  { setting: 'serviceRegistries', what: 'service registries', of: (all) => all.serviceRegistries },
  { setting: 'launchType', what: 'launch type', of: (all) => all.launchType },
  {
    setting: 'capacityProviderStrategy',
    what: 'capacity providers',
    of: (all) =>
      all.capacityProviderStrategy?.map(({ capacityProvider, weight = 0, base = 0 }) => ({
        capacityProvider,
        weight,
        base,
      })),
  },
  { setting: 'platformVersion', what: 'platform version', of: (all) => all.platformVersion },
  {
    setting: 'serviceConnectConfiguration',
    what: 'Service Connect',
    of: ({ serviceConnectConfiguration: connect }) => (connect?.enabled === true ? connect : undefined),
    shown: withoutOptions,
  },
  { setting: 'volumeConfigurations', what: 'volumes', of: (all) => all.volumeConfigurations },
  { setting: 'vpcLatticeConfigurations', what: 'VPC Lattice', of: (all) => all.vpcLatticeConfigurations },
  { setting: 'gatewayConnectors', what: 'gateway connectors', of: (all) => all.gatewayConnectors },
  { setting: 'monitoring', what: 'metrics', of: (all) => all.monitoring },
];

/** What is not now as it was then, in an order of its own. */
export function differences(now: RevisionSettings, then: RevisionSettings): readonly SettingDifference[] {
  return ASPECTS.flatMap(({ setting, what, of, shown = (value) => value }) => {
    const [present, past] = [of(now), of(then)];
    if (canonical(present) === canonical(past)) return [];
    const [before, after] = [show(shown(present)), show(shown(past))];
    return [{ setting, what, now: before, then: before === after ? `${after}, with other values` : after }];
  });
}

function show(value: unknown): string {
  const text = canonical(value);
  if (text === '') return 'none';
  const plain: unknown = JSON.parse(text);
  if (typeof plain === 'string') return plain;
  const isNames = Array.isArray(plain) && plain.every((item) => typeof item === 'string');
  return isNames ? plain.join(', ') : text;
}

type LoadBalancer = NonNullable<RevisionSettings['loadBalancers']>[number];

/** Which of the two target groups of a pair is in use changes with every blue/green deployment, and is no setting. */
function inOneOrder({ targetGroupArn, advancedConfiguration, ...rest }: LoadBalancer) {
  if (advancedConfiguration === undefined) return { ...rest, targetGroupArn };
  const { alternateTargetGroupArn, ...routing } = advancedConfiguration;
  return { ...rest, targetGroups: [targetGroupArn, alternateTargetGroupArn], advancedConfiguration: routing };
}

/** Options of a log driver may hold credentials: their names are enough. */
function withoutOptions(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value ?? null, (name, member: unknown) =>
      name === 'options' && typeof member === 'object' && member !== null ? Object.keys(member) : member,
    ),
  );
}
