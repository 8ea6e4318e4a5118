import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import type { ScalableTarget } from './scalable-target.ts';
import type { Scaler } from './scaler.ts';

/** Tags come as one object here, not as a list. */
export function readTags(input: Members): ReadonlyMap<string, string> {
  return input.record('Tags')?.entries() ?? new Map();
}

export function tagTarget(scaler: Scaler, input: Members): JsonObject {
  const { tags } = byArn(scaler, input);
  for (const [key, value] of readTags(input)) tags.set(key, value);
  return {};
}

export function untagTarget(scaler: Scaler, input: Members): JsonObject {
  const { tags } = byArn(scaler, input);
  for (const key of input.texts('TagKeys')) tags.delete(key);
  return {};
}

export function listTags(scaler: Scaler, input: Members): JsonObject {
  return { Tags: Object.fromEntries(byArn(scaler, input).tags) };
}

function byArn(scaler: Scaler, input: Members): ScalableTarget {
  const arn = input.requiredText('ResourceARN');
  const target = [...scaler.targets.values()].find((candidate) => candidate.arn === arn);
  if (target) return target;
  throw new AwsError('ResourceNotFoundException', `The resource ${arn} could not be found`);
}
