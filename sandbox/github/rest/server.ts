import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import type { SandboxClock } from '#sandbox/clock';
import { Access, type TokenOptions } from './access.ts';
import { GithubFaults, type GithubFault } from './faults.ts';
import { handle, type Desk } from './handler.ts';
import { RateLimiter } from './rate-limit.ts';
import type { RepositorySeed } from './seed.ts';
import { sendLog } from './log-files.ts';
import { LOG_PATH } from './resources/jobs.ts';
import { send, serverError } from './send.ts';
import { Store, type SeededRepository } from './store.ts';

export interface GithubOptions {
  readonly clock: SandboxClock;
  /** 0, the default, takes a free port. */
  readonly port?: number;
  /** Base of the pages that answers link to. Default https://github.com */
  readonly pages?: string;
  /** Requests per hour of every token. Default: GitHub's own numbers. */
  readonly rateLimit?: number;
  /** Told of defects of the sandbox itself. */
  readonly log: (line: string) => void;
}

export interface GithubCall {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  /** 0 where the connection was reset. */
  readonly status: number;
}

/** A GitHub with nothing in it but what is seeded and what calls create. */
export interface Github {
  /** What GITHUB_API_URL is set to. */
  readonly url: string;
  /** An installation's token that may do everything, as a GITHUB_TOKEN with all permissions. */
  readonly token: string;
  readonly faults: GithubFaults;
  /** Makes `owner/name` where it is not there, and adds what the seed has. */
  seed(fullName: string, seed?: RepositorySeed): SeededRepository;
  /** One more token, such as the read-only one that a pull request from a fork gets. */
  issueToken(options?: TokenOptions): string;
  revokeToken(token: string): void;
  calls(): readonly GithubCall[];
  close(): Promise<void>;
}

/** Starts the REST API on 127.0.0.1. */
export async function startGithub(options: GithubOptions): Promise<Github> {
  const { clock } = options;
  const access = new Access();
  const store = new Store(clock);
  const faults = new GithubFaults();
  const calls: GithubCall[] = [];
  const site = { api: '', html: options.pages ?? 'https://github.com' };
  const desk: Desk = { site, store, access, limiter: new RateLimiter(clock, options.rateLimit), clock };
  const closing = new AbortController();
  const server = createServer((request, response) => {
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    response.on('close', () => calls.push({ method, path, status: response.headersSent ? response.statusCode : 0 }));
    serve(desk, {
      request,
      response,
      fault: faults.strike(method, path.split('?')[0] ?? ''),
      signal: closing.signal,
    }).catch((error: unknown) => {
      // A defect of the sandbox, or its end: the caller sees a lost connection, never a polite lie.
      if (!closing.signal.aborted) options.log(`GitHub: ${method} ${path}: ${inspect(error)}`);
      response.destroy();
    });
  });
  const port = await listenOnLoopback(server, options.port ?? 0);
  site.api = `http://127.0.0.1:${port}`;
  return {
    url: site.api,
    token: access.issue(),
    faults,
    seed: (fullName, seed) => store.seed(fullName, seed),
    issueToken: (tokenOptions) => access.issue(tokenOptions),
    revokeToken: (token) => {
      access.revoke(token);
    },
    calls: () => calls,
    close: async () => {
      closing.abort();
      await shutDown(server);
    },
  };
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly fault: GithubFault | undefined;
  readonly signal: AbortSignal;
}

async function serve(desk: Desk, { request, response, fault, signal }: Exchange): Promise<void> {
  if (request.url?.startsWith(`${LOG_PATH}/`)) {
    sendLog(desk, request, response);
    return;
  }
  if (fault?.kind === 'reset') {
    request.socket.resetAndDestroy();
    return;
  }
  if (fault?.kind === 'slow') await desk.clock.sleep(fault.ms, signal);
  if (fault?.kind === 'server-error') {
    serverError(response, fault.status);
    return;
  }
  const answer = await handle(desk, request, fault);
  send(desk, { request, response, truncated: fault?.kind === 'truncate' }, answer);
}
