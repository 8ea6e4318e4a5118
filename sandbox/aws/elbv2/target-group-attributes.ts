import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import type { Elbv2Context } from './context.ts';
import { unsupported } from './refusals.ts';
import type { TargetGroupRecord } from './state.ts';

const DEREGISTRATION_DELAY = 'deregistration_delay.timeout_seconds';
const DELAY_BOUNDS = { min: 0, max: 3600 } as const;

/** Attributes whose only value here is AWS's default. */
const fixed: Readonly<Record<string, string>> = {
  'load_balancing.algorithm.type': 'round_robin',
  'slow_start.duration_seconds': '0',
  'stickiness.enabled': 'false',
};

export function targetGroupAttributeOperations(context: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    DescribeTargetGroupAttributes: (input) => {
      const members = new Members(input, 'ValidationError');
      return shown(context.state.targetGroup(members.requiredText('TargetGroupArn')));
    },
    ModifyTargetGroupAttributes: (input) => modify(context, new Members(input, 'ValidationError')),
  };
}

function modify(context: Elbv2Context, input: Members): JsonObject {
  const group = context.state.targetGroup(input.requiredText('TargetGroupArn'));
  const changed = input.records('Attributes').reduce(withAttribute, group);
  context.state.targetGroups.set(group.arn, changed);
  context.targets.changed(changed);
  return shown(changed);
}

function withAttribute(group: TargetGroupRecord, attribute: Members): TargetGroupRecord {
  const key = attribute.requiredText('Key');
  const value = attribute.text('Value') ?? '';
  if (key === DEREGISTRATION_DELAY) {
    const seconds = attribute.integer('Value', DELAY_BOUNDS);
    return seconds === undefined ? group : { ...group, deregistrationDelaySeconds: seconds };
  }
  const only = fixed[key];
  if (only === undefined)
    throw new AwsError('ValidationError', `Target group attribute key '${key}' is not recognized`);
  if (value !== only) throw unsupported(`the target group attribute ${key} with the value '${value}'`);
  return group;
}

function shown(group: TargetGroupRecord): JsonObject {
  const attributes = { [DEREGISTRATION_DELAY]: String(group.deregistrationDelaySeconds), ...fixed };
  return { Attributes: Object.entries(attributes).map(([Key, Value]) => ({ Key, Value })) };
}
