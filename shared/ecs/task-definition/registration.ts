import { isRecordTag } from '#shared/release/record';
import type { TaggedTaskDefinition, TaskDefinitionInput } from '../api.ts';
import { readOnlyMembers } from './shape.ts';

/**
 * What to register to get the same again, from what ECS described. Tags of the release record are left out, and so is
 * what the SDK does not know, unless it is allowed.
 */
export function toRegistration(
  { taskDefinition, tags, verbatim }: TaggedTaskDefinition,
  allowUnknown = false,
): TaskDefinitionInput {
  const kept = tags.filter(({ key }) => !isRecordTag(key));
  const described = allowUnknown && verbatim !== undefined ? verbatim.definition : taskDefinition;
  const definition = withoutReadOnly(described) as TaskDefinitionInput; // less the members ECS sets
  return kept.length === 0 ? definition : { ...definition, tags: [...kept] };
}

/** Less the members that ECS sets itself. */
export function withoutReadOnly(value: object): object {
  return Object.fromEntries(
    Object.entries(value).filter(([key, member]) => !readOnlyMembers.has(key) && member !== undefined),
  );
}
