import type { Operation } from '#sandbox/aws/service';
import type { EcsContext } from '../context.ts';
import { clientError } from '../errors.ts';
import { struct } from '../shape.ts';
import type { TaskDefinition, TaskDefinitionSpec } from '../task-definition/model.ts';
import { normalizeTaskDefinition } from '../task-definition/normalize.ts';
import { tags, taskDefinition } from '../task-definition/shape.ts';
import { tagsView, taskDefinitionView } from '../views/task-definition-view.ts';
import { tagMap } from './tags.ts';

/** RegisterTaskDefinition: the next revision of a family; two at the same time are one too many, as on AWS. */
export function registerTaskDefinitionOperation(context: EcsContext): Operation {
  const { arns, clock, registrationMs } = context;
  const underway = new Set<string>();
  return async (request) => {
    const spec = normalizeTaskDefinition(taskDefinition(request));
    const given = tagMap(struct({ tags })(request).tags);
    if (underway.has(spec.family)) {
      throw clientError('Too many concurrent attempts to create a new revision of the specified family.');
    }
    underway.add(spec.family);
    try {
      if (registrationMs > 0) await clock.sleep(registrationMs);
      const definition = add(context, spec, given);
      return { taskDefinition: taskDefinitionView(definition, arns), tags: tagsView(given) };
    } finally {
      underway.delete(spec.family);
    }
  };
}

function add({ arns, clock, state }: EcsContext, spec: TaskDefinitionSpec, given: Map<string, string>): TaskDefinition {
  const family = state.families.get(spec.family) ?? [];
  const revision = family.length + 1; // Deleted revisions stay in the list: their numbers are not used again.
  const definition: TaskDefinition = {
    arn: arns.of(`task-definition/${spec.family}:${revision}`),
    revision,
    spec,
    registeredAt: clock.now(),
    tags: given,
  };
  state.families.set(spec.family, [...family, definition]);
  return definition;
}
