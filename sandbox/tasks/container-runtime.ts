import type { Credentials } from '../registry/policy.ts';
import { demultiplex } from './demultiplex.ts';
import type { CreateContainer, EngineClient } from './engine-client.ts';
import { createEngineClient, EngineError } from './engine-client.ts';
import { parseImageReference } from './image-reference.ts';
import { splitLines } from './lines.ts';
import type { PortPool } from './ports.ts';
import { createPortPool } from './ports.ts';
import { pullError, readEngineMessage } from './pull-errors.ts';
import { requireReference } from './registry-pull.ts';
import type {
  ContainerExit,
  ContainerSpec,
  Execution,
  PulledImage,
  PullRequest,
  RunningContainer,
  TaskRuntime,
} from './runtime.ts';
import { ContainerError } from './runtime.ts';

/** On every container, with the name of the sandbox that made it. */
const LABEL = 'cicd-actions.sandbox';
/** The exit code given for a container whose end nobody saw, because the engine went away. */
const LOST = 255;
/** What a shell answers for a program it cannot run. */
const NOT_EXECUTED = 126;

export interface ContainerRuntimeOptions {
  /** As in `DOCKER_HOST`. */
  readonly dockerHost: string;
  /** Name of this sandbox, by which {@link removeLeftoverContainers} finds what it left. */
  readonly instance: string;
  /** Login to the sandbox's registry, asked for before every pull. */
  readonly credentials: () => Credentials;
  /** `localhost:PORT`; only this registry is given the credentials. */
  readonly registryHost: string;
  readonly labels?: Readonly<Record<string, string>>;
  /** Docker network of the containers. Default: the engine's. */
  readonly network?: string;
  /** Told the name of each container before it is made, and after it is gone: for a ledger. */
  readonly onCreate?: (name: string) => void;
  readonly onRemoved?: (name: string) => void;
}

/** Runs tasks as containers of a Docker engine on this machine. */
export function createContainerRuntime(options: ContainerRuntimeOptions): TaskRuntime {
  const engine = createEngineClient(options.dockerHost);
  const running = new Map<string, RunningContainer>();
  const context: Context = { ...options, engine, ports: createPortPool(process.pid * 61), running, pulled: new Set() };
  return {
    kind: 'containers',
    pull: (request) => pull(context, request),
    start: (spec) => start(context, spec),
    close: async () => {
      await Promise.all([...running.values()].map((container) => container.stop(0)));
      await removeAll(engine, options.instance);
      await Promise.all([...context.pulled].map((image) => engine.removeImage(image)));
    },
  };
}

/**
 * Removes the containers a killed sandbox left. Answers how many there were.
 * @throws {EngineError}
 */
export async function removeLeftoverContainers(dockerHost: string, instance: string): Promise<number> {
  return removeAll(createEngineClient(dockerHost), instance);
}

async function removeAll(engine: EngineClient, instance: string): Promise<number> {
  const ids = await engine.list(`${LABEL}=${instance}`);
  await Promise.all(ids.map((id) => engine.remove(id)));
  return ids.length;
}

interface Context extends ContainerRuntimeOptions {
  readonly engine: EngineClient;
  readonly ports: PortPool;
  readonly running: Map<string, RunningContainer>;
  /** Images of the sandbox's own registry: of no use to anybody once it is closed. */
  readonly pulled: Set<string>;
}

async function pull(context: Context, { image, platform }: PullRequest): Promise<PulledImage> {
  const { engine, registryHost, credentials, pulled } = context;
  const reference = requireReference(image);
  const own = reference.host === registryHost;
  try {
    await engine.pull(withTag(image, reference), own ? credentials() : { username: '', password: '' }, platform);
    if (own) pulled.add(image);
    const digests = await engine.repoDigests(image);
    // The engine lists one digest for each repository it knows the image from.
    const digest = reference.digest ?? digests.find((one) => sameRepository(one, reference))?.split('@')[1];
    if (digest === undefined) throw new EngineError(200, `no digest is known for ${image}`);
    return { digest };
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
    throw pullError(image, readEngineMessage(error.message, platform ?? (await platformOf(engine))));
  }
}

/** Without tag and digest the engine would pull every tag of the repository. */
function withTag(
  image: string,
  { tag, digest }: { readonly tag: string | undefined; readonly digest: string | undefined },
) {
  return digest === undefined && tag === 'latest' && !image.endsWith(':latest') ? `${image}:latest` : image;
}

function sameRepository(digest: string, reference: { readonly host: string; readonly name: string }): boolean {
  const known = parseImageReference(digest);
  return known?.host === reference.host && known.name === reference.name;
}

async function platformOf(engine: EngineClient): Promise<string> {
  return engine.platform().catch((error: unknown) => {
    if (error instanceof EngineError) return 'linux';
    throw error;
  });
}

