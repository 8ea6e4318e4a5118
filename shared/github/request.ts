import { DEFAULT_CONNECTION } from '#shared/http/connection';
import { probe } from '#shared/http/probe';
import type { HttpProbe } from '#shared/http/probe-request';
import { faultOf, GithubFault } from './fault.ts';

export interface GithubCall {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the repository, such as `/deployments`. */
  readonly path: string;
  readonly body?: object;
}

/**
 * One request about one repository; gives the answer's JSON.
 * @throws {GithubFault} when GitHub does not answer, or refuses
 */
export type GithubRequest = (call: GithubCall) => Promise<unknown>;

const TIMEOUT_MS = 5_000;

/** GitHub's REST API as this job sees it: GITHUB_API_URL, GITHUB_REPOSITORY and the proxy come from `env`. */
export function createGithubRequest(
  options: {
    readonly env: Readonly<Record<string, string | undefined>>;
    readonly repository: string;
    readonly token: string;
    readonly signal: AbortSignal;
  },
  send: HttpProbe = probe,
): GithubRequest {
  const { env, repository, token, signal } = options;
  const base = env['GITHUB_API_URL'] ?? 'https://api.github.com';
  return async ({ method, path, body }) => {
    const result = await send(
      {
        url: new URL(`${base}/repos/${repository}${path}`),
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'user-agent': 'cicd-actions',
          'x-github-api-version': '2022-11-28',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        body: body === undefined ? undefined : JSON.stringify(body),
        auth: undefined,
        connection: DEFAULT_CONNECTION,
        timeoutMs: TIMEOUT_MS,
        maxRedirects: 0,
      },
      { env, signal },
    );
    const call = `${method} ${path.replace(/\?.*$/, '')}`;
    const fault = faultOf(call, result);
    if (fault !== undefined) throw fault;
    return parse(call, result.kind === 'answered' ? result.body : '');
  };
}

function parse(call: string, body: string): unknown {
  try {
    return body === '' ? undefined : JSON.parse(body);
  } catch {
    throw new GithubFault(`${call}: the answer is no JSON`, true);
  }
}
