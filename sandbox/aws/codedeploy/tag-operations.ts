import { list, operation, string, struct } from '#sandbox/aws/ecs/shape';
import type { Decoded } from '#sandbox/aws/ecs/shape';
import type { Operation } from '#sandbox/aws/service';
import type { CodeDeployContext } from './context.ts';
import { codeDeployError, noApplication } from './errors.ts';

export const tagsShape = list(struct({ Key: string, Value: string }));

const maxTags = 50;

/** @throws InvalidTagsToAddException */
export function tagMap(input: Decoded<typeof tagsShape> | undefined): Map<string, string> {
  const entries = (input ?? []).map(({ Key: key, Value: value = '' }): [string, string] => {
    if (!key || key.length > 128 || value.length > 256) {
      throw codeDeployError('InvalidTagsToAdd', 'Tag keys have 1 to 128 characters, tag values 256 at most.');
    }
    return [key, value];
  });
  if (entries.length > maxTags)
    throw codeDeployError('InvalidTagsToAdd', `A resource can have ${maxTags} tags at most.`);
  return new Map(entries);
}

export function tagOperations(context: CodeDeployContext): Record<string, Operation> {
  return {
    TagResource: operation(struct({ ResourceArn: string, Tags: tagsShape }), (input) => {
      const tags = tagsOf(context, input.ResourceArn);
      for (const [key, value] of tagMap(input.Tags)) tags.set(key, value);
      return {};
    }),

    UntagResource: operation(struct({ ResourceArn: string, TagKeys: list(string) }), (input) => {
      const tags = tagsOf(context, input.ResourceArn);
      for (const key of input.TagKeys ?? []) tags.delete(key);
      return {};
    }),

    ListTagsForResource: operation(struct({ ResourceArn: string }), (input) => ({
      Tags: [...tagsOf(context, input.ResourceArn)].map(([Key, Value]) => ({ Key, Value })),
    })),
  };
}

/** Of `application:NAME` and `deploymentgroup:APPLICATION/GROUP`. */
function tagsOf({ state }: CodeDeployContext, arn: string | undefined): Map<string, string> {
  if (arn === undefined)
    throw codeDeployError('ResourceArnRequired', 'The ARN of a resource is required, but was not found.');
  const [, kind, name = ''] =
    /^arn:[\w-]+:codedeploy:[\w-]+:\d{12}:(application|deploymentgroup):(.+)$/.exec(arn) ?? [];
  if (kind === undefined) throw codeDeployError('InvalidArn', 'The specified ARN is not in a valid format.');
  const [application = '', group] = name.split('/');
  if (kind === 'deploymentgroup') return state.group(application, group).tags;
  const found = state.applications.get(name);
  if (!found) throw noApplication(name);
  return found.tags;
}
