import type { Difference } from './shapes.ts';

/** A difference between moto and the sandbox, and which of the two is like AWS, as far as that is known. */
export interface KnownDifference {
  /** The steps whose names it matches. */
  readonly step: RegExp;
  /** The lines it matches. */
  readonly line: RegExp;
  readonly only: Difference['only'];
  readonly why: string;
}

export function matches(known: KnownDifference, { step, line, only }: Difference): boolean {
  return known.only === only && known.step.test(step) && known.line.test(line);
}

/** What moto says too little of, and AWS says. */
const missingInMoto: readonly Omit<KnownDifference, 'only'>[] = [
  {
    step: /^ecs (Register|Describe|Deregister)TaskDefinition$/,
    line: /portMappings\[\]\.(hostPort|protocol)/,
    why: 'ECS fills in the defaults of a port mapping',
  },
  {
    step: /^ecs (Register|Describe|Deregister)TaskDefinition$/,
    line: /requiresAttributes|registeredAt|registeredBy|deregisteredAt/,
    why: 'ECS tells who registered a task definition and when, and what it requires of an instance',
  },
  { step: /^ecs RegisterTaskDefinition$/, line: /^tags\[\]/, why: 'ECS answers the tags that were given' },
  {
    step: /^ecs (Create|Describe|Update|Delete)Services?$/,
    line: /deploymentConfiguration\./,
    why: 'moto answers the deployment configuration of CreateService only in parts',
  },
  {
    step: /^ecs (Create|Describe|Update|Delete)Services?$/,
    line: /platformVersion|platformFamily|\.createdAt|healthCheckGracePeriodSeconds|availabilityZoneRebalancing|enableE/,
    why: 'ECS answers what it chose itself',
  },
  { step: /^ecs (Describe|Update|Delete)Services?$/, line: /\.events\[\]/, why: 'moto writes no events' },
  {
    step: /^ecs DescribeServices$/,
    line: /currentService(Deployment|Revisions)/,
    why: 'moto knows neither service deployments nor service revisions',
  },
  {
    step: /^ecs (RunTask|DescribeTasks|StopTask)$/,
    line: /\.(cpu|memory|createdAt|healthStatus|platformVersion|platformFamily|enableExecuteCommand|ephemeralStorage\.sizeInGiB): |overrides\.containerOverrides/,
    why: 'moto answers few members of a task on Fargate',
  },
  {
    step: /^ecs (DescribeTasks|StopTask)$/,
    line: /connectivity|imageDigest|runtimeId|networkInterfaces|pullSt|startedAt/,
    why: "moto's tasks do not run",
  },
  { step: /^ecs StopTask$/, line: /stopCode|stoppedReason|stoppingAt/, why: 'ECS answers the reason that it took' },
  { step: /^ecs DescribeTasks$/, line: /^failures/, why: 'moto says nothing of a task that is not there' },
  {
    step: /^elb .*LoadBalancers?$/,
    line: /Scheme/,
    why: 'Elastic Load Balancing answers its default, internet-facing',
  },
  {
    step: /^elb (Create|Describe)(Listener|Rule)s?$/,
    line: /ForwardConfig/,
    why: 'Elastic Load Balancing words a forward action in both ways, however it was given',
  },
  {
    step: /^elb (CreateRule|DescribeRules)$/,
    line: /Conditions\[\]\.Values/,
    why: 'Elastic Load Balancing words a path condition in both ways, however it was given',
  },
  { step: /^logs DescribeLogGroups$/, line: /logGroupClass/, why: 'a newer member' },
  {
    step: /^secrets (DescribeSecret|ListSecrets)$/,
    line: /LastAccessedDate/,
    why: 'moto does not remember that a secret was read',
  },
  { step: /^ssm DescribeParameters$/, line: /ARN/, why: 'a newer member' },
  { step: /^cloudwatch DescribeAlarms$/, line: /StateTransitionedTimestamp/, why: 'a newer member' },
];

/** What moto says and AWS does not, or the sandbox leaves out. */
const onlyInMoto: readonly Omit<KnownDifference, 'only'>[] = [
  {
    step: /^ecs (RunTask|DescribeTasks|StopTask)$/,
    line: /exitCode|startedBy|stoppedReason/,
    why: 'ECS leaves out what a running task does not have; moto answers zero and empty texts',
  },
  {
    step: /^ecs (Create|Update|Delete)Service$/,
    line: /^service\.tags/,
    why: 'the sandbox answers the tags of a service to DescribeServices alone, when they are asked for',
  },
  {
    step: /^ecs (CreateCluster|DescribeClusters)$/,
    line: /settings/,
    why: 'the sandbox has no Container Insights and leaves the setting out',
  },
  {
    step: /^elb (Create|Describe)Listeners?$/,
    line: /SslPolicy/,
    why: 'moto answers an empty one for HTTP, where Elastic Load Balancing has none',
  },
  {
    step: /^elb (Create|Describe)LoadBalancers?$/,
    line: /CanonicalHostedZoneId|ZoneName/,
    why: 'the sandbox has neither hosted zones nor availability zones',
  },
  {
    step: /^logs FilterLogEvents$/,
    line: /searchedLogStreams/,
    why: 'CloudWatch Logs answers an empty list since June 2019',
  },
];

export const knownDifferences: readonly KnownDifference[] = [
  ...missingInMoto.map((difference) => ({ ...difference, only: 'sandbox' as const })),
  ...onlyInMoto.map((difference) => ({ ...difference, only: 'moto' as const })),
];
