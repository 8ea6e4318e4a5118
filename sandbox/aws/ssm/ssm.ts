import type { SandboxClock } from '../../clock.ts';
import { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { AwsService, JsonObject, Operation } from '../service.ts';
import { readTags, viewTags } from '../tags.ts';
import { ParameterStore } from './parameter-store.ts';
import type { Parameter } from './parameter.ts';
import { putParameter } from './put-parameter.ts';
import {
  describeParameters,
  getParameter,
  getParameterHistory,
  getParameters,
  getParametersByPath,
} from './read-operations.ts';

export interface SsmOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
}

export interface Ssm {
  readonly service: AwsService;
  readonly store: ParameterStore;
}

/** The Parameter Store of AWS Systems Manager, in memory; no labels, no policies. */
export function createSsm(options: SsmOptions): Ssm {
  const store = new ParameterStore(options);
  const on = (run: (store: ParameterStore, input: Members) => JsonObject): Operation => {
    return (input) => run(store, new Members(input, 'ValidationException'));
  };
  const service: AwsService = {
    name: 'SSM',
    protocol: { kind: 'json', targetPrefix: 'AmazonSSM' },
    operations: {
      PutParameter: on(putParameter),
      GetParameter: on(getParameter),
      GetParameters: on(getParameters),
      GetParametersByPath: on(getParametersByPath),
      GetParameterHistory: on(getParameterHistory),
      DescribeParameters: on(describeParameters),
      DeleteParameter: on(deleteParameter),
      DeleteParameters: on(deleteParameters),
      AddTagsToResource: on(addTags),
      RemoveTagsFromResource: on(removeTags),
      ListTagsForResource: on((_store, input) => ({ TagList: viewTags(tagged(store, input).tags) })),
    },
  };
  return { service, store };
}

function deleteParameter(store: ParameterStore, input: Members): JsonObject {
  // SSM says no more than that.
  if (!store.remove(input.requiredText('Name'))) throw new AwsError('ParameterNotFound', '');
  return {};
}

function deleteParameters(store: ParameterStore, input: Members): JsonObject {
  const names = input.texts('Names');
  const deleted = names.filter((name) => store.remove(name));
  return { DeletedParameters: deleted, InvalidParameters: names.filter((name) => !deleted.includes(name)) };
}

function addTags(store: ParameterStore, input: Members): JsonObject {
  const { tags } = tagged(store, input);
  for (const [key, value] of readTags(input)) tags.set(key, value);
  return {};
}

function removeTags(store: ParameterStore, input: Members): JsonObject {
  const { tags } = tagged(store, input);
  for (const key of input.texts('TagKeys')) tags.delete(key);
  return {};
}

function tagged(store: ParameterStore, input: Members): Parameter {
  const type = input.requiredText('ResourceType');
  const id = input.requiredText('ResourceId');
  if (type !== 'Parameter') {
    throw new AwsError('InvalidResourceType', `The sandbox knows the resource type Parameter only, not ${type}.`);
  }
  const parameter = store.get(id);
  if (parameter) return parameter;
  const message = `The resource ID "${id}" is not valid. Verify that the ID exists, and then try your request again.`;
  throw new AwsError('InvalidResourceId', message);
}
