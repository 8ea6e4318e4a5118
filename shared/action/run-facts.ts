import { tmpdir } from 'node:os';
import type { Environment } from './inputs.ts';

/** What the runner says about this run. Empty texts where there is no runner. */
export interface RunFacts {
  readonly repository: string;
  /** The commit of the event. For a pull request this is the merge commit; `headSha` is what the author pushed. */
  readonly sha: string;
  readonly ref: string;
  readonly eventName: string;
  readonly eventPath: string | undefined;
  readonly actor: string;
  readonly runId: string;
  readonly runAttempt: string;
  /** Page of the repository, undefined outside GitHub. */
  readonly repositoryUrl: string | undefined;
  /** Page of the run, undefined outside GitHub. */
  readonly runUrl: string | undefined;
  readonly workspace: string;
  readonly temp: string;
}

export function runFacts(env: Environment): RunFacts {
  const repository = env['GITHUB_REPOSITORY'] ?? '';
  const runId = env['GITHUB_RUN_ID'] ?? '';
  const server = env['GITHUB_SERVER_URL'] ?? 'https://github.com';
  const repositoryUrl = repository === '' ? undefined : `${server}/${repository}`;
  return {
    repository,
    sha: env['GITHUB_SHA'] ?? '',
    ref: env['GITHUB_REF'] ?? '',
    eventName: env['GITHUB_EVENT_NAME'] ?? '',
    eventPath: env['GITHUB_EVENT_PATH'],
    actor: env['GITHUB_ACTOR'] ?? '',
    runId,
    runAttempt: env['GITHUB_RUN_ATTEMPT'] ?? '1',
    repositoryUrl,
    runUrl: repositoryUrl !== undefined && runId !== '' ? `${repositoryUrl}/actions/runs/${runId}` : undefined,
    workspace: env['GITHUB_WORKSPACE'] ?? process.cwd(),
    temp: env['RUNNER_TEMP'] ?? tmpdir(),
  };
}
