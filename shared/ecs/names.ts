/** The parts of an ARN, of any partition. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  readonly region: string;
  readonly account: string;
  readonly resource: string;
}

export function parseArn(text: string): Arn | undefined {
  const match =
    /^arn:(?<partition>aws[\w-]*):(?<service>[\w-]+):(?<region>[\w-]*):(?<account>\d*):(?<resource>.+)$/.exec(
      text,
    )?.groups;
  if (match === undefined) return undefined;
  const { partition = '', service = '', region = '', account = '', resource = '' } = match;
  return { partition, service, region, account, resource };
}

/** `family:revision` of a task definition ARN; other text as it is. */
export function revisionName(taskDefinition: string): string {
  return parseArn(taskDefinition)?.resource.replace(/^task-definition\//, '') ?? taskDefinition;
}

export function familyOf(taskDefinition: string): string {
  return revisionName(taskDefinition).replace(/:\d+$/, '');
}

/** The number of a revision, undefined where none is named. */
export function revisionNumber(taskDefinition: string): number | undefined {
  const digits = /:(\d+)$/.exec(revisionName(taskDefinition))?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** Whether two names mean one revision: an ARN, or `family:revision` of the same account. */
export function sameRevision(a: string, b: string): boolean {
  return a === b || (revisionName(a) === revisionName(b) && (parseArn(a) === undefined || parseArn(b) === undefined));
}

/** The last part of an ARN's resource, or the name itself: `web` of `arn:…:service/cluster/web`. */
export function shortName(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

const TASK_DEFINITION = /^(?:arn:aws[\w-]*:ecs:[\w-]+:\d{12}:task-definition\/)?[\w-]{1,255}:\d+$/;

/** Whether a text names one revision, by ARN or as `family:revision`. */
export function isRevision(text: string): boolean {
  return TASK_DEFINITION.test(text);
}

/** Whether a text names a cluster or a service: 1 to 255 letters, digits, hyphens and underscores, or an ARN of `kind`. */
export function isNameOrArn(text: string, kind: 'cluster' | 'service'): boolean {
  return /^[\w-]{1,255}$/.test(text) || new RegExp(`^arn:aws[\\w-]*:ecs:[\\w-]+:\\d{12}:${kind}/[\\w/-]+$`).test(text);
}

/** Where each partition has its console. Source: AWS General Reference, "AWS Management Console endpoints". */
const CONSOLE_DOMAIN: Readonly<Record<string, string>> = {
  aws: 'console.aws.amazon.com',
  'aws-cn': 'console.amazonaws.cn',
  'aws-us-gov': 'console.amazonaws-us-gov.com',
};

/** The page of a service's deployments in the AWS console. Undefined for partitions whose console is not known. */
export function consoleUrl(serviceArn: string): string | undefined {
  const arn = parseArn(serviceArn);
  const domain = CONSOLE_DOMAIN[arn?.partition ?? ''];
  const [, cluster, service] = arn?.resource.split('/') ?? [];
  if (arn === undefined || domain === undefined || cluster === undefined || service === undefined) return undefined;
  const path = `/ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(service)}/deployments`;
  return `https://${arn.region}.${domain}${path}?region=${arn.region}`;
}

/** The page of a task in the AWS console. Undefined for partitions whose console is not known. */
export function taskConsoleUrl(taskArn: string): string | undefined {
  const arn = parseArn(taskArn);
  const domain = CONSOLE_DOMAIN[arn?.partition ?? ''];
  const [, cluster, task] = arn?.resource.split('/') ?? [];
  if (arn === undefined || domain === undefined || cluster === undefined || task === undefined) return undefined;
  const path = `/ecs/v2/clusters/${encodeURIComponent(cluster)}/tasks/${encodeURIComponent(task)}/configuration`;
  return `https://${arn.region}.${domain}${path}?region=${arn.region}`;
}

/**
 * The page of a deployment of AWS CodeDeploy in the AWS console. Undefined for partitions whose console is not known.
 * @param serviceArn of the service it deploys, which is in the same place
 */
export function codeDeployConsoleUrl(serviceArn: string, deploymentId: string): string | undefined {
  const arn = parseArn(serviceArn);
  const domain = CONSOLE_DOMAIN[arn?.partition ?? ''];
  if (arn === undefined || domain === undefined) return undefined;
  const path = `/codesuite/codedeploy/deployments/${encodeURIComponent(deploymentId)}`;
  return `https://${arn.region}.${domain}${path}?region=${arn.region}`;
}
