import type { IncomingMessage, RequestOptions } from 'node:http';
import { request } from 'node:http';
import type { Credentials } from '../registry/policy.ts';

/** The little of the Docker Engine API that running tasks takes. */
export interface EngineClient {
  /** Whether an engine answers. Never throws. */
  ping(): Promise<boolean>;
  /** @param platform `os/architecture`; default the engine's own. @throws {EngineError} */
  pull(image: string, credentials: Credentials, platform?: string): Promise<void>;
  /** `repository@sha256:…` of an image the engine has. @throws {EngineError} */
  repoDigests(image: string): Promise<readonly string[]>;
  /** Takes a name off an image; does nothing when it is gone or in use. @throws {EngineError} */
  removeImage(image: string): Promise<void>;
  /** Whether the engine gets an answer from the registry of this image, be it a refusal. Never throws. */
  reaches(image: string, credentials: Credentials): Promise<boolean>;
  /** `os/architecture` of the engine. @throws {EngineError} */
  platform(): Promise<string>;
  /** Answers the id. @throws {EngineError} */
  create(name: string, body: CreateContainer, platform?: string): Promise<string>;
  /**
   * Runs a program in a running container to its end; answers its exit code. Giving it up does not end it: the API has
   * no way to.
   * @throws {EngineError} also when `signal` aborts
   */
  execute(id: string, command: readonly string[], signal: AbortSignal): Promise<number>;
  /** @throws {EngineError} */
  start(id: string): Promise<void>;
  /** The output from the beginning until the container ends, multiplexed. @throws {EngineError} */
  logs(id: string): Promise<AsyncIterable<Buffer>>;
  /** Resolves when the container has ended. @throws {EngineError} */
  wait(id: string): Promise<void>;
  /** @throws {EngineError} */
  inspect(id: string): Promise<ContainerState>;
  /** Does nothing when it does not run any more. @throws {EngineError} */
  kill(id: string, signal: string): Promise<void>;
  /** Running or not; does nothing when it is gone. @throws {EngineError} */
  remove(id: string): Promise<void>;
  /** Ids of all containers, running or not, with `label=value`. @throws {EngineError} */
  list(label: string): Promise<readonly string[]>;
}

