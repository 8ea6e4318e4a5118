import { ActionError, InputError } from '#shared/action/errors';
import type { TaggedTaskDefinition, TaskDefinitionInput } from '#shared/ecs/api';
import { revisionName } from '#shared/ecs/names';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import { isEmptyPatch, patchTaskDefinition } from '#shared/ecs/task-definition/patch';
import { unknownMembers } from '#shared/ecs/task-definition/unknown';
import type { DeployInputs } from './inputs.ts';

/** What the service is to run: a revision that exists, or one to register. */
export type Wanted =
  | { readonly kind: 'existing'; readonly taskDefinitionArn: string; readonly definition: TaskDefinitionInput }
  | {
      readonly kind: 'new';
      readonly definition: TaskDefinitionInput;
      /** What somebody should know of it, in sentences. */
      readonly notes: readonly string[];
    };

export interface Bases {
  /** Of the repository. */
  readonly file: TaskDefinitionInput | undefined;
  /** Named by its ARN or family. */
  readonly named: TaggedTaskDefinition | undefined;
  readonly running: TaggedTaskDefinition;
}

/**
 * What the service is to run, from the first base there is.
 * @throws {ActionError} when the patch does not fit, or the revision cannot be deployed
 */
export function decideWanted(
  { file, named, running }: Bases,
  { patch, allowUnknown }: Pick<DeployInputs, 'patch' | 'allowUnknown'>,
): Wanted {
  if (file === undefined && isEmptyPatch(patch)) return asItIs(named ?? running, named !== undefined);
  const described = named ?? running;
  const base = file ?? toRegistration(described, allowUnknown);
  const result = patchTaskDefinition(base, patch);
  if (!result.ok) {
    const lines = result.problems.map((problem) => `  ${problem}`);
    throw new ActionError(['The task definition cannot be changed as asked:', ...lines].join('\n'));
  }
  requireImages(result.definition);
  const lost = file === undefined && !allowUnknown ? (described.verbatim?.unknown ?? []) : [];
  return { kind: 'new', definition: result.definition, notes: [...result.notes, ...aboutUnknown(result, lost)] };
}

/** An existing revision. One that runs already may be inactive; for a new deployment ECS takes only an active one. */
function asItIs(described: TaggedTaskDefinition, named: boolean): Wanted {
  const { taskDefinitionArn = '', status = 'ACTIVE' } = described.taskDefinition;
  if (named && status !== 'ACTIVE') {
    throw new ActionError(
      `Task definition ${revisionName(taskDefinitionArn)} is ${status}: it was deregistered and cannot be deployed.`,
    );
  }
  return { kind: 'existing', taskDefinitionArn, definition: toRegistration(described) };
}

function requireImages({ containerDefinitions = [] }: TaskDefinitionInput): void {
  const imageless = containerDefinitions.filter(({ image = '' }) => image === '').map(({ name = '' }) => name);
  if (imageless.length === 0) return;
  const problem = `is needed: the task definition names no image for ${imageless.join(', ')}.`;
  throw new InputError([{ input: 'image', problem }]);
}

function aboutUnknown(
  { definition }: { readonly definition: TaskDefinitionInput },
  lost: readonly string[],
): readonly string[] {
  const sent = unknownMembers(definition);
  return [
    ...(sent.length === 0 ? [] : [`This version does not know ${sent.join(', ')}, and sends it as it is.`]),
    ...(lost.length === 0
      ? []
      : [
          `This version does not know ${lost.join(', ')} of the revision it starts from, and leaves it out. allow-unknown: true takes it over.`,
        ]),
  ];
}
