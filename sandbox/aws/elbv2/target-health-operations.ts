import { Members } from '../protocol/members.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { notRegistered } from './target-health.ts';
import type { WordedHealth } from './target-health.ts';

export function targetHealthOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    DescribeTargetHealth: (input) => describe(context, new Members(input, 'ValidationError')),
  };
}

function describe(context: Elbv2Context, input: Members): JsonObject {
  const group = context.state.targetGroup(input.requiredText('TargetGroupArn'));
  const present = context.targets.health(group.arn);
  const asked = input.records('Targets').map((target) => ({
    id: target.requiredText('Id'),
    port: target.integer('Port', { min: 1, max: 65_535 }) ?? group.port,
  }));
  const found =
    asked.length === 0
      ? present
      : asked.map((target) => {
          const known = present.find((one) => one.target.id === target.id && one.target.port === target.port);
          return known ?? { ...notRegistered, target };
        });
  return { TargetHealthDescriptions: found.map(shown) };
}

function shown({ target, state, reason, description }: WordedHealth & { readonly target: Address }): JsonObject {
  return {
    Target: { Id: target.id, Port: target.port },
    HealthCheckPort: String(target.port),
    TargetHealth: { State: state, Reason: reason, Description: description },
  };
}

interface Address {
  readonly id: string;
  readonly port: number;
}