async function start(context: Context, spec: ContainerSpec): Promise<RunningContainer> {
  const { engine, ports, instance } = context;
  const hostPorts = new Map<number, number>();
  for (const port of spec.containerPorts) hostPorts.set(port, await ports.take());
  const name = `sandbox-${instance}-${spec.origin.taskId}-${spec.name}`;
  const gone = (): void => {
    ports.release(hostPorts.values());
    context.onRemoved?.(name);
  };
  context.onCreate?.(name);
  let id: string | undefined;
  try {
    id = await refusedAs(
      'CannotCreateContainerError',
      engine.create(name, describe(context, spec, hostPorts), spec.platform),
    );
    await refusedAs('CannotStartContainerError', engine.start(id));
  } catch (error) {
    if (id !== undefined) await engine.remove(id);
    gone();
    throw error;
  }
  return follow(context, { id, hostPorts, onOutput: spec.onOutput, gone });
}

function describe(context: Context, spec: ContainerSpec, hostPorts: ReadonlyMap<number, number>): CreateContainer {
  const { instance, labels = {}, network } = context;
  const ports = [...hostPorts].map(([port, hostPort]) => [`${port}/tcp`, hostPort] as const);
  const bindings = ports.map(
    ([port, hostPort]) => [port, [{ HostIp: '127.0.0.1', HostPort: String(hostPort) }]] as const,
  );
  const memory = spec.memoryMiB === undefined ? undefined : spec.memoryMiB * 1024 * 1024;
  return {
    Image: spec.image,
    Env: Object.entries(spec.environment).map(([name, value]) => `${name}=${value}`),
    Labels: { ...labels, [LABEL]: instance, [`${LABEL}.task`]: spec.origin.taskId },
    ExposedPorts: Object.fromEntries(ports.map(([port]) => [port, {}])),
    ...(spec.entryPoint ? { Entrypoint: spec.entryPoint } : {}),
    ...(spec.command ? { Cmd: spec.command } : {}),
    ...(spec.workingDirectory === undefined ? {} : { WorkingDir: spec.workingDirectory }),
    HostConfig: {
      PortBindings: Object.fromEntries(bindings),
      ...(network === undefined ? {} : { NetworkMode: network }),
      // Fargate has no swap: without this the engine would allow as much again.
      ...(memory === undefined ? {} : { Memory: memory, MemorySwap: memory }),
    },
  };
}

interface Started {
  readonly id: string;
  readonly hostPorts: ReadonlyMap<number, number>;
  readonly onOutput: (line: string) => void;
  /** Called when the container has ended and is removed. */
  readonly gone: () => void;
}

function follow({ engine, running }: Context, { id, hostPorts, onOutput, gone }: Started): RunningContainer {
  const exited = watch(engine, id, onOutput).finally(() => {
    running.delete(id);
    gone();
  });
  const container = control(engine, { id, hostPorts, exited });
  running.set(id, container);
  return container;
}

interface Controlled extends Pick<RunningContainer, 'hostPorts' | 'exited'> {
  readonly id: string;
}

function control(engine: EngineClient, { id, hostPorts, exited }: Controlled): RunningContainer {
  return {
    hostPorts,
    exited,
    execute: (command, limitMs) => execute(engine, { id, command, limitMs }),
    stop: async (graceMs) => {
      const { stopSignal } = await engine.inspect(id).catch(tolerateGone);
      await engine.kill(id, stopSignal).catch(tolerateGone);
      const timer = setTimeout(() => {
        engine.kill(id, 'SIGKILL').catch(tolerateGone);
      }, graceMs);
      try {
        return await exited;
      } finally {
        clearTimeout(timer);
      }
    },
  };
}

interface Check {
  readonly id: string;
  readonly command: readonly string[];
  readonly limitMs: number;
}

async function execute(engine: EngineClient, { id, command, limitMs }: Check): Promise<Execution> {
  const limit = AbortSignal.timeout(limitMs);
  try {
    return { exitCode: await engine.execute(id, command, limit) };
  } catch (error) {
    if (limit.aborted) return 'timed-out';
    if (error instanceof EngineError) return { exitCode: NOT_EXECUTED };
    throw error;
  }
}

async function watch(engine: EngineClient, id: string, onOutput: (line: string) => void): Promise<ContainerExit> {
  try {
    await Promise.all([engine.wait(id), engine.logs(id).then((logs) => deliver(logs, onOutput))]);
    const { exitCode, outOfMemory } = await engine.inspect(id);
    await engine.remove(id);
    return { exitCode, outOfMemory };
  } catch (error) {
    onOutput(
      `sandbox: lost sight of container ${id.slice(0, 12)}: ${error instanceof Error ? error.message : String(error)}`,
    );
    return { exitCode: LOST, outOfMemory: false };
  }
}

async function deliver(logs: AsyncIterable<Buffer>, onOutput: (line: string) => void): Promise<void> {
  const splitters = { stdout: splitLines(onOutput), stderr: splitLines(onOutput) };
  await demultiplex(logs, (stream, data) => {
    splitters[stream].write(data);
  });
  splitters.stdout.end();
  splitters.stderr.end();
}

/** For a container that was removed between two calls, or an engine that is gone: `exited` tells either. */
function tolerateGone(error: unknown): { readonly stopSignal: string } {
  if (error instanceof EngineError) return { stopSignal: 'SIGTERM' };
  throw error;
}

/** Puts an engine's refusal into the words the ECS agent uses. */
async function refusedAs<T>(code: string, call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof EngineError) throw new ContainerError(code, `Error response from daemon: ${error.message}`);
    throw error;
  }
}
