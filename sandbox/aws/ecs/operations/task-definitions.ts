import type { Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { clientError, invalidParameter } from '../errors.ts';
import { pageOf } from '../page.ts';
import { integer, list, operation, string, struct } from '../shape.ts';
import type { TaskDefinition } from '../task-definition/model.ts';
import { normalizeTaskDefinition } from '../task-definition/normalize.ts';
import { tags, taskDefinition } from '../task-definition/shape.ts';
import { tagsView, taskDefinitionView } from '../views/task-definition-view.ts';
import { tagMap } from './tags.ts';

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
    RegisterTaskDefinition: (request) => {
      const spec = normalizeTaskDefinition(taskDefinition(request));
      const given = tagMap(struct({ tags })(request).tags);
      const family = state.families.get(spec.family) ?? [];
      const revision = family.length + 1;
      const definition: TaskDefinition = {
        arn: arns.of(`task-definition/${spec.family}:${revision}`),
        revision,
        spec,
        registeredAt: clock.now(),
        tags: given,
      };
      state.families.set(spec.family, [...family, definition]);
      return { taskDefinition: taskDefinitionView(definition, arns), tags: tagsView(given) };
    },

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

    ListTaskDefinitions: operation(listing, (input) => {
      const inactive = wantsInactive(input.status ?? 'ACTIVE');
      const families = [...state.families.keys()]
        .filter((name) => [undefined, name].includes(input.familyPrefix))
        .sort();
      const found = families
        .flatMap((name) => state.families.get(name) ?? [])
        .filter((entry) => (entry.deregisteredAt !== undefined) === inactive)
        .map(({ arn }) => arn);
      const { items, nextToken } = pageOf(input.sort === 'DESC' ? found.reverse() : found, input);
      return { taskDefinitionArns: items, nextToken };
    }),

    ListTaskDefinitionFamilies: operation(listing, (input) => {
      const status = input.status ?? 'ALL';
      const inactive = status === 'ALL' ? undefined : wantsInactive(status);
      const found = [...state.families]
        .filter(([name]) => name.startsWith(input.familyPrefix ?? ''))
        // A family is INACTIVE when all its revisions are.
        .filter(
          ([, all]) => inactive === undefined || all.every((entry) => entry.deregisteredAt !== undefined) === inactive,
        )
        .map(([name]) => name)
        .sort();
      const { items, nextToken } = pageOf(found, input);
      return { families: items, nextToken };
    }),
  };
}

function wantsInactive(status: string): boolean {
  if (status !== 'ACTIVE' && status !== 'INACTIVE') throw invalidParameter(`Invalid status: ${status}`);
  return status === 'INACTIVE';
}