/** Body of `POST /containers/create`. */
export interface CreateContainer {
  readonly Image: string;
  readonly Env: readonly string[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly ExposedPorts: Readonly<Record<string, object>>;
  readonly Entrypoint?: readonly string[];
  readonly Cmd?: readonly string[];
  readonly WorkingDir?: string;
  readonly HostConfig: Readonly<Record<string, unknown>>;
}

export interface ContainerState {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
  /** What asks this container to end; an image may name another signal than SIGTERM. */
  readonly stopSignal: string;
}

/** A refusal of the engine, in its words; status 0 when it could not be reached. */
export class EngineError extends Error {
  override readonly name = 'EngineError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const PING_LIMIT_MS = 2_000;

/** @param dockerHost as in `DOCKER_HOST`: `unix://`, `npipe://` or plain `tcp://` */
export function createEngineClient(dockerHost: string): EngineClient {
  const call = (method: string, path: string, more: Omit<Call, 'method' | 'path'> = {}): Promise<IncomingMessage> =>
    send(dockerHost, { method, path, ...more });
  const tolerate = async (promise: Promise<IncomingMessage>, ...statuses: readonly number[]): Promise<void> => {
    try {
      (await promise).resume();
    } catch (error) {
      if (!(error instanceof EngineError && statuses.includes(error.status))) throw error;
    }
  };
  return {
    ping: async () => {
      try {
        return (await text(await call('GET', '/_ping', { limitMs: PING_LIMIT_MS }))).startsWith('OK');
      } catch (error) {
        if (error instanceof EngineError) return false;
        throw error;
      }
    },
    pull: async (image, credentials, platform) => {
      const path = `/images/create?fromImage=${encodeURIComponent(image)}${platformQuery(platform)}`;
      failOnProgressError(await text(await call('POST', path, { headers: registryAuth(credentials) })));
    },
    repoDigests: async (image) => {
      const found = (await json(await call('GET', `/images/${image}/json`))) as { RepoDigests?: string[] | null };
      return found.RepoDigests ?? [];
    },
    removeImage: (image) => tolerate(call('DELETE', `/images/${image}`), 404, 409),
    reaches: async (image, credentials) => {
      try {
        await text(await call('GET', `/distribution/${image}/json`, { headers: registryAuth(credentials) }));
        return true;
      } catch (error) {
        if (!(error instanceof EngineError)) throw error;
        return !/dial tcp|connection refused|i\/o timeout|no such host|timeout/i.test(error.message);
      }
    },
    platform: async () => {
      const version = (await json(await call('GET', '/version'))) as { Os: string; Arch: string };
      return `${version.Os}/${version.Arch}`;
    },
    create: async (name, body, platform) => {
      const path = `/containers/create?name=${encodeURIComponent(name)}${platformQuery(platform)}`;
      return ((await json(await call('POST', path, { body }))) as { Id: string }).Id;
    },
    start: async (id) => {
      (await call('POST', `/containers/${id}/start`)).resume();
    },
    execute: async (id, command, signal) => {
      const wanted = { Cmd: command, AttachStdout: true, AttachStderr: true };
      const made = (await json(await call('POST', `/containers/${id}/exec`, { body: wanted, signal }))) as {
        Id: string;
      };
      const body = { Detach: false, Tty: false };
      await text(await call('POST', `/exec/${made.Id}/start`, { body, signal })); // It ends when the program does.
      const found = (await json(await call('GET', `/exec/${made.Id}/json`, { signal }))) as { ExitCode: number };
      return found.ExitCode;
    },
    logs: (id) => call('GET', `/containers/${id}/logs?follow=1&stdout=1&stderr=1`),
    wait: async (id) => {
      await text(await call('POST', `/containers/${id}/wait`));
    },
    inspect: async (id) => readState(await json(await call('GET', `/containers/${id}/json`))),
    kill: (id, signal) => tolerate(call('POST', `/containers/${id}/kill?signal=${signal}`), 404, 409),
    // 409: somebody else is removing it already.
    remove: (id) => tolerate(call('DELETE', `/containers/${id}?force=1&v=1`), 404, 409),
    list: async (label) => {
      const filters = encodeURIComponent(JSON.stringify({ label: [label] }));
      const found = (await json(await call('GET', `/containers/json?all=1&filters=${filters}`))) as { Id: string }[];
      return found.map((container) => container.Id);
    },
  };
}

function platformQuery(platform: string | undefined): string {
  return platform === undefined ? '' : `&platform=${encodeURIComponent(platform)}`;
}

function registryAuth(credentials: Credentials): Readonly<Record<string, string>> {
  return { 'X-Registry-Auth': Buffer.from(JSON.stringify(credentials)).toString('base64url') };
}

function readState(value: unknown): ContainerState {
  const { State, Config } = value as {
    State: { ExitCode: number; OOMKilled: boolean };
    Config: { StopSignal?: string };
  };
  return { exitCode: State.ExitCode, outOfMemory: State.OOMKilled, stopSignal: Config.StopSignal ?? 'SIGTERM' };
}

/** A pull answers 200 and reports what went wrong in its progress lines. */
function failOnProgressError(progress: string): void {
  for (const line of progress.split('\n').filter((one) => one.trim() !== '')) {
    const { error } = JSON.parse(line) as { error?: string };
    if (error !== undefined) throw new EngineError(200, error);
  }
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly limitMs?: number;
  /** Gives up the call, and the reading of its answer. */
  readonly signal?: AbortSignal;
}

function send(
  dockerHost: string,
  { method, path, headers = {}, body, limitMs, signal }: Call,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(new EngineError(0, error.message));
    };
    const outgoing = request(
      // A connection of its own for each call: streams that stay open for the life of a task must not block others.
      {
        ...endpoint(dockerHost),
        method,
        path,
        agent: false,
        headers: { Host: 'docker', ...headers },
        ...(signal ? { signal } : {}),
      },
      (response) => {
        if ((response.statusCode ?? 500) < 400) resolve(response);
        else
          text(response).then((answer) => {
            reject(new EngineError(response.statusCode ?? 500, messageOf(answer)));
          }, fail);
      },
    );
    outgoing.on('error', fail);
    if (limitMs !== undefined)
      outgoing.setTimeout(limitMs, () => outgoing.destroy(new Error(`no answer in ${limitMs} ms`)));
    if (body === undefined) {
      outgoing.end();
    } else {
      outgoing.setHeader('Content-Type', 'application/json');
      outgoing.end(JSON.stringify(body));
    }
  });
}

/** @throws {EngineError} for a scheme that is not spoken here, such as `ssh://` */
function endpoint(dockerHost: string): RequestOptions {
  const { scheme, rest = '' } = /^(?<scheme>\w+):\/\/(?<rest>.+)$/.exec(dockerHost)?.groups ?? {};
  if (scheme === 'unix' || scheme === 'npipe') return { socketPath: rest };
  if (scheme !== 'tcp' && scheme !== 'http') throw new EngineError(0, `cannot speak to ${dockerHost}`);
  const url = new URL(`http://${rest}`);
  return { host: url.hostname, port: url.port === '' ? 2375 : url.port };
}

async function text(response: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

async function json(response: IncomingMessage): Promise<unknown> {
  return JSON.parse(await text(response));
}

function messageOf(answer: string): string {
  try {
    return (JSON.parse(answer) as { message: string }).message;
  } catch {
    // Not the engine's own error format, a proxy's perhaps: what it said is all there is.
    return answer.trim();
  }
}
