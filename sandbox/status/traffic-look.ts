import { list, string, struct } from '#sandbox/aws/ecs/shape';
import type { Decoded, Shape } from '#sandbox/aws/ecs/shape';
import type { JsonObject } from '#sandbox/aws/service';
import { shortName } from './ask.ts';
import type { Ask } from './ask.ts';
import type { ListenerState, RuleState, TargetGroupState } from './snapshot.ts';

// What the operations give is not XML yet: numbers are numbers, or text where a request brought them as text.
const numeric: Shape<number> = Number;

const action = struct({
  Type: string,
  TargetGroupArn: string,
  ForwardConfig: struct({ TargetGroups: list(struct({ TargetGroupArn: string, Weight: numeric })) }),
});
const balancersAnswer = struct({ LoadBalancers: list(struct({ LoadBalancerArn: string, LoadBalancerName: string })) });
const listenersAnswer = struct({ Listeners: list(struct({ ListenerArn: string, Port: numeric })) });
const rulesAnswer = struct({
  Rules: list(
    struct({
      Priority: string,
      Conditions: list(struct({ Field: string, Values: list(string) })),
      Actions: list(action),
    }),
  ),
});
const healthAnswer = struct({
  TargetHealthDescriptions: list(
    struct({
      Target: struct({ Id: string, Port: numeric }),
      TargetHealth: struct({ State: string, Reason: string, Description: string }),
    }),
  ),
});

/** Every listener with its rules, and where each of them sends traffic. */
export async function lookAtListeners(ask: Ask): Promise<readonly ListenerState[]> {
  const { LoadBalancers = [] } = await decoded(ask, balancersAnswer, { operation: 'DescribeLoadBalancers' });
  const found = LoadBalancers.map(async ({ LoadBalancerArn, LoadBalancerName = '' }) => {
    const input = { LoadBalancerArn };
    const { Listeners = [] } = await decoded(ask, listenersAnswer, { operation: 'DescribeListeners', input });
    return await Promise.all(
      Listeners.map(async ({ ListenerArn, Port = 0 }) => ({
        loadBalancer: LoadBalancerName,
        port: Port,
        rules: await lookAtRules(ask, ListenerArn),
      })),
    );
  });
  return (await Promise.all(found)).flat();
}

async function lookAtRules(ask: Ask, ListenerArn: string | undefined): Promise<readonly RuleState[]> {
  const { Rules = [] } = await decoded(ask, rulesAnswer, { operation: 'DescribeRules', input: { ListenerArn } });
  return Rules.map(({ Priority = '', Conditions = [], Actions = [] }) => ({
    priority: Priority,
    conditions: Conditions.map(({ Field = '', Values = [] }) => `${Field} ${Values.join(' or ')}`.trim()).join(', '),
    weights: Actions.flatMap(weightsOf),
  }));
}

function weightsOf({ TargetGroupArn, ForwardConfig }: Decoded<typeof action>): RuleState['weights'] {
  const groups = ForwardConfig?.TargetGroups ?? (TargetGroupArn === undefined ? [] : [{ TargetGroupArn }]);
  return groups.map((group) => ({
    targetGroup: targetGroupName(group.TargetGroupArn),
    weight: 'Weight' in group ? (group.Weight ?? 1) : 1,
  }));
}

export async function lookAtTargets(ask: Ask, targetGroupArn: string): Promise<TargetGroupState> {
  const input = { TargetGroupArn: targetGroupArn };
  const answer = await decoded(ask, healthAnswer, { operation: 'DescribeTargetHealth', input });
  return {
    name: targetGroupName(targetGroupArn),
    targets: (answer.TargetHealthDescriptions ?? []).map(({ Target, TargetHealth }) => ({
      address: `${Target?.Id ?? ''}:${Target?.Port ?? ''}`,
      state: TargetHealth?.State ?? '',
      why: TargetHealth?.Description ?? TargetHealth?.Reason ?? '',
    })),
  };
}

/** `…:targetgroup/NAME/ID` */
function targetGroupName(arn: string | undefined): string {
  return arn?.split('/').at(-2) ?? shortName(arn);
}

async function decoded<T>(
  ask: Ask,
  shape: Shape<T>,
  { operation, input = {} }: { readonly operation: string; readonly input?: JsonObject },
): Promise<T> {
  return shape(await ask('ELASTIC_LOAD_BALANCING_V2', operation, input));
}
