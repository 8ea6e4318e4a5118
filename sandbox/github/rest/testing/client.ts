import type { Json } from '../model.ts';
import { startGithub, type Github, type GithubOptions } from '../server.ts';
import { FakeClock } from '#sandbox/testing/fake-clock';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON; undefined for an answer without a body. */
  readonly body: unknown;
}

export interface Bench {
  readonly github: Github;
  readonly clock: FakeClock;
  /** One request with the full token, unless another is named; null sends none. */
  call(line: string, options?: CallOptions): Promise<Answered>;
}

export interface CallOptions {
  readonly body?: Json;
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * A GitHub with the repository acme/shop, and a client for it.
 * `call('GET /deployments')` is about that repository; a line with `/rate_limit` or `/repos/` is taken as it is.
 */
export async function openBench(options: Partial<GithubOptions> = {}): Promise<Bench> {
  const clock = new FakeClock();
  const log = (line: string): void => {
    throw new Error(line);
  };
  const github = await startGithub({ clock, log, ...options });
  github.seed('acme/shop');
  return {
    github,
    clock,
    call: async (line, { body, token = github.token, headers = {} } = {}) => {
      const [method = '', path = ''] = line.split(' ');
      const whole = /^\/(?:rate_limit|repos\/|repositories\/)/.test(path) ? path : `/repos/acme/shop${path}`;
      const response = await fetch(path.startsWith('http') ? path : `${github.url}${whole}`, {
        method,
        redirect: 'manual',
        headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.startsWith('application/json') === true;
      const parsed: unknown = json && text !== '' ? JSON.parse(text) : text || undefined;
      return { status: response.status, headers: response.headers, body: parsed };
    },
  };
}
