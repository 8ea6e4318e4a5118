import type { ChildProcess } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Credentials } from '../registry/policy.ts';
import type { Child } from './child.ts';
import { deathWatch, startChild } from './child.ts';
import type { Command } from './command.ts';
import { cannotStart, commandOf } from './command.ts';
import { parseImageReference } from './image-reference.ts';
import type { PortPool } from './ports.ts';
import { createPortPool } from './ports.ts';
import { pullError } from './pull-errors.ts';
import { createRegistryClient } from './registry-client.ts';
import { pulledFromRegistry, requireReference, wantedPlatform } from './registry-pull.ts';
import type { ImageUnpacker, UnpackedImage } from './rootfs.ts';
import { createUnpacker } from './rootfs.ts';
import type { ContainerSpec, Execution, PulledImage, PullRequest, RunningContainer, TaskRuntime } from './runtime.ts';
import { ContainerError } from './runtime.ts';

export interface ProcessRuntimeOptions {
  /** `localhost:PORT` of the sandbox's registry, the only one images come from. */
  readonly registryHost: string;
  /** Login to it, asked for before every request. */
  readonly credentials: () => Credentials;
  /** Where images are unpacked. Emptied at the start and by `close`. */
  readonly directory: string;
  /** Given to every process over what the image and the task say, e.g. the mark by which a ledger finds it. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Told each process right after its start: for a ledger. */
  readonly onProcess?: (child: ChildProcess) => void;
  /** Told what a user should know, once each. */
  readonly say?: (line: string) => void;
}

/**
 * Runs tasks as child processes of the sandbox, out of the files of their images, on machines without a Docker engine.
 * What this is not: no isolation of files, users, network or memory. A process is told its port by `PORT` (several:
 * `PORT_<container port>`), and must listen there.
 */
export async function createProcessRuntime(options: ProcessRuntimeOptions): Promise<TaskRuntime> {
  const { registryHost, credentials, say = () => undefined } = options;
  const directory = join(options.directory, 'rootfs');
  await rm(directory, { recursive: true, force: true });
  const context: Context = {
    ...options,
    images: new Map(),
    children: new Set(),
    unpacker: createUnpacker({ registry: createRegistryClient(registryHost, credentials), directory, say }),
    ports: createPortPool(process.pid * 61),
    prefix: await deathWatch(),
  };
  return {
    kind: 'processes',
    pull: (request) => pull(context, request),
    start: (spec) => start(context, spec),
    close: async () => {
      await Promise.all([...context.children].map((child) => stop(child, 0)));
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** What a shell answers for a program it does not find. */
const NOT_FOUND = 127;

interface Context extends ProcessRuntimeOptions {
  readonly unpacker: ImageUnpacker;
  /** By the reference they were pulled with, and by digest, each with its platform: see {@link imageKey}. */
  readonly images: Map<string, UnpackedImage>;
  readonly children: Set<Child>;
  readonly ports: PortPool;
  /** See {@link deathWatch}. */
  readonly prefix: readonly string[];
}

async function pull({ registryHost, unpacker, images }: Context, request: PullRequest): Promise<PulledImage> {
  const { image } = request;
  const reference = requireReference(image);
  if (reference.host !== registryHost) {
    const reason = `without a Docker engine this sandbox pulls from ${registryHost} only`;
    throw pullError(image, { kind: 'other', reason });
  }
  const unpacked = await pulledFromRegistry(request, () => unpacker.unpack(reference, wantedPlatform(request)));
  images.set(imageKey(request, image), unpacked);
  images.set(imageKey(request, unpacked.digest), unpacked);
  return { digest: unpacked.digest };
}

function imageKey(wanted: Pick<PullRequest, 'platform'>, name: string): string {
  return `${name} ${wantedPlatform(wanted)}`;
}

async function start(context: Context, spec: ContainerSpec): Promise<RunningContainer> {
  const { images, ports, children } = context;
  const byDigest = imageKey(spec, parseImageReference(spec.image)?.digest ?? '');
  const image = images.get(imageKey(spec, spec.image)) ?? images.get(byDigest);
  if (!image) {
    throw new ContainerError('CannotCreateContainerError', `Error response from daemon: No such image: ${spec.image}`);
  }
  const hostPorts = new Map<number, number>();
  for (const port of spec.containerPorts) hostPorts.set(port, await ports.take());
  try {
    const command = await commandOf(image, spec, hostPorts);
    const child = await spawnChild(context, command, spec.onOutput);
    children.add(child);
    const exited = child.exited.finally(() => {
      children.delete(child);
      ports.release(hostPorts.values());
    });
    return {
      hostPorts,
      exited,
      execute: (words, limitMs) =>
        execute(context, { image, spec: inside(spec, words, hostPorts), hostPorts }, limitMs),
      stop: (graceMs) => stop(child, graceMs),
    };
  } catch (error) {
    ports.release(hostPorts.values());
    throw error;
  }
}

async function spawnChild(context: Context, command: Command, onOutput: (line: string) => void): Promise<Child> {
  const { prefix, environment = {}, onProcess } = context;
  const env = { ...command.env, ...environment };
  const child = await startChild({ ...command, env }, prefix, onOutput).catch((error: unknown) => {
    throw cannotStart(`exec ${command.file}: ${error instanceof Error ? error.message : String(error)}`);
  });
  onProcess?.(child.process);
  return child;
}

/**
 * What a program run inside a container of `spec` is told: the words are all of its command. The container's own ports
 * are elsewhere on this machine, so `localhost:8080` becomes where that is.
 */
function inside(spec: ContainerSpec, words: readonly string[], hostPorts: ReadonlyMap<number, number>): ContainerSpec {
  const entryPoint = words.map((word) =>
    word.replaceAll(/(?:localhost|127\.0\.0\.1|\[::1\]):(\d{1,5})(?!\d)/g, (address, port: string) => {
      const hostPort = hostPorts.get(Number(port));
      return hostPort === undefined ? address : `127.0.0.1:${hostPort}`;
    }),
  );
  return { ...spec, entryPoint, command: [], onOutput: () => undefined };
}

interface Inside {
  readonly image: UnpackedImage;
  readonly spec: ContainerSpec;
  readonly hostPorts: ReadonlyMap<number, number>;
}

async function execute(context: Context, { image, spec, hostPorts }: Inside, limitMs: number): Promise<Execution> {
  let child: Child;
  try {
    child = await spawnChild(context, await commandOf(image, spec, hostPorts), spec.onOutput);
  } catch (error) {
    if (error instanceof ContainerError) return { exitCode: NOT_FOUND };
    throw error;
  }
  context.children.add(child);
  const limit = AbortSignal.timeout(limitMs);
  const kill = (): void => {
    child.signal('SIGKILL');
  };
  limit.addEventListener('abort', kill);
  const { exitCode } = await child.exited;
  limit.removeEventListener('abort', kill); // Its number may be another's by then.
  context.children.delete(child);
  return limit.aborted ? 'timed-out' : { exitCode };
}

async function stop(child: Child, graceMs: number) {
  child.signal('SIGTERM');
  const timer = setTimeout(() => {
    child.signal('SIGKILL');
  }, graceMs);
  try {
    return await child.exited;
  } finally {
    clearTimeout(timer);
  }
}
