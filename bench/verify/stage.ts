import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { JsonObject } from '#sandbox/aws/service';
import { number, object, objects, text } from '#sandbox/scenarios/truth';
import { CLUSTER, CONTAINER, type Account } from '../rollouts/account.ts';
import type { VerifyPlan } from './plan.ts';

/** A service behind a load balancer of its own, and the two versions of it. */
export interface Stage {
  readonly service: string;
  readonly url: string;
  readonly listener: string;
  /** ARNs of the revisions, and the commits their tasks name. */
  readonly old: Version;
  readonly new: Version;
}

export interface Version {
  readonly revision: string;
  readonly sha: string;
}

const BEAT_MS = 2_000;
const UP_WITHIN_MS = 15 * 60_000;

/** Makes the service with the old version and waits until it is up. */
export async function setStage(account: Account, plan: VerifyPlan): Promise<Stage> {
  const service = `run-${plan.seed}`;
  const front = await createFront(account, service);
  const [oldSha, newSha] = [commit(`old ${plan.seed}`), commit(`new ${plan.seed}`)];
  const old = { sha: oldSha, revision: await account.register(service, 'registry.example/web:old', oldSha) };
  const named = plan.kind === 'unnamed' ? undefined : newSha;
  const fresh = { sha: newSha, revision: await account.register(service, 'registry.example/web:new', named) };
  await account.ecs('CreateService', {
    cluster: CLUSTER,
    serviceName: service,
    taskDefinition: old.revision,
    desiredCount: plan.desiredCount,
    launchType: 'FARGATE',
    networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
    loadBalancers: [loadBalancer(plan, front)],
    deploymentConfiguration: {
      minimumHealthyPercent: 100,
      maximumPercent: plan.maximumPercent,
      deploymentCircuitBreaker: { enable: plan.kind === 'crashes', rollback: plan.kind === 'crashes' },
      ...strategy(plan),
    },
  });
  for (let waited = 0; waited < UP_WITHIN_MS; waited += BEAT_MS) {
    const [first] = await account.deployments(service);
    if (first?.status === 'SUCCESSFUL') return { service, url: front.url, listener: front.listener, old, new: fresh };
    await delay(BEAT_MS / account.speed);
  }
  throw new Error(`${service} did not come up`);
}

function strategy({ strategy, kind }: VerifyPlan): JsonObject {
  switch (strategy) {
    case 'rolling':
      return { strategy: 'ROLLING' };
    case 'blue-green':
      return { strategy: 'BLUE_GREEN', bakeTimeInMinutes: 2 };
    case 'canary': {
      const canaryBakeTimeInMinutes = kind === 'mixed' ? 60 : 1;
      const canaryConfiguration = { canaryPercent: 50, canaryBakeTimeInMinutes };
      return { strategy: 'CANARY', bakeTimeInMinutes: 2, canaryConfiguration };
    }
  }
}

interface Front {
  readonly url: string;
  readonly listener: string;
  /** Its default rule. */
  readonly rule: string;
  readonly groups: readonly [string, string];
}

async function createFront(account: Account, name: string): Promise<Front> {
  const { LoadBalancers } = await account.elb('CreateLoadBalancer', { Name: name, Subnets: ['subnet-1', 'subnet-2'] });
  const groups = [await createGroup(account, `${name}-blue`), await createGroup(account, `${name}-green`)] as const;
  const { Listeners } = await account.elb('CreateListener', {
    LoadBalancerArn: text(object(objects(LoadBalancers)[0]), 'LoadBalancerArn'),
    Protocol: 'HTTP',
    Port: 0,
    DefaultActions: [{ Type: 'forward', TargetGroupArn: groups[0] }],
  });
  const made = object(objects(Listeners)[0]);
  const listener = text(made, 'ListenerArn');
  const { Rules } = await account.elb('DescribeRules', { ListenerArn: listener });
  const rule = text(object(objects(Rules)[0]), 'RuleArn');
  return { url: `http://127.0.0.1:${number(made, 'Port')}/`, listener, rule, groups };
}

async function createGroup(account: Account, Name: string): Promise<string> {
  const { TargetGroups } = await account.elb('CreateTargetGroup', {
    Name,
    Protocol: 'HTTP',
    Port: 8080,
    VpcId: 'vpc-1',
    TargetType: 'ip',
    HealthCheckIntervalSeconds: 5,
    HealthCheckTimeoutSeconds: 4,
    HealthyThresholdCount: 2,
  });
  const TargetGroupArn = text(object(objects(TargetGroups)[0]), 'TargetGroupArn');
  const draining = { Key: 'deregistration_delay.timeout_seconds', Value: '10' };
  await account.elb('ModifyTargetGroupAttributes', { TargetGroupArn, Attributes: [draining] });
  return TargetGroupArn;
}

function loadBalancer({ strategy }: VerifyPlan, { groups, rule }: Front): JsonObject {
  const [targetGroupArn, alternateTargetGroupArn] = groups;
  const plain = { targetGroupArn, containerName: CONTAINER, containerPort: 8080 };
  const roleArn = 'arn:aws:iam::123456789012:role/load-balancers';
  if (strategy === 'rolling') return plain;
  return { ...plain, advancedConfiguration: { alternateTargetGroupArn, productionListenerRule: rule, roleArn } };
}

/** Forty hexadecimal digits that nothing else has. */
function commit(name: string): string {
  return createHash('sha1').update(name).digest('hex');
}
