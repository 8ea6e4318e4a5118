import type { JsonObject, Operation } from '../service.ts';
import { AwsError } from '../service.ts';
import type { EcrContext } from './context.ts';
import { privateRepository, requestedRepository } from './context.ts';
import { invalid, objects, optionalText, requiredText, texts } from './input.ts';

/** Policies and tags of a repository: kept and given back, without effect. */
export function policyOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  return {
    ...lifecyclePolicyOperations(context),
    ...accessPolicyOperations(context),
    TagResource: (input) => {
      const { tags } = taggedRepository(context, input);
      for (const [key, value] of readTags(input)) tags.set(key, value);
      return {};
    },
    UntagResource: (input) => {
      const { tags } = taggedRepository(context, input);
      for (const key of texts(input, 'tagKeys') ?? []) tags.delete(key);
      return {};
    },
    ListTagsForResource: (input) => ({
      tags: [...taggedRepository(context, input).tags].map(([Key, Value]) => ({ Key, Value })),
    }),
  };
}

export function readTags(input: JsonObject): readonly (readonly [string, string])[] {
  return (objects(input, 'tags') ?? []).map((tag) => [requiredText(tag, 'Key'), optionalText(tag, 'Value') ?? '']);
}

function lifecyclePolicyOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  const answer = (name: string, text: string): JsonObject => {
    return { registryId: context.account, repositoryName: name, lifecyclePolicyText: text };
  };
  const kept = (name: string): string => {
    const policy = context.details.of(name).lifecyclePolicy;
    if (policy !== undefined) return policy;
    throw missing('LifecyclePolicyNotFoundException', 'Lifecycle policy', { name, account: context.account });
  };
  return {
    PutLifecyclePolicy: (input) => {
      const { name } = requestedRepository(context, input);
      const text = requiredJson(input, 'lifecyclePolicyText');
      context.details.of(name).lifecyclePolicy = text;
      return answer(name, text);
    },
    GetLifecyclePolicy: (input) => {
      const { name } = requestedRepository(context, input);
      return answer(name, kept(name));
    },
    DeleteLifecyclePolicy: (input) => {
      const { name } = requestedRepository(context, input);
      const text = kept(name);
      context.details.of(name).lifecyclePolicy = undefined;
      return answer(name, text);
    },
  };
}

function accessPolicyOperations(context: EcrContext): Readonly<Record<string, Operation>> {
  const answer = (name: string, text: string): JsonObject => {
    return { registryId: context.account, repositoryName: name, policyText: text };
  };
  const kept = (name: string): string => {
    const policy = context.details.of(name).accessPolicy;
    if (policy !== undefined) return policy;
    throw missing('RepositoryPolicyNotFoundException', 'Repository policy', { name, account: context.account });
  };
  return {
    SetRepositoryPolicy: (input) => {
      const { name } = requestedRepository(context, input);
      const text = requiredJson(input, 'policyText');
      context.details.of(name).accessPolicy = text;
      return answer(name, text);
    },
    GetRepositoryPolicy: (input) => {
      const { name } = requestedRepository(context, input);
      return answer(name, kept(name));
    },
    DeleteRepositoryPolicy: (input) => {
      const { name } = requestedRepository(context, input);
      const text = kept(name);
      context.details.of(name).accessPolicy = undefined;
      return answer(name, text);
    },
  };
}

function requiredJson(input: JsonObject, member: string): string {
  const text = requiredText(input, member);
  try {
    JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw invalid(`'${member}' is not valid JSON: ${error.message}`);
    throw error;
  }
  return text;
}

function missing(code: string, what: string, where: { readonly name: string; readonly account: string }): AwsError {
  const message = `${what} does not exist for the repository with name '${where.name}' in the registry with id '${where.account}'`;
  return new AwsError(code, message);
}

function taggedRepository(context: EcrContext, input: JsonObject) {
  const arn = requiredText(input, 'resourceArn');
  const name = /^arn:aws:ecr:[^:]+:\d{12}:repository\/(.+)$/.exec(arn)?.[1];
  if (name === undefined) throw invalid(`Invalid parameter at 'resourceArn': '${arn}' is not the ARN of a repository`);
  return context.details.of(privateRepository(context, name).name);
}
