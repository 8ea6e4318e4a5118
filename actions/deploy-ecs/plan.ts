import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsApi, EcsService, TaggedTaskDefinition, TaskDefinitionInput } from '#shared/ecs/api';
import type { AppSpec } from '#shared/ecs/codedeploy/appspec';
import { revisionName, sameRevision } from '#shared/ecs/names';
import { primaryOf, viewService, type DeploymentView, type ServiceView } from '#shared/ecs/rollout/view';
import { asPrimaryRuns } from '#shared/ecs/primary-task-set';
import { controllerOf, requireService } from '#shared/ecs/service';
import { sameTaskDefinition } from '#shared/ecs/task-definition/canonical';
import { diffTaskDefinitions, type Change } from '#shared/ecs/task-definition/diff';
import { parseFile } from '#shared/ecs/task-definition/lazy-parse';
import { toRegistration } from '#shared/ecs/task-definition/registration';
import { readRelease } from '#shared/release/record';
import { checkController } from './codedeploy-inputs.ts';
import type { CodeDeployPlan, planCodeDeploy } from './codedeploy/plan.ts';
import type { Source } from './inputs.ts';
import { CONTROLLERS, type PlanInputs, type PlanTools } from './plan-tools.ts';
import { planStrategy, type StrategyPlan } from './strategy.ts';
import { decideWanted, type Wanted } from './wanted.ts';

/** Everything known before anything is changed. */
export interface Plan {
  /** The service as it is. */
  readonly before: EcsService;
  readonly view: ServiceView;
  /** Its PRIMARY deployment; where AWS CodeDeploy deploys, its PRIMARY task set. */
  readonly current: DeploymentView;
  readonly wanted: Wanted;
  /** Whether the service runs what is wanted already. */
  readonly same: boolean;
  readonly strategy: StrategyPlan;
  /** Where AWS CodeDeploy deploys the service, and how. */
  readonly codeDeploy: CodeDeployPlan | undefined;
  /** What differs from the revision the service runs. */
  readonly changes: readonly Change[];
  /** Commits of the releases, as far as their records tell. */
  readonly commits: { readonly running: string | undefined; readonly wanted: string | undefined };
}

/**
 * Reads the service, what it runs and what is wanted, and compares them. Nothing is written; what is wrong with the
 * files of the repository is found before AWS is called.
 * @throws {ActionError} for everything that would make the deployment impossible
 */
export async function makePlan(api: EcsApi, inputs: PlanInputs, tools: PlanTools): Promise<Plan> {
  const { source, ref, allowUnknown } = inputs;
  const file =
    source.kind === 'file'
      ? await parseFile(await tools.readFile(source.path, 'task-definition'), { source: source.path, allowUnknown })
      : undefined;
  const appSpec = await appSpecOf(inputs, tools);
  const [service, named] = await Promise.all([requireService(api, ref, CONTROLLERS), describeNamed(api, source)]);
  checkController(service, inputs);
  const before = asPrimaryRuns(service);
  const view = viewService(before);
  const current = primaryOf(view);
  if (current === undefined)
    throw new ActionError(`Service ${ref.service} has nothing PRIMARY to update: no deployment, no task set.`);
  const strategy = controllerOf(before) === 'ECS' ? planStrategy(before, inputs.strategy) : undefined;
  const described = await describe(api, current.taskDefinition);
  const running = toRegistration(described, allowUnknown);
  const wanted = decideWanted({ file, named, running: described }, inputs);
  const how =
    strategy === undefined
      ? await byCodeDeploy(api, { before, wanted, appSpec, inputs }, tools)
      : { strategy, codeDeploy: undefined };
  return {
    before,
    view,
    current,
    wanted,
    ...how,
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

/** Few services are deployed by AWS CodeDeploy, so the code for it is loaded on demand. */
async function byCodeDeploy(...known: Parameters<typeof planCodeDeploy>): ReturnType<typeof planCodeDeploy> {
  const { planCodeDeploy } = await import('./codedeploy/plan.ts');
  return planCodeDeploy(...known);
}

async function appSpecOf({ codeDeploy }: PlanInputs, { readFile }: PlanTools): Promise<AppSpec | undefined> {
  if (codeDeploy.appSpec === undefined) return undefined;
  const { readAppSpec } = await import('./codedeploy/appspec-file.ts');
  return readAppSpec(codeDeploy.appSpec, readFile);
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
