/** Makes the identifiers ECS makes, from one source of randomness. */
export interface Ids {
  /** `ecs-svc/` and 19 digits. */
  deployment(): string;
  /** 19 digits. */
  revision(): string;
  /** 21 letters and digits. */
  serviceDeployment(): string;
  /** 32 hexadecimal digits. */
  task(): string;
  /** `ecs-pause-` or `ecs-lambda-` and 43 letters and digits. */
  hook(kind: 'pause' | 'lambda'): string;
  uuid(): string;
}

const hex = '0123456789abcdef';
const digits = '0123456789';
const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-';

export function makeIds(random: () => number): Ids {
  const pick = (alphabet: string, length: number): string =>
    Array.from({ length }, () => alphabet.charAt(Math.floor(random() * alphabet.length))).join('');
  // ECS's numbers have 19 places, so the first one is no zero; they stay below 2^63.
  const long = (): string => pick(digits.slice(1, 9), 1) + pick(digits, 18);
  return {
    deployment: () => `ecs-svc/${long()}`,
    revision: long,
    serviceDeployment: () => pick(letters, 21),
    task: () => pick(hex, 32),
    hook: (kind) => `ecs-${kind}-${pick(letters, 43)}`,
    uuid: () =>
      `${pick(hex, 8)}-${pick(hex, 4)}-4${pick(hex, 3)}-${pick(hex.slice(8, 12), 1)}${pick(hex, 3)}-${pick(hex, 12)}`,
  };
}

/** Writes ARNs of one account and region. */
export interface Arns {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
  /** `resource` as it stands after the account, e.g. `cluster/default`. */
  of(resource: string): string;
}

export function makeArns(account: string, region: string): Arns {
  const partition = partitionOf(region);
  return { account, region, partition, of: (resource) => `arn:${partition}:ecs:${region}:${account}:${resource}` };
}

function partitionOf(region: string): string {
  if (region.startsWith('cn-')) return 'aws-cn';
  return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

/** The last segment of an ARN, or the name itself. */
export function shortName(nameOrArn: string): string {
  return nameOrArn.startsWith('arn:') ? nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
}
