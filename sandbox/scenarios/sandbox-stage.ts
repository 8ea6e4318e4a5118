import type { JsonObject } from '#sandbox/aws/service';
import { systemClock } from '#sandbox/clock';
import type { Sandbox } from '#sandbox/sandbox';
import { asker } from '#sandbox/status/ask';
import type { Ask } from '#sandbox/status/ask';
import type { Given } from './scenario.ts';
import type { Balancing, Stage } from './stage.ts';
import { object, objects, text } from './truth.ts';
import { askEcs } from './wire-client.ts';

const ELB = 'ELASTIC_LOAD_BALANCING_V2';

export interface SandboxStage extends Stage {
  /** Where the service's load balancer listens. */
  readonly url: string;
}

/**
 * A whole sandbox as a stage: real requests, a real load balancer.
 * @param speed the sandbox's own
 */
export async function sandboxStage(sandbox: Sandbox, speed: number, given: Given): Promise<SandboxStage> {
  const clock = systemClock(speed);
  const ask = asker(sandbox.services);
  await makeRoles(ask);
  await makeSecrets(ask, given);
  const { balancing, port } = await makeBalancing(ask);
  return {
    clock,
    faults: sandbox.faults,
    balancing,
    url: `http://127.0.0.1:${port}/`,
    ask: (operation, input) => askEcs(sandbox.endpoint, operation, input),
    look: (operation, input) => ask('ECS', operation, input),
    setAlarm: (name, state) => setAlarm(ask, name, state),
    interrupt: (taskArn, how) => {
      if (!sandbox.interrupt(taskArn, how)) throw new Error(`${taskArn} does not run`);
    },
    // No registry is asked: the tasks are simulated.
    image: (release) => `registry.example/web:${release}`,
    pass: (ms) => clock.sleep(ms),
    close: () => sandbox.close(),
  };
}

/** The roles that services, task definitions and hooks of scenarios name, for deployers that look whether they are there. */
async function makeRoles(ask: Ask): Promise<void> {
  const trusts = {
    execution: 'ecs-tasks.amazonaws.com',
    'load-balancing': 'ecs.amazonaws.com',
    hooks: 'ecs.amazonaws.com',
  };
  for (const [RoleName, Service] of Object.entries(trusts)) {
    const Statement = [{ Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' }];
    const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
    await ask('IAM', 'CreateRole', { RoleName, AssumeRolePolicyDocument });
  }
}

async function makeBalancing(ask: Ask): Promise<{ readonly balancing: Balancing; readonly port: number }> {
  const blue = await makeTargetGroup(ask, 'web-blue');
  const green = await makeTargetGroup(ask, 'web-green');
  const made = await ask(ELB, 'CreateLoadBalancer', { Name: 'web', Subnets: ['subnet-1', 'subnet-2'] });
  const LoadBalancerArn = text(object(objects(made['LoadBalancers'])[0]), 'LoadBalancerArn');
  const forward = [{ Type: 'forward', TargetGroupArn: blue }];
  const listening = await ask(ELB, 'CreateListener', {
    LoadBalancerArn,
    Protocol: 'HTTP',
    Port: '0',
    DefaultActions: forward,
  });
  const listener = object(objects(listening['Listeners'])[0]);
  const { Rules } = await ask(ELB, 'CreateRule', {
    ListenerArn: text(listener, 'ListenerArn'),
    Priority: '1',
    Conditions: [{ Field: 'path-pattern', Values: ['/*'] }],
    Actions: forward,
  });
  const rule = text(object(objects(Rules)[0]), 'RuleArn');
  return { balancing: { blue, green, rule }, port: Number(listener['Port']) };
}

async function makeTargetGroup(ask: Ask, name: string): Promise<string> {
  const settings: JsonObject = {
    Name: name,
    Protocol: 'HTTP',
    Port: '8080',
    VpcId: 'vpc-1',
    TargetType: 'ip',
    HealthCheckIntervalSeconds: '10',
    HealthyThresholdCount: '2',
    UnhealthyThresholdCount: '2',
  };
  const made = await ask(ELB, 'CreateTargetGroup', settings);
  const arn = text(object(objects(made['TargetGroups'])[0]), 'TargetGroupArn');
  await ask(ELB, 'ModifyTargetGroupAttributes', {
    TargetGroupArn: arn,
    Attributes: [{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }],
  });
  return arn;
}

/** The secrets the containers name, each under the name its ARN ends in. */
async function makeSecrets(ask: Ask, { container }: Given): Promise<void> {
  for (const secret of objects(container['secrets'])) {
    const Name = text(secret, 'valueFrom').split(':').at(-1) ?? '';
    await ask('SECRETS_MANAGER', 'CreateSecret', { Name, SecretString: 'secret' });
  }
}

async function setAlarm(ask: Ask, name: string, state: string): Promise<void> {
  const { MetricAlarms } = await ask('CLOUDWATCH', 'DescribeAlarms', { AlarmNames: [name] });
  if (objects(MetricAlarms).length === 0) {
    await ask('CLOUDWATCH', 'PutMetricAlarm', {
      AlarmName: name,
      Namespace: 'AWS/ApplicationELB',
      MetricName: 'HTTPCode_Target_5XX_Count',
      Statistic: 'Sum',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    });
  }
  await ask('CLOUDWATCH', 'SetAlarmState', { AlarmName: name, StateValue: state, StateReason: 'the scenario says so' });
}
