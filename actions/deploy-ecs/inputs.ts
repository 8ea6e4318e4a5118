import type { InputReader } from '#shared/action/inputs';
import { readAwsSettings, type AwsSettings } from '#shared/aws/settings';
import type { ServiceRef } from '#shared/ecs/api';
import { isRevision } from '#shared/ecs/names';
import { readServiceRefs } from '#shared/ecs/service-inputs';
import type { StrategyRequest } from '#shared/ecs/strategy/change';
import { isEmptyPatch } from '#shared/ecs/task-definition/patch';
import type { TaskDefinitionPatch } from '#shared/ecs/task-definition/patch-model';
import { readCodeDeploy, type CodeDeployInputs } from './codedeploy-inputs.ts';
import { readPatch } from './patch-inputs.ts';
import { readRunBefore, type RunBeforeInputs } from './run-before-inputs.ts';
import { readStrategy } from './strategy.ts';

/** Where the task definition comes from before it is patched. */
export type Source =
  | { readonly kind: 'running' }
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'revision'; readonly taskDefinition: string }
  | { readonly kind: 'family'; readonly family: string };

export type WaitFor = 'deployed' | 'healthy' | 'stable' | 'none';

export interface DeployInputs {
  readonly aws: AwsSettings;
  readonly ref: ServiceRef;
  readonly source: Source;
  readonly patch: TaskDefinitionPatch;
  /** Whether members of the task definition that this version does not know are sent to ECS as they are. */
  readonly allowUnknown: boolean;
  readonly desiredCount: number | undefined;
  readonly forceNewDeployment: boolean;
  /** Undefined: nothing runs before the service is updated. */
  readonly runBefore: RunBeforeInputs | undefined;
  readonly strategy: StrategyRequest;
  readonly codeDeploy: CodeDeployInputs;
  readonly waitFor: WaitFor;
  /** Milliseconds. */
  readonly waitMs: number;
  /** Undefined: failed tasks are left to ECS's own judgement. */
  readonly failFast: { readonly failedTasks: number } | undefined;
  /** How the pause of a deployment under way is answered; undefined: it is not. */
  readonly answerPause: 'continue' | 'rollback' | undefined;
  readonly onFailure: 'rollback' | 'leave';
  readonly onCancel: 'leave' | 'rollback';
  readonly dryRun: boolean;
  /** Whether everything the deployment needs is looked at before anything is written. */
  readonly preflight: boolean;
  readonly environment: string | undefined;
  /** Whether the release changes data so that the one before it cannot run any more. */
  readonly migrations: boolean;
  /** Keeps the GitHub deployment of the environment. */
  readonly token: string | undefined;
  /** Commit of the release, where it is not that of the event. */
  readonly sha: string | undefined;
}

/** Of all services of a step: `ref` is the first of them, and what is said of one holds for each. */
export interface StepInputs extends DeployInputs {
  readonly refs: readonly [ServiceRef, ...ServiceRef[]];
}

const MINUTE_MS = 60_000;
/** A job may run for six hours on GitHub's runners, longer on others. */
const WAIT_MINUTES = { min: 0.1, max: 1440 } as const;

export function parseInputs(read: InputReader): StepInputs {
  const refs = readServiceRefs(read);
  const inputs: StepInputs = {
    aws: readAwsSettings(read),
    refs,
    ref: refs[0],
    source: readSource(read),
    patch: readPatch(read),
    allowUnknown: read.boolean('allow-unknown', false),
    desiredCount: read.integer('desired-count', { min: 0 }),
    forceNewDeployment: read.boolean('force-new-deployment', false),
    runBefore: readRunBefore(read),
    strategy: readStrategy(read),
    codeDeploy: readCodeDeploy(read),
    waitFor: read.choice('wait-for', ['deployed', 'healthy', 'stable', 'none'], 'deployed'),
    waitMs: (read.number('wait-for-minutes', WAIT_MINUTES) ?? 15) * MINUTE_MS,
    failFast: readFailFast(read),
    answerPause: read.parsed('answer-pause', 'continue or rollback', (text) =>
      text === 'continue' || text === 'rollback' ? text : undefined,
    ),
    onFailure: read.choice('on-failure', ['rollback', 'leave'], 'rollback'),
    onCancel: read.choice('on-cancel', ['leave', 'rollback'], 'leave'),
    dryRun: read.boolean('dry-run', false),
    preflight: read.boolean('preflight', true),
    environment: read.optional('environment'),
    migrations: read.boolean('migrations', false),
    token: readToken(read),
    sha: read.parsed('sha', 'a full commit SHA of 40 characters', (text) =>
      /^[0-9a-f]{40}$/i.test(text) ? text.toLowerCase() : undefined,
    ),
  };
  // An image that another step failed to give must not deploy nothing and pass.
  const asks = !isEmptyPatch(inputs.patch) || inputs.forceNewDeployment || inputs.desiredCount !== undefined;
  if (inputs.source.kind === 'running' && !asks && read.issues.length === 0) {
    read.problem(
      'image',
      'is empty and nothing else is asked for, so there is nothing to deploy; give image, images, task-definition, task-definition-arn, another change, or force-new-deployment.',
    );
  }
  return inputs;
}

/** A token for nothing would be taken for a record that is kept. */
function readToken(read: InputReader): string | undefined {
  const token = read.secret('token');
  if (token !== undefined && read.optional('environment') === undefined) {
    read.problem('token', 'is for the GitHub deployment of an environment; give environment too, or leave token out.');
  }
  return token;
}

function readSource(read: InputReader): Source {
  const path = read.parsed('task-definition', 'a JSON, JSONC or YAML file; programs are not executed', (text) =>
    /\.[cm]?[jt]sx?$/i.test(text) ? undefined : text,
  );
  const taskDefinition = read.parsed('task-definition-arn', 'the ARN of a revision, or family:revision', (text) =>
    isRevision(text) ? text : undefined,
  );
  const family = read.parsed('task-definition-family', 'the name of a family, without revision', (text) =>
    /^[\w-]{1,255}$/.test(text) ? text : undefined,
  );
  const sources: readonly (readonly [input: string, source: Source])[] = [
    ...(path === undefined ? [] : [['task-definition', { kind: 'file', path }] as const]),
    ...(taskDefinition === undefined ? [] : [['task-definition-arn', { kind: 'revision', taskDefinition }] as const]),
    ...(family === undefined ? [] : [['task-definition-family', { kind: 'family', family }] as const]),
  ];
  const [first, second] = sources;
  if (first !== undefined && second !== undefined) {
    read.problem(second[0], `cannot be used together with ${first[0]}; give one of them.`);
  }
  return first?.[1] ?? { kind: 'running' };
}

function readFailFast(read: InputReader): DeployInputs['failFast'] {
  const enabled = read.boolean('fail-fast', true);
  const failedTasks = read.integer('failed-task-limit', { min: 1 }) ?? 2;
  return enabled ? { failedTasks } : undefined;
}
