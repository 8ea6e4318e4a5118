import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject, Operation } from '../service.ts';
import { readTags as readPairs, viewTags } from '../tags.ts';
import type { Elbv2Context } from './context.ts';
import { invalid } from './refusals.ts';
import type { Elbv2State } from './state.ts';

type Tags = ReadonlyMap<string, string>;

const MAX_TAGS = 50;
const none: Tags = new Map();

export function tagOperations({ state }: Elbv2Context): Readonly<Record<string, Operation>> {
  return {
    AddTags: (input) =>
      change(state, input, (members) => {
        const added = readTags(members);
        if (added.size === 0) throw invalid('Tags must be specified');
        return (tags) => merged(tags, added);
      }),
    RemoveTags: (input) =>
      change(state, input, (members) => {
        const keys = new Set(members.texts('TagKeys'));
        return (tags) => new Map([...tags].filter(([key]) => !keys.has(key)));
      }),
    DescribeTags: (input) => ({
      TagDescriptions: resources(state, new Members(input, 'ValidationError')).map((arn) => ({
        ResourceArn: arn,
        Tags: viewTags(state.tags.get(arn) ?? none),
      })),
    }),
  };
}

/**
 * The `Tags` of a request.
 * @throws {AwsError} DuplicateTagKeys, TooManyTags, ValidationError
 * @see https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Tag.html
 */
export function readTags(input: Members): Tags {
  const pairs = readPairs(input);
  for (const [key, value] of pairs) {
    if (key.toLowerCase().startsWith('aws:')) throw invalid(`Tag key '${key}' must not begin with 'aws:'`);
    if (key.length > 128 || value.length > 256) throw invalid(`Tag '${key}' is too long`);
  }
  const tags = new Map(pairs);
  if (tags.size < pairs.length) throw new AwsError('DuplicateTagKeys', 'A tag key was specified more than once');
  return checkCount(tags);
}

function merged(tags: Tags, added: Tags): Tags {
  return checkCount(new Map([...tags, ...added]));
}

function checkCount(tags: Tags): Tags {
  if (tags.size > MAX_TAGS) throw new AwsError('TooManyTags', `A resource can only have '${MAX_TAGS}' tags`);
  return tags;
}

function change(state: Elbv2State, input: JsonObject, read: (members: Members) => (tags: Tags) => Tags): JsonObject {
  const members = new Members(input, 'ValidationError');
  const changed = read(members);
  const next = resources(state, members).map((arn) => [arn, changed(state.tags.get(arn) ?? none)] as const);
  // All or none: a refusal above leaves every resource as it was.
  for (const [arn, tags] of next) state.tags.set(arn, tags);
  return {};
}

function resources(state: Elbv2State, input: Members): readonly string[] {
  const arns = input.texts('ResourceArns');
  if (arns.length === 0) throw invalid('Resource ARNs must be specified');
  for (const arn of arns) checkExists(state, arn);
  return arns;
}

function checkExists(state: Elbv2State, arn: string): void {
  const kind = /:(loadbalancer|listener|listener-rule|targetgroup)\//.exec(arn)?.[1];
  switch (kind) {
    case 'loadbalancer':
      state.loadBalancer(arn);
      return;
    case 'listener':
      state.listener(arn);
      return;
    case 'listener-rule':
      state.rule(arn);
      return;
    case 'targetgroup':
      state.targetGroup(arn);
      return;
    default:
      throw invalid(`'${arn}' is not a valid ARN of a load balancer, target group, listener or rule`);
  }
}
