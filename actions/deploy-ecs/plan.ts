import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsApi, EcsService, TaggedTaskDefinition, TaskDefinitionInput } from '#shared/ecs/api';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { primaryOf, viewService, type DeploymentView, type ServiceView } from '#shared/ecs/rollout/view';
import { requireService } from '#shared/ecs/service';
import { sameTaskDefinition } from '#shared/ecs/task-definition/canonical';
import { diffTaskDefinitions, type Change } from '#shared/ecs/task-definition/diff';
import { parseFile } from '#shared/ecs/task-definition/lazy-parse';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import { readRelease } from '#shared/release/record';
import type { DeployInputs, Source } from './inputs.ts';
import { planStrategy, type StrategyPlan } from './strategy.ts';
import { decideWanted, type Wanted } from './wanted.ts';

/** Everything known before anything is changed. */
export interface Plan {
  /** The service as it is. */
  readonly before: EcsService;
  readonly view: ServiceView;
  /** Its PRIMARY deployment. */
  readonly current: DeploymentView;
  readonly wanted: Wanted;
  /** Whether the service runs what is wanted already. */
  readonly same: boolean;
  readonly strategy: StrategyPlan;
  /** What differs from the revision the service runs. */
  readonly changes: readonly Change[];
  /** Commits of the releases, as far as their records tell. */
  readonly commits: { readonly running: string | undefined; readonly wanted: string | undefined };
}

/** Gives the text of the task definition file. */
export type ReadFile = (path: string) => Promise<string>;

/**
 * Reads the service, what it runs and what is wanted, and compares them. Nothing is written; what is wrong with the
 * files of the repository is found before AWS is called.
 * @throws {ActionError} for everything that would make the deployment impossible
 */
export async function makePlan(
  api: EcsApi,
  inputs: Pick<DeployInputs, 'ref' | 'source' | 'patch' | 'strategy' | 'allowUnknown'>,
  readFile: ReadFile,
): Promise<Plan> {
  const { source, ref, allowUnknown } = inputs;
  const file =
    source.kind === 'file'
      ? await parseFile(await readFile(source.path), { source: source.path, allowUnknown })
      : undefined;
  const [before, named] = await Promise.all([requireService(api, ref), describeNamed(api, source)]);
  const view = viewService(before);
  const current = primaryOf(view);
  if (current === undefined) throw new ActionError(`Service ${ref.service} has no PRIMARY deployment to update.`);
  const strategy = planStrategy(before, inputs.strategy);
  const described = await describe(api, current.taskDefinition);
  const running = toRegistration(described, allowUnknown);
  const wanted = decideWanted({ file, named, running: described }, inputs);
  return {
    before,
    view,
    current,
    wanted,
    strategy,
    same:
      wanted.kind === 'existing'
        ? sameRevision(wanted.taskDefinitionArn, current.taskDefinition)
        : sameTaskDefinition(wanted.definition, running),
    changes: diffTaskDefinitions(running, withTagsOf(wanted, running)),
    commits: {
      running: shaOf(described),
      wanted: wanted.kind === 'existing' ? shaOf(named ?? described) : undefined,
    },
  };
}

async function describeNamed(api: EcsApi, source: Source): Promise<TaggedTaskDefinition | undefined> {
  if (source.kind === 'revision') return describe(api, source.taskDefinition);
  return source.kind === 'family' ? describe(api, source.family) : undefined;
}

async function describe(api: EcsApi, taskDefinition: string): Promise<TaggedTaskDefinition> {
  try {
    return await api.describeTaskDefinition(taskDefinition);
  } catch (error) {
    throw awsFailure(`read task definition ${revisionName(taskDefinition)}`, error);
  }
}

function shaOf({ taskDefinition, tags }: TaggedTaskDefinition): string | undefined {
  return readRelease(taskDefinition, tags).sha;
}

/** Tags that a file does not mention are not wanted gone, so they are no difference. */
function withTagsOf({ definition }: Wanted, running: TaskDefinitionInput): TaskDefinitionInput {
  return definition.tags === undefined && running.tags !== undefined
    ? { ...definition, tags: running.tags }
    : definition;
}
