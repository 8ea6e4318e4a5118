import type { StatusRange } from '#sandbox/loadbalancer/messages';
import type { RoutingAction, RoutingCondition } from '#sandbox/loadbalancer/routing';
import { AwsError } from '../service.ts';

export interface LoadBalancerRecord {
  readonly arn: string;
  readonly name: string;
  readonly scheme: 'internet-facing' | 'internal';
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  readonly deletionProtection: boolean;
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface ListenerRecord {
  readonly arn: string;
  readonly loadBalancerArn: string;
  /** Bound on 127.0.0.1. */
  readonly port: number;
}

/** Every listener has one with the priority `default`, without conditions, which lives as long as the listener. */
export interface RuleRecord {
  readonly arn: string;
  readonly listenerArn: string;
  readonly priority: Priority;
  readonly conditions: readonly RoutingCondition[];
  readonly action: RoutingAction;
}

/** From 1 to 50000; the lower ones are tried first. */
export type Priority = number | 'default';

export interface TargetGroupRecord {
  readonly arn: string;
  readonly name: string;
  readonly port: number;
  readonly targetType: TargetType;
  readonly protocolVersion: 'HTTP1';
  readonly vpcId: string;
  readonly healthCheck: HealthCheckRecord;
  readonly deregistrationDelaySeconds: number;
}

export type TargetType = 'ip' | 'instance';

/** Times in seconds of AWS time, as the API has them. */
export interface HealthCheckRecord {
  readonly path: string;
  readonly intervalSeconds: number;
  readonly timeoutSeconds: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  readonly matcher: Matcher;
}

export interface Matcher {
  /** As the user wrote it: `200`, `200,204`, `200-299`. */
  readonly httpCode: string;
  readonly ranges: readonly StatusRange[];
}

/** All resources of one account and region, by ARN, in the order they were made. */
export class Elbv2State {
  readonly loadBalancers = new Map<string, LoadBalancerRecord>();
  readonly listeners = new Map<string, ListenerRecord>();
  readonly rules = new Map<string, RuleRecord>();
  readonly targetGroups = new Map<string, TargetGroupRecord>();
  /** Of resources that have any. */
  readonly tags = new Map<string, ReadonlyMap<string, string>>();

  /** @throws {AwsError} LoadBalancerNotFound */
  loadBalancer(arn: string): LoadBalancerRecord {
    const found = this.loadBalancers.get(arn);
    if (!found) throw new AwsError('LoadBalancerNotFound', `Load balancer '${arn}' not found`);
    return found;
  }

  /** @throws {AwsError} TargetGroupNotFound */
  targetGroup(arn: string): TargetGroupRecord {
    const found = this.targetGroups.get(arn);
    if (!found) throw new AwsError('TargetGroupNotFound', `Target groups '${arn}' not found`);
    return found;
  }

  /** @throws {AwsError} ListenerNotFound */
  listener(arn: string): ListenerRecord {
    const found = this.listeners.get(arn);
    if (!found) throw new AwsError('ListenerNotFound', 'One or more listeners not found');
    return found;
  }

  /** @throws {AwsError} RuleNotFound */
  rule(arn: string): RuleRecord {
    const found = this.rules.get(arn);
    if (!found) throw new AwsError('RuleNotFound', 'One or more rules not found');
    return found;
  }

  /** In the order they are tried; the default rule is the last. */
  rulesOf(listenerArn: string): readonly RuleRecord[] {
    const rules = [...this.rules.values()].filter((rule) => rule.listenerArn === listenerArn);
    return rules.sort((a, b) => orderOf(a.priority) - orderOf(b.priority));
  }

  defaultRule(listenerArn: string): RuleRecord {
    const rule = this.rulesOf(listenerArn).at(-1);
    if (rule?.priority !== 'default') throw new Error(`no default rule of ${listenerArn}`);
    return rule;
  }

  listenersOf(loadBalancerArn: string): readonly ListenerRecord[] {
    return [...this.listeners.values()].filter((listener) => listener.loadBalancerArn === loadBalancerArn);
  }

  /** The groups that rules forward to, with a weight or without. */
  forwarded(): readonly TargetGroupRecord[] {
    const arns = new Set([...this.rules.values()].flatMap(groupsOf));
    return Array.from(arns, (arn) => this.targetGroup(arn));
  }

  /** The load balancers with a rule that forwards to the group. */
  loadBalancersOf(targetGroupArn: string): readonly string[] {
    const rules = [...this.rules.values()].filter((rule) => groupsOf(rule).includes(targetGroupArn));
    const arns = rules.map(({ listenerArn }) => this.listeners.get(listenerArn)?.loadBalancerArn);
    return [...new Set(arns)].filter((arn) => arn !== undefined);
  }
}

function groupsOf({ action }: RuleRecord): readonly string[] {
  return action.kind === 'forward' ? action.groups.map(({ groupId }) => groupId) : [];
}

function orderOf(priority: Priority): number {
  return priority === 'default' ? Infinity : priority;
}
