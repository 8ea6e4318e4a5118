import { join } from 'node:path';
import { holds, type JobStatus } from './expressions.ts';
import { inputEnvironment, resolveInputs } from './inputs.ts';
import { isDebug, jobContexts, type Job } from './job.ts';
import { readMetadata, type ActionMetadata } from './metadata.ts';
import { StepLog, type Annotation } from './step-log.ts';
import { runStep, type StepRun } from './step.ts';

export interface ActionRun {
  /** Of the main script. */
  readonly exitCode: number;
  /** Of the main script and of the post script, if there is one. */
  readonly conclusion: JobStatus;
  /** As later steps of the job see them, secrets and all. */
  readonly outputs: Readonly<Record<string, string>>;
  /** As other jobs would see them: GitHub drops what holds a masked value, and what is empty. */
  readonly jobOutputs: Readonly<Record<string, string>>;
  /** What the action wrote to GITHUB_ENV. */
  readonly env: Readonly<Record<string, string>>;
  /** What the action wrote to GITHUB_PATH, in its order. */
  readonly path: readonly string[];
  /** What GitHub would show on the run's page, masked. */
  readonly summary: string;
  /** Masked lines, those of the post script at the end. */
  readonly log: readonly string[];
  readonly annotations: readonly Annotation[];
  readonly masks: readonly string[];
  readonly durationMs: number;
  /** The runner's folder: `_temp` in it is RUNNER_TEMP. */
  readonly directory: string;
}

/** An action with its inputs and environment filled in. */
export interface ActionStep {
  /** The action's folder in the repository. */
  readonly action: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
}

/** A step whose main script has ended. */
export interface Begun {
  readonly key: string;
  readonly metadata: ActionMetadata;
  readonly env: Readonly<Record<string, string>>;
  readonly run: StepRun;
  readonly startedAt: number;
}

/** Runs the main script of a step whose inputs are filled in. */
export async function begin(job: Job, step: ActionStep, key: string): Promise<Begun> {
  const startedAt = performance.now();
  const { signal } = job.options;
  const metadata = await readMetadata(join(job.options.repository, step.action));
  const inputs = resolveInputs(step.inputs ?? {}, metadata.inputs, { contexts: jobContexts(job) });
  const env = { ...step.env, ...inputEnvironment(inputs.values) };
  const warnings = [...preWarning(metadata, step.action), ...inputs.warnings];
  const { directory, main } = metadata;
  // A step that runs in a cancelled job asked for it, and is not cancelled again.
  const cancellable = signal && job.status !== 'cancelled' ? { signal } : {};
  const run = await runStep(job, { id: key, directory, script: main, env, warnings, ...cancellable });
  settle(job, run.conclusion);
  return { key, metadata, env, run, startedAt };
}

/** Runs the post script, if there is one. */
export async function finish(job: Job, { key, metadata, env, run, startedAt }: Begun): Promise<ActionRun> {
  const { directory, post, postIf } = metadata;
  const state = Object.fromEntries(Object.entries(run.state).map(([name, value]) => [`STATE_${name}`, value]));
  const wanted = post !== undefined && holds(postIf, { contexts: jobContexts(job), status: job.status });
  const after = wanted
    ? await runStep(job, { id: `${key}_post`, directory, script: post, env: { ...env, ...state }, warnings: [] })
    : undefined;
  if (after) settle(job, after.conclusion);
  const outputs = publish(job, run.outputs);
  return {
    exitCode: run.exitCode,
    conclusion: after && run.conclusion === 'success' ? after.conclusion : run.conclusion,
    outputs: run.outputs,
    jobOutputs: outputs.values,
    env: { ...run.env, ...after?.env },
    path: [...run.path, ...(after?.path ?? [])],
    summary: run.summary + (after?.summary ?? ''),
    log: [...run.log, ...(after?.log ?? []), ...outputs.log],
    annotations: [...run.annotations, ...(after?.annotations ?? []), ...outputs.annotations],
    masks: job.masks.values,
    durationMs: Math.round(performance.now() - startedAt),
    directory: job.directory,
  };
}

interface Published {
  readonly values: Readonly<Record<string, string>>;
  readonly log: readonly string[];
  readonly annotations: readonly Annotation[];
}

function publish(job: Job, outputs: Readonly<Record<string, string>>): Published {
  const lines: string[] = [];
  const emit = (line: string) => {
    lines.push(line);
    job.options.onLine?.(line);
  };
  const log = new StepLog({ masks: job.masks, workspace: job.folders.workspace, debug: isDebug(job), emit });
  const values = Object.entries(outputs).filter(([name, value]) => {
    const secret = job.masks.hide(value) !== value;
    if (secret) log.annotate('warning', `Skip output '${name}' since it may contain secret.`);
    return value !== '' && !secret;
  });
  return { values: Object.fromEntries(values), log: lines, annotations: log.annotations };
}

/** The first thing that goes wrong decides. */
function settle(job: Job, conclusion: JobStatus): void {
  if (job.status === 'success') job.status = job.options.signal?.aborted ? 'cancelled' : conclusion;
}

function preWarning({ pre }: ActionMetadata, action: string): readonly string[] {
  return pre === undefined ? [] : [`\`pre\` execution is not supported for local action from '${action}'`];
}
