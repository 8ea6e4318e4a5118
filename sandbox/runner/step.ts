import { join } from 'node:path';
import {
  commandFileEnvironment,
  createCommandFiles,
  parsePairs,
  readCommandFile,
  type CommandFiles,
} from './command-files.ts';
import { actionVariables } from './environment.ts';
import type { JobStatus } from './expressions.ts';
import { isDebug, stepEnvironment, type Job } from './job.ts';
import { runScript } from './script.ts';
import { StepLog, type Annotation } from './step-log.ts';

/** One script of an action: its main or its post. */
export interface StepOptions {
  /** Unique in the job. */
  readonly id: string;
  /** The action's folder. */
  readonly directory: string;
  /** Relative to it. */
  readonly script: string;
  /** INPUT_* and STATE_*, and what the step sets itself. */
  readonly env: Readonly<Record<string, string>>;
  readonly warnings: readonly string[];
  /** Post steps of a cancelled job are not cancelled again. */
  readonly signal?: AbortSignal;
}

export interface StepRun {
  readonly exitCode: number;
  readonly conclusion: JobStatus;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** What GITHUB_ENV and GITHUB_PATH got from this step. */
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  /** Masked; empty when it was over GitHub's limit. */
  readonly summary: string;
  readonly log: readonly string[];
  readonly annotations: readonly Annotation[];
}

const summaryLimit = 1024 * 1024;

export async function runStep(job: Job, step: StepOptions): Promise<StepRun> {
  const lines: string[] = [];
  const emit = (line: string) => {
    lines.push(line);
    job.options.onLine?.(line);
  };
  const log = new StepLog({ masks: job.masks, workspace: job.folders.workspace, debug: isDebug(job), emit });
  for (const warning of step.warnings) log.annotate('warning', warning);
  const files = await createCommandFiles(join(job.folders.temp, '_runner_file_commands'), step.id);
  const end = await runScript({
    node: job.node,
    file: join(step.directory, step.script),
    directory: job.folders.workspace,
    env: { ...stepEnvironment(job, step.env), ...actionVariables(step.directory), ...commandFileEnvironment(files) },
    onLine: (line) => {
      log.read(line);
    },
    onStart: (child) => job.options.ledger?.adopt(child),
    ...(step.signal && { signal: step.signal }),
    ladder: job.ladder,
  });
  if (end.orphans) log.write('Terminate orphan processes');
  if (end.cancelled) log.annotate('error', 'The operation was canceled.');
  const { outputs, state, env, path } = await obeyFiles(files, log);
  for (const [name, value] of Object.entries(env)) job.env.set(name, value);
  for (const entry of path) prepend(job.path, entry);
  const summary = await takeSummary(files, job, log);
  const failed = end.exitCode !== 0 || log.failed;
  const conclusion = end.cancelled ? 'cancelled' : failed ? 'failure' : 'success';
  return {
    exitCode: end.exitCode,
    conclusion,
    outputs,
    state,
    env,
    path,
    summary,
    log: lines,
    annotations: log.annotations,
  };
}

type FromFiles = Pick<StepRun, 'outputs' | 'state' | 'env' | 'path'>;

async function obeyFiles(files: CommandFiles, log: StepLog): Promise<FromFiles> {
  const pairs = async (name: 'env' | 'output' | 'state') => {
    const { pairs: found, error } = parsePairs((await readCommandFile(files[name])).toString());
    if (error !== undefined) log.fail(`Unable to process file command '${name}' successfully.`, error);
    return found;
  };
  const env = (await pairs('env')).filter(([name]) => {
    const blocked = name.toUpperCase() === 'NODE_OPTIONS';
    if (blocked) log.annotate('error', "Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
    return !blocked;
  });
  return {
    outputs: Object.fromEntries(await pairs('output')),
    state: Object.fromEntries(await pairs('state')),
    env: Object.fromEntries(env),
    path: (await readCommandFile(files.path))
      .toString()
      .split(/\r?\n/)
      .filter((line) => line !== ''),
  };
}

/** The last one written comes first in PATH, and no entry is there twice. */
function prepend(path: string[], entry: string): void {
  const known = path.indexOf(entry);
  if (known >= 0) path.splice(known, 1);
  path.unshift(entry);
}

async function takeSummary(files: CommandFiles, job: Job, log: StepLog): Promise<string> {
  const bytes = await readCommandFile(files.step_summary);
  if (bytes.length > summaryLimit) {
    const [limit, size] = [summaryLimit / 1024, Math.floor(bytes.length / 1024)];
    log.annotate(
      'error',
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of ${limit}k, got ${size}k.`,
    );
    return '';
  }
  return bytes
    .toString()
    .split('\n')
    .map((line) => job.masks.hide(line))
    .join('\n');
}
