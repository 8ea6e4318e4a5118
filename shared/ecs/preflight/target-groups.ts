import { formatDuration } from '#shared/text/duration';
import { shortName } from '../names.ts';
import type { TargetGroupFacts } from './api.ts';
import { ask, type AskTools } from './ask.ts';
import { error, note, type Outcome } from './finding.ts';
import { containersOf, type Subject } from './subject.ts';

/** Target groups the service registers its tasks in; with blue/green both of a pair. */
export function usedTargetGroups({ service }: Subject): readonly string[] {
  const arns = (service.loadBalancers ?? []).flatMap(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn,
    advancedConfiguration?.alternateTargetGroupArn,
  ]);
  return [...new Set(arns.filter((arn) => arn !== undefined))];
}

/** Whether the target group takes the targets of these tasks, and what its health checks mean for them. */
export async function checkTargetGroup(arn: string, subject: Subject, tools: AskTools): Promise<readonly Outcome[]> {
  const name = targetGroupName(arn);
  const permission = 'elasticloadbalancing:DescribeTargetGroups';
  const found = await ask({ what: `target group ${name}`, permission, read: (api) => api.targetGroup(arn) }, tools);
  if (found.kind === 'unknown') return [found.outcome];
  if (found.kind === 'missing') {
    return [
      error(
        `Target group ${name} of the service does not exist.`,
        'Point the service to a target group that is there.',
      ),
    ];
  }
  return [...checkTargetType(name, found.value, subject), ...checkHealthChecks(name, found.value, subject)];
}

/** Developer guide, "Use an Application Load Balancer for Amazon ECS": `ip` for awsvpc, else `instance`. */
function checkTargetType(name: string, { targetType }: TargetGroupFacts, { definition }: Subject): readonly Outcome[] {
  const wanted = definition.networkMode === 'awsvpc' ? 'ip' : 'instance';
  if (targetType === undefined || targetType === wanted) return [];
  return [
    error(
      `Target group ${name} takes targets of type ${targetType}, and tasks with network mode ${definition.networkMode ?? 'bridge'} need ${wanted}.`,
      `Make a target group of type ${wanted} (the type cannot be changed), or use the network mode that fits.`,
    ),
  ];
}

/** Above this, most of a deployment is waiting for health checks. AWS's defaults take 30 s × 5. */
const SLOW_S = 60;

function checkHealthChecks(name: string, group: TargetGroupFacts, { service, ...rest }: Subject): readonly Outcome[] {
  const { interval, healthyThreshold, unhealthyThreshold, loadBalancers } = group;
  const toHealthy = interval * healthyThreshold;
  const toUnhealthy = interval * unhealthyThreshold;
  const grace = service.healthCheckGracePeriodSeconds ?? 0;
  const startPeriod = Math.max(
    0,
    ...containersOf({ service, ...rest }).map(({ healthCheck }) => healthCheck?.startPeriod ?? 0),
  );
  const notes: Outcome[] = [];
  if (loadBalancers.length === 0) {
    notes.push(
      note(`Target group ${name} belongs to no load balancer: its health is not checked.`, 'Give it to a listener.'),
    );
  }
  if (grace === 0 && (toUnhealthy <= 30 || startPeriod > toUnhealthy)) {
    notes.push(
      note(
        `The service has no health check grace period, and its load balancer gives a starting task up after ${seconds(toUnhealthy)} (${interval} s × ${unhealthyThreshold}).`,
        'Set healthCheckGracePeriodSeconds of the service to the time its slowest start takes.',
      ),
    );
  }
  if (toHealthy > SLOW_S) {
    notes.push(
      note(
        `A new task needs at least ${seconds(toHealthy)} to be healthy in target group ${name} (${interval} s × ${healthyThreshold}).`,
        'A health check interval of 10 s with a healthy threshold of 2 makes it 20 s.',
      ),
    );
  }
  return notes;
}

function seconds(count: number): string {
  return count < 60 ? `${count} s` : formatDuration(count * 1_000);
}

/** `web` of `arn:…:targetgroup/web/0123456789abcdef`. */
export function targetGroupName(arn: string): string {
  return arn.split('/')[1] ?? shortName(arn);
}
