/** A target as DescribeTargetHealth shows it. */
export interface TargetView {
  /** An IP address, or the id of an instance. */
  readonly id: string;
  readonly port: number | undefined;
  /** initial, healthy, unhealthy, draining, unused, unavailable. */
  readonly state: string;
}

/** What of a target group decides how long a rollout takes. Seconds. */
export interface TargetGroupTimes {
  readonly name: string;
  readonly interval: number;
  readonly healthyThreshold: number;
  readonly deregistrationDelay: number;
}

/** The calls of Elastic Load Balancing that the suite makes. Every call rejects with the SDK's error. */
export interface LoadBalancerApi {
  targetHealth(targetGroupArn: string): Promise<readonly TargetView[]>;
  targetGroupTimes(targetGroupArn: string): Promise<TargetGroupTimes>;
}
