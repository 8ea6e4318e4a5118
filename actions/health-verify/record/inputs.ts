import type { InputReader } from '#shared/action/inputs';

/** The GitHub deployment in which the verdict is recorded. */
export interface GithubRecordInputs {
  readonly token: string;
  /** Undefined: the newest one of the environment that is of this service and commit. */
  readonly deploymentId: number | undefined;
  /** Undefined only beside a deployment's id. */
  readonly environment: string | undefined;
  /** Where the release answers. Undefined: the origin of the first URL. */
  readonly environmentUrl: string | undefined;
}

/** Undefined: no GitHub deployment is kept. */
export function readGithubRecord(read: InputReader): GithubRecordInputs | undefined {
  const token = read.secret('token');
  const environment = read.optional('environment');
  const deploymentId = read.integer('github-deployment-id', { min: 1 });
  const environmentUrl = read.parsed('environment-url', 'an http or https URL', (text) =>
    /^https?:$/.test(URL.parse(text)?.protocol ?? '') ? text : undefined,
  );
  if (token !== undefined) {
    if (environment === undefined && read.optional('github-deployment-id') === undefined)
      read.problem('token', 'is for the GitHub deployment; give environment or github-deployment-id too.');
    return { token, deploymentId, environment, environmentUrl };
  }
  for (const name of ['environment', 'github-deployment-id', 'environment-url']) {
    if (read.optional(name) !== undefined)
      read.problem(name, 'needs token, with `deployments: write`: the verdict is recorded in the GitHub deployment.');
  }
  return undefined;
}
