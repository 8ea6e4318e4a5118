import type { Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { invalidParameter } from '../errors.ts';
import { list, operation, string, struct } from '../shape.ts';
import { tags } from '../task-definition/shape.ts';
import { tagsView } from '../views/task-definition-view.ts';

const maxTags = 50;

type TagInput = readonly { readonly key?: string; readonly value?: string }[];

/** @throws InvalidParameterException for keys and values AWS refuses */
export function tagMap(input: TagInput | undefined): Map<string, string> {
  const entries = (input ?? []).map(({ key, value = '' }): [string, string] => {
    if (!key || key.length > 128) throw invalidParameter('Tag keys must have 1 to 128 characters.');
    if (/^aws:/i.test(key)) throw invalidParameter("Tag keys must not begin with 'aws:'.");
    if (value.length > 256) throw invalidParameter('Tag values must have 256 characters at most.');
    return [key, value];
  });
  const map = new Map(entries);
  if (map.size < entries.length) throw invalidParameter('Duplicate tag keys are not allowed.');
  if (map.size > maxTags) throw invalidParameter(`A resource can have ${maxTags} tags at most.`);
  return map;
}

export function tagOperations({ state }: EcsContext): Record<string, Operation> {
  const tagsOf = (arn: string | undefined): Map<string, string> => {
    const found = arn === undefined ? undefined : state.tagsOf(arn);
    if (!found) throw invalidParameter('The specified resource was not found. Specify a valid ARN and try again.');
    return found;
  };
  return {
    TagResource: operation(struct({ resourceArn: string, tags }), (input) => {
      const present = tagsOf(input.resourceArn);
      const added = tagMap(input.tags);
      if (new Set([...present.keys(), ...added.keys()]).size > maxTags) {
        throw invalidParameter(`A resource can have ${maxTags} tags at most.`);
      }
      for (const [key, value] of added) present.set(key, value);
      return {};
    }),

    UntagResource: operation(struct({ resourceArn: string, tagKeys: list(string) }), (input) => {
      const present = tagsOf(input.resourceArn);
      for (const key of input.tagKeys ?? []) present.delete(key);
      return {};
    }),

    ListTagsForResource: operation(struct({ resourceArn: string }), (input) => ({
      tags: tagsView(tagsOf(input.resourceArn)),
    })),
  };
}
