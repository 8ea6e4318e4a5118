import type { Target, TargetGroups, TargetHealth } from '#sandbox/aws/target-groups';

export type HealthSource = Pick<TargetGroups, 'exists' | 'health'>;

/** What the load balancer knows of one target; undefined once it has left the group, or the group was deleted. */
export function healthOf(targetGroups: HealthSource, targetGroupArn: string, target: Target): TargetHealth | undefined {
  if (!targetGroups.exists(targetGroupArn)) return undefined;
  return targetGroups
    .health(targetGroupArn)
    .find((entry) => entry.target.id === target.id && entry.target.port === target.port);
}
