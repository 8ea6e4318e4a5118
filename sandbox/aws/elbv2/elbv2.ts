import { createHash } from 'node:crypto';
import type { LoadBalancer } from '#sandbox/loadbalancer/load-balancer';
import type { SandboxClock } from '../../clock.ts';
import type { AwsService } from '../service.ts';
import type { TargetGroups } from '../target-groups.ts';
import type { TrafficRouting } from '../traffic.ts';
import type { Elbv2Context } from './context.ts';
import { listenerAttributeOperations } from './listener-attributes.ts';
import { listenerOperations } from './listener-operations.ts';
import { loadBalancerAttributeOperations } from './load-balancer-attributes.ts';
import { loadBalancerOperations } from './load-balancer-operations.ts';
import { Routes } from './routes.ts';
import { ruleOperations } from './rule-operations.ts';
import { Elbv2State } from './state.ts';
import { tagOperations } from './tags.ts';
import { targetGroupAttributeOperations } from './target-group-attributes.ts';
import { targetGroupOperations } from './target-group-operations.ts';
import { targetHealthOperations } from './target-health-operations.ts';
import { targetOperations } from './target-operations.ts';
import { TargetRegistry } from './target-registry.ts';

export interface Elbv2Options {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  /** Carries the traffic; started with the clock's speed, and closed by whoever started it. */
  readonly loadBalancer: LoadBalancer;
}

export interface Elbv2 {
  readonly service: AwsService;
  /** For the ECS scheduler. */
  readonly targetGroups: TargetGroups;
  /** For deployments that shift traffic between two target groups. */
  readonly routing: TrafficRouting;
  /** ARN of a target group; undefined when there is none of this name. */
  targetGroupArn(name: string): string | undefined;
  /** Listens to the load balancer no longer. */
  close(): void;
}

/** Elastic Load Balancing v2: application load balancers whose listeners really listen, on 127.0.0.1. */
export function createElbv2({ clock, account, region, loadBalancer }: Elbv2Options): Elbv2 {
  const state = new Elbv2State();
  const targets = new TargetRegistry(state, loadBalancer);
  const routes = new Routes(state, targets, loadBalancer);
  let made = 0;
  const context: Elbv2Context = {
    clock,
    state,
    targets,
    routes,
    vpcId: `vpc-${resourceId(account + region)}`,
    arn: (resource) => {
      made += 1;
      return `arn:aws:elasticloadbalancing:${region}:${account}:${resource}/${resourceId(`${resource} ${made}`)}`;
    },
  };
  const service: AwsService = {
    name: 'ELASTIC_LOAD_BALANCING_V2',
    protocol: {
      kind: 'query',
      version: '2015-12-01',
      xmlns: 'http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/',
    },
    operations: {
      ...loadBalancerOperations(context),
      ...loadBalancerAttributeOperations(context),
      ...listenerOperations(context),
      ...listenerAttributeOperations(context),
      ...ruleOperations(context),
      ...targetGroupOperations(context),
      ...targetGroupAttributeOperations(context),
      ...targetOperations(context),
      ...targetHealthOperations(context),
      ...tagOperations(context),
    },
  };
  return {
    service,
    targetGroups: targets,
    routing: routes,
    targetGroupArn: (name) => [...state.targetGroups.values()].find((group) => group.name === name)?.arn,
    close: () => {
      targets.close();
    },
  };
}

/** Sixteen hexadecimal digits, as AWS has them; the same history gives the same ids. */
function resourceId(seed: string): string {
  return createHash('sha256').update(seed).digest('hex').slice(0, 16);
}
