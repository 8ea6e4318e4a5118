/** How the ECS scheduler moves traffic between two target groups; implemented by sandbox/aws/elbv2. */
export interface TrafficRouting {
  /** Is there a listener rule or a listener of this ARN that forwards to target groups. */
  exists(ruleOrListenerArn: string): boolean;
  /** Where it forwards to now. Empty when there is no such rule or listener, or it does not forward. */
  weights(ruleOrListenerArn: string): readonly TargetWeight[];
  /**
   * Forwards new requests by these weights from now on; requests under way end where they are.
   * @throws {AwsError} RuleNotFound or ListenerNotFound
   */
  shift(ruleOrListenerArn: string, weights: readonly TargetWeight[]): void;
}

export interface TargetWeight {
  readonly targetGroupArn: string;
  /** 0 to 999, relative to the other groups of the rule. ECS uses parts of 100. */
  readonly weight: number;
}
