import type { StatusRange } from '#sandbox/loadbalancer/messages';
import { AwsError } from '../service.ts';

export interface LoadBalancerRecord {
  readonly arn: string;
  readonly name: string;
  readonly scheme: 'internet-facing' | 'internal';
  readonly subnets: readonly string[];
  readonly securityGroups: readonly string[];
  /** Epoch milliseconds. */
  readonly createdAt: number;
}

export interface ListenerRecord {
  readonly arn: string;
  readonly loadBalancerArn: string;
  readonly targetGroupArn: string;
  /** Bound on 127.0.0.1. */
  readonly port: number;
}

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
  readonly targetGroups = new Map<string, TargetGroupRecord>();

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

  listenersOf(targetGroupArn: string): readonly ListenerRecord[] {
    return [...this.listeners.values()].filter((listener) => listener.targetGroupArn === targetGroupArn);
  }
}
