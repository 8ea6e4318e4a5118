import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Ledger } from '../ledger.ts';
import { defaultContexts, runnerEnvironment, type GithubRun, type RunnerFolders } from './environment.ts';
import type { JobStatus, Value } from './expressions.ts';
import { Masks } from './masks.ts';
import { githubLadder, type CancelLadder } from './script.ts';

/** What a job runs in. */
export interface JobOptions {
  /** Root folder of the repository that holds the actions. */
  readonly repository: string;
  readonly workspace: string;
  /** The environment of the job; nothing of this process's own environment gets in. PATH and HOME have defaults. */
  readonly env: Readonly<Record<string, string>>;
  readonly github: GithubRun;
  /** Folder of RUNNER_TEMP, the tool cache and HOME; default a new one. The caller's to remove. */
  readonly directory?: string;
  /** One call a line of the log, secrets masked. */
  readonly onLine?: (line: string) => void;
  /** Cancels the job as a user does. */
  readonly signal?: AbortSignal;
  /** Node 24; default this process's. */
  readonly node?: string;
  /** Where the processes are recorded, so that they do not outlive the sandbox. */
  readonly ledger?: Ledger;
  readonly ladder?: CancelLadder;
}

/** What the steps of a job share. */
export interface Job {
  readonly options: JobOptions;
  readonly directory: string;
  readonly folders: RunnerFolders;
  readonly node: string;
  readonly ladder: CancelLadder;
  readonly masks: Masks;
  /** What steps wrote to GITHUB_ENV. */
  readonly env: Map<string, string>;
  /** What steps wrote to GITHUB_PATH, newest first. */
  readonly path: string[];
  status: JobStatus;
}

const systemPath = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** Names of secrets that GitHub itself puts into a job. */
const systemSecrets = ['ACTIONS_ID_TOKEN_REQUEST_TOKEN', 'ACTIONS_RUNTIME_TOKEN'];

/** @throws Error when this process is older than Node 24 and no other `node` is given */
export async function openJob(options: JobOptions): Promise<Job> {
  const directory = options.directory ?? (await mkdtemp(join(tmpdir(), 'runner-')));
  const inside = (name: string) => join(directory, name);
  const folders = {
    workspace: options.workspace,
    temp: inside('_temp'),
    toolCache: inside('_tool'),
    home: options.env['HOME'] ?? inside('home'),
  };
  const workflow = join(folders.temp, '_github_workflow');
  for (const path of [workflow, folders.toolCache, folders.home]) await mkdir(path, { recursive: true });
  await writeFile(join(workflow, 'event.json'), JSON.stringify(options.github.event ?? {}));
  const masks = new Masks();
  for (const secret of [options.github.token, ...systemSecrets.map((name) => options.env[name])])
    masks.add(secret ?? '');
  return {
    options,
    directory,
    folders,
    node: options.node ?? thisNode(),
    ladder: options.ladder ?? githubLadder,
    masks,
    env: new Map(),
    path: [],
    status: options.signal?.aborted ? 'cancelled' : 'success',
  };
}

export function isDebug({ options }: Job): boolean {
  return options.env['RUNNER_DEBUG'] === '1';
}

/** The environment of a step. What the runner sets wins over what users set. */
export function stepEnvironment(
  job: Job,
  own: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const { options, folders } = job;
  const env = { PATH: systemPath, HOME: folders.home, ...options.env, ...Object.fromEntries(job.env), ...own };
  return {
    ...env,
    PATH: [...job.path, env.PATH].join(delimiter),
    ...options.ledger?.environment,
    ...runnerEnvironment(options.github, folders, isDebug(job)),
  };
}

export function jobContexts(job: Job): Readonly<Record<string, Value>> {
  return defaultContexts(job.options.github, job.folders);
}

function thisNode(): string {
  if (Number(process.versions.node.split('.')[0]) >= 24) return process.execPath;
  throw new Error(`the actions need Node 24 and this is ${process.versions.node}; say where there is one`);
}
