import { constants } from 'node:fs';
import { access, stat } from 'node:fs/promises';
import { delimiter, posix } from 'node:path';
import { parseEnv } from '../images/config.ts';
import { ignoreMissing } from '../registry/blobs.ts';
import { DEFAULT_PATH } from './rootfs.ts';
import type { UnpackedImage } from './rootfs.ts';
import { resolveInRoot } from './rootfs-path.ts';
import type { ContainerSpec } from './runtime.ts';
import { ContainerError } from './runtime.ts';

/** A process to start in place of a container. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** The host's own directories come last: an interpreter an image lacks on this system (`sh`) is found there. */
const HOST_PATH = ['/usr/bin', '/bin'];

/**
 * What a container of this image would run, with the paths of the image mapped to where they are here.
 * @param ports container port → port on 127.0.0.1
 * @throws {ContainerError} `CannotStartContainerError` when the program is not in the image
 */
export async function commandOf(
  image: UnpackedImage,
  spec: ContainerSpec,
  ports: ReadonlyMap<number, number>,
): Promise<Command> {
  const { rootfs, config } = image;
  const [program, ...args] = argumentsOf(image, spec);
  if (program === undefined) throw cannotStart('no command specified');
  const workingDirectory = posix.resolve('/', spec.workingDirectory ?? config.WorkingDir ?? '/');
  const cwd = await resolveInRoot(rootfs, workingDirectory);
  if ((await stat(cwd).catch(ignoreMissing))?.isDirectory() !== true) {
    throw cannotStart(`chdir to cwd ("${workingDirectory}") set in config.json failed: no such file or directory`);
  }
  const env = { ...parseEnv(config.Env ?? []), ...spec.environment };
  const path = (env['PATH'] ?? DEFAULT_PATH).split(':').filter((directory) => directory.startsWith('/'));
  return {
    file: await findProgram({ rootfs, program, path, workingDirectory }),
    args: await Promise.all(args.map((arg) => mapArgument(rootfs, arg))),
    cwd,
    env: {
      HOME: await resolveInRoot(rootfs, '/root'),
      HOSTNAME: spec.origin.taskId.slice(0, 12),
      ...env,
      PATH: [...(await Promise.all(path.map((directory) => resolveInRoot(rootfs, directory)))), ...HOST_PATH].join(
        delimiter,
      ),
      ...portVariables(ports),
    },
  };
}

/** As engines do: another entry point forgets the image's command. */
function argumentsOf({ config }: UnpackedImage, spec: ContainerSpec): readonly string[] {
  const entrypoint = spec.entryPoint ?? config.Entrypoint ?? [];
  const command = spec.command ?? (spec.entryPoint ? [] : (config.Cmd ?? []));
  return [...entrypoint, ...command];
}

/** The process cannot have the container's port to itself, so it is told another one, and to stay on loopback. */
function portVariables(ports: ReadonlyMap<number, number>): Readonly<Record<string, string>> {
  const [first] = ports.values();
  const named = [...ports].map(([port, hostPort]) => [`PORT_${port}`, String(hostPort)] as const);
  return {
    HOST: '127.0.0.1',
    ...(first === undefined ? {} : { PORT: String(first) }),
    ...Object.fromEntries(named),
  };
}

/** A program's absolute paths mean the image's files; whatever is no file there is left as it is. */
async function mapArgument(rootfs: string, arg: string): Promise<string> {
  if (!arg.startsWith('/') || arg === '/') return arg;
  const path = await resolveInRoot(rootfs, arg);
  return (await stat(path).catch(ignoreMissing)) ? path : arg;
}

interface Search {
  readonly rootfs: string;
  readonly program: string;
  readonly path: readonly string[];
  readonly workingDirectory: string;
}

async function findProgram({ rootfs, program, path, workingDirectory }: Search): Promise<string> {
  const inPath = !program.includes('/');
  const candidates = inPath
    ? path.map((directory) => `${directory}/${program}`)
    : [posix.resolve(workingDirectory, program)];
  let found = false;
  for (const candidate of candidates) {
    const file = await resolveInRoot(rootfs, candidate);
    if ((await stat(file).catch(ignoreMissing))?.isFile() !== true) continue;
    found = true;
    if (await isExecutable(file)) return file;
  }
  // The shell form of CMD wants one, and the base image of a machine that is no Linux has none.
  if (program === 'sh' || program === '/bin/sh') return '/bin/sh';
  if (found) throw cannotStart(`exec: "${program}": permission denied`);
  throw cannotStart(
    `exec: "${program}": ${inPath ? 'executable file not found in $PATH' : 'no such file or directory'}`,
  );
}

async function isExecutable(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false,
  );
}

/** In the words of an engine with runc, which stopped tasks show. */
export function cannotStart(reason: string): ContainerError {
  const failed = 'failed to create task for container: failed to create shim task: OCI runtime create failed';
  return new ContainerError(
    'CannotStartContainerError',
    `Error response from daemon: ${failed}: runc create failed: unable to start container process: ${reason}: unknown`,
  );
}
