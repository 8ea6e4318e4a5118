import type { Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { clientError, invalidParameter } from '../errors.ts';
import { pageOf } from '../page.ts';
import { integer, list, operation, string, struct } from '../shape.ts';
import { statusOf, taskDefinitionStatuses } from '../task-definition/status.ts';
import type { TaskDefinitionStatus } from '../task-definition/status.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { tagsView, taskDefinitionView } from '../views/task-definition-view.ts';
import { registerTaskDefinitionOperation } from './register-task-definition.ts';

/** API reference, DeleteTaskDefinitions. */
const maxDeleted = 10;

const listing = struct({ familyPrefix: string, status: string, sort: string, nextToken: string, maxResults: integer });

export function taskDefinitionOperations(context: EcsContext): Record<string, Operation> {
  const { state, arns, clock } = context;
  const find = (reference: string | undefined): TaskDefinition => {
    if (!reference) throw invalidParameter('taskDefinition can not be blank.');
    const found = state.findTaskDefinition(reference);
    if (!found) throw clientError('Unable to describe task definition.');
    return found;
  };
  return {
    RegisterTaskDefinition: registerTaskDefinitionOperation(context),

    DescribeTaskDefinition: operation(struct({ taskDefinition: string, include: list(string) }), (input) => {
      const found = find(input.taskDefinition);
      const tagged = input.include?.includes('TAGS') ? { tags: tagsView(found.tags) } : {};
      return { taskDefinition: taskDefinitionView(found, arns), ...tagged };
    }),

    DeregisterTaskDefinition: operation(struct({ taskDefinition: string }), (input) => {
      if (!input.taskDefinition?.includes(':')) throw clientError('Revision is missing.');
      const found = find(input.taskDefinition);
      found.deregisteredAt ??= clock.now();
      return { taskDefinition: taskDefinitionView(found, arns) };
    }),

    DeleteTaskDefinitions: operation(struct({ taskDefinitions: list(string) }), (input) => {
      const wanted = input.taskDefinitions ?? [];
      if (wanted.length === 0) throw clientError('You must specify at least one task definition to delete.');
      if (wanted.length > maxDeleted)
        throw clientError(`At most ${maxDeleted} task definitions can be deleted at once.`);
      const outcomes = wanted.map((reference) => requestDeletion(context, reference));
      return {
        taskDefinitions: outcomes.flatMap((one) => ('found' in one ? [taskDefinitionView(one.found, arns)] : [])),
        failures: outcomes.flatMap((one) => ('failure' in one ? [one.failure] : [])),
      };
    }),

    ListTaskDefinitions: operation(listing, (input) => {
      const wanted = statusNamed(input.status ?? 'ACTIVE');
      const families = [...state.families.keys()]
        .filter((name) => [undefined, name].includes(input.familyPrefix))
        .sort();
      const found = families
        .flatMap((name) => state.families.get(name) ?? [])
        .filter((entry) => statusOf(entry) === wanted && !state.isDeleted(entry))
        .map(({ arn }) => arn);
      const { items, nextToken } = pageOf(input.sort === 'DESC' ? found.reverse() : found, input);
      return { taskDefinitionArns: items, nextToken };
    }),

    ListTaskDefinitionFamilies: operation(listing, (input) => {
      const status = input.status ?? 'ALL';
      const wanted = status === 'ALL' ? undefined : familyStatus(status);
      const found = [...state.families]
        .filter(([name]) => name.startsWith(input.familyPrefix ?? ''))
        // A family is ACTIVE as long as one of its revisions is.
        .filter(([, all]) => {
          const active = all.some((entry) => statusOf(entry) === 'ACTIVE');
          return wanted === undefined || active === (wanted === 'ACTIVE');
        })
        .map(([name]) => name)
        .sort();
      const { items, nextToken } = pageOf(found, input);
      return { families: items, nextToken };
    }),
  };
}

type Deletion =
  { readonly found: TaskDefinition } | { readonly failure: { readonly arn: string; readonly reason: string } };

/** It goes once nothing runs it any more; the reasons of the failures are unverified. */
function requestDeletion({ arns, clock, state }: EcsContext, reference: string): Deletion {
  const found = reference.includes(':') ? state.findTaskDefinition(reference) : undefined;
  const arn = found?.arn ?? (reference.startsWith('arn:') ? reference : arns.of(`task-definition/${reference}`));
  if (!found) {
    const reason =
      'The specified task definition does not exist. Specify a valid account, family, revision and try again.';
    return { failure: { arn, reason } };
  }
  if (found.deregisteredAt === undefined) {
    const reason =
      'The specified task definition is still in ACTIVE status. Please deregister the target and try again.';
    return { failure: { arn, reason } };
  }
  found.deleteRequestedAt ??= clock.now();
  return { found };
}

function statusNamed(status: string): TaskDefinitionStatus {
  const known = taskDefinitionStatuses.find((one) => one === status);
  if (!known) throw invalidParameter(`Invalid status: ${status}`);
  return known;
}

function familyStatus(status: string): 'ACTIVE' | 'INACTIVE' {
  if (status !== 'ACTIVE' && status !== 'INACTIVE') throw invalidParameter(`Invalid status: ${status}`);
  return status;
}
