import type { SandboxClock } from '#sandbox/clock';

/** One of ECS's limits: so many calls at once, then so many a second. */
export interface Bucket {
  readonly operations: readonly string[];
  readonly burst: number;
  /** Tokens a second of AWS time. */
  readonly perSecond: number;
}

/**
 * Request rates of the ECS API, per account and Region.
 * @see https://docs.aws.amazon.com/AmazonECS/latest/APIReference/request-throttling.html, as read for reference section 3.7
 */
export const ecsBuckets: readonly Bucket[] = [
  { operations: ['RegisterTaskDefinition', 'DeregisterTaskDefinition'], burst: 20, perSecond: 1 },
  {
    operations: ['DescribeTaskDefinition', 'ListTaskDefinitions', 'ListTaskDefinitionFamilies'],
    burst: 50,
    perSecond: 20,
  },
  { operations: ['DeleteTaskDefinitions'], burst: 5, perSecond: 1 },
  { operations: ['CreateService', 'UpdateService', 'DeleteService'], burst: 50, perSecond: 5 },
  { operations: ['DescribeServices', 'ListServices'], burst: 100, perSecond: 20 },
  { operations: ['DescribeServiceDeployments', 'ListServiceDeployments'], burst: 50, perSecond: 20 },
  { operations: ['DescribeServiceRevisions'], burst: 50, perSecond: 20 },
  { operations: ['DescribeTasks', 'ListTasks'], burst: 100, perSecond: 20 },
  { operations: ['StopTask', 'ExecuteCommand'], burst: 100, perSecond: 40 },
  { operations: ['RunTask'], burst: 100, perSecond: 20 }, // Fargate
  { operations: ['TagResource', 'UntagResource'], burst: 20, perSecond: 10 },
  { operations: ['ListTagsForResource'], burst: 50, perSecond: 20 },
  { operations: ['DescribeClusters', 'ListClusters'], burst: 50, perSecond: 20 },
  { operations: ['CreateCluster', 'UpdateCluster', 'UpdateClusterSettings', 'DeleteCluster'], burst: 20, perSecond: 1 },
];

/** Takes a token for each call, and knows when there is none left. */
export class TokenBuckets {
  readonly #clock: SandboxClock;
  readonly #levels = new Map<string, Level>();

  /** Buckets refill in AWS time: at speed 20 twenty times faster, so that a client's pace is judged as at speed 1. */
  constructor(buckets: readonly Bucket[], clock: SandboxClock) {
    this.#clock = clock;
    for (const bucket of buckets) {
      const level: Level = { bucket, tokens: bucket.burst, filledAt: clock.now() };
      for (const operation of bucket.operations) this.#levels.set(operation, level);
    }
  }

  /** False when the call has to be refused; operations without a bucket are always let through. */
  take(operation: string): boolean {
    const level = this.#levels.get(operation);
    if (!level) return true;
    const now = this.#clock.now();
    const gained = ((now - level.filledAt) / 1000) * this.#clock.speed * level.bucket.perSecond;
    level.tokens = Math.min(level.bucket.burst, level.tokens + gained);
    level.filledAt = now;
    if (level.tokens < 1) return false;
    level.tokens -= 1;
    return true;
  }
}

interface Level {
  readonly bucket: Bucket;
  tokens: number;
  filledAt: number;
}
