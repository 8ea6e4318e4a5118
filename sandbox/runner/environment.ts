import { arch } from 'node:os';
import { basename, dirname } from 'node:path';
import type { Value } from './expressions.ts';

/** What GitHub would know of the run. */
export interface GithubRun {
  readonly sha: string;
  /** E.g. `refs/heads/main`. */
  readonly ref: string;
  /** `owner/name` */
  readonly repository: string;
  readonly runId: string | number;
  readonly runNumber: string | number;
  readonly runAttempt: string | number;
  readonly actor: string;
  readonly eventName: string;
  /** The webhook's payload. */
  readonly event?: Readonly<Record<string, unknown>>;
  /** `github.token`; masked. */
  readonly token?: string;
  readonly apiUrl?: string;
  readonly serverUrl?: string;
  readonly workflow?: string;
  readonly job?: string;
  /** `job.check_run_id`: the id of the job in the REST API. */
  readonly checkRunId?: string | number;
  readonly headRef?: string;
  readonly baseRef?: string;
}

/** The folders of one runner. */
export interface RunnerFolders {
  readonly workspace: string;
  readonly temp: string;
  readonly toolCache: string;
  readonly home: string;
}

const systems: Readonly<Record<string, string>> = { darwin: 'macOS', win32: 'Windows' };

/** The `github` context, without the event. Every property is also an environment variable but the token. */
function githubProperties(run: GithubRun, folders: RunnerFolders): Readonly<Record<string, string>> {
  const serverUrl = run.serverUrl ?? 'https://github.com';
  const apiUrl = run.apiUrl ?? 'https://api.github.com';
  return {
    actor: run.actor,
    api_url: apiUrl,
    base_ref: run.baseRef ?? '',
    event_name: run.eventName,
    event_path: `${folders.temp}/_github_workflow/event.json`,
    graphql_url: `${apiUrl}/graphql`,
    head_ref: run.headRef ?? '',
    job: run.job ?? 'job',
    ref: run.ref,
    ref_name: run.ref.replace(/^refs\/(?:heads|tags|pull)\//, ''),
    ref_type: run.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    repository: run.repository,
    repository_owner: dirname(run.repository),
    run_attempt: String(run.runAttempt),
    run_id: String(run.runId),
    run_number: String(run.runNumber),
    server_url: serverUrl,
    sha: run.sha,
    triggering_actor: run.actor,
    workflow: run.workflow ?? 'workflow',
    workspace: folders.workspace,
  };
}

/** GITHUB_*, RUNNER_* and CI, which no step can change. */
export function runnerEnvironment(
  run: GithubRun,
  folders: RunnerFolders,
  debug: boolean,
): Readonly<Record<string, string>> {
  const github = Object.entries(githubProperties(run, folders));
  return {
    CI: 'true',
    GITHUB_ACTIONS: 'true',
    ...Object.fromEntries(github.map(([name, value]) => [`GITHUB_${name.toUpperCase()}`, value])),
    RUNNER_ARCH: arch().toUpperCase(),
    RUNNER_ENVIRONMENT: 'self-hosted',
    RUNNER_NAME: 'sandbox',
    RUNNER_OS: systems[process.platform] ?? 'Linux',
    RUNNER_TEMP: folders.temp,
    RUNNER_TOOL_CACHE: folders.toolCache,
    RUNNER_WORKSPACE: dirname(folders.workspace),
    ...(debug && { RUNNER_DEBUG: '1' }),
  };
}

/** The contexts that defaults of inputs may use: GitHub's `input-default-context`. */
export function defaultContexts(run: GithubRun, folders: RunnerFolders): Readonly<Record<string, Value>> {
  // The event is JSON; what JSON cannot hold is not in it.
  const event = JSON.parse(JSON.stringify(run.event ?? {})) as Value;
  return {
    github: { ...githubProperties(run, folders), token: run.token ?? '', event },
    job: { check_run_id: run.checkRunId ?? null },
    runner: {
      os: systems[process.platform] ?? 'Linux',
      arch: arch().toUpperCase(),
      name: 'sandbox',
      temp: folders.temp,
      tool_cache: folders.toolCache,
    },
    matrix: {},
    strategy: {},
  };
}

/** What an action is called in GITHUB_ACTION. */
export function actionVariables(directory: string): Readonly<Record<string, string>> {
  return { GITHUB_ACTION: `__${basename(directory)}`, GITHUB_ACTION_PATH: directory };
}
