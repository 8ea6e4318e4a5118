import { ActionError } from '#shared/action/errors';
import type { DockerCli, DockerRun } from './cli.ts';

/** What builds here, and what it is able to do. */
export interface Engine {
  /** Driver of the selected builder: `docker` is the engine's own BuildKit, others bring theirs. */
  readonly driver: string;
  /** Of the Docker engine, undefined when another driver builds. */
  readonly version: string | undefined;
  readonly buildxVersion: string | undefined;
  /**
   * Several platforms, attestations and cache export. The engine's own BuildKit has them only with the containerd
   * image store, the default of new installations since Docker 29.
   */
  readonly fullBuildKit: boolean;
}

/** The first buildx that knows `--provenance` and `--sbom`. */
const OLDEST_BUILDX = [0, 10] as const;

/**
 * Looks for a builder that answers.
 * @throws {ActionError} when there is none, or it is too old
 */
export async function findEngine(docker: DockerCli): Promise<Engine> {
  const [builder, info] = await Promise.all([
    docker(['buildx', 'inspect']),
    docker(['info', '--format', '{{json .}}']),
  ]);
  if (builder.exitCode !== 0) throw noBuildx(builder);
  const { driver, error } = readBuilder(builder.stdout);
  if (driver === undefined || error !== undefined) throw noEngine(error);
  const { version, buildxVersion, containerdStore } = readEngineInfo(info.stdout.join('\n'));
  if (buildxVersion !== undefined && isOlder(buildxVersion)) {
    throw new ActionError(`Docker buildx ${buildxVersion} is too old; ${OLDEST_BUILDX.join('.')} or newer is needed.`, {
      hint: 'Update Docker, or run docker/setup-buildx-action before this step.',
    });
  }
  if (driver !== 'docker') return { driver, version: undefined, buildxVersion, fullBuildKit: true };
  return { driver, version, buildxVersion, fullBuildKit: containerdStore };
}

/** What `docker buildx inspect` says of the builder; it exits with 0 even when the engine does not answer. */
export function readBuilder(lines: readonly string[]): {
  readonly driver: string | undefined;
  readonly error: string | undefined;
} {
  const field = (name: string): string | undefined => {
    const value = lines.find((line) => line.startsWith(`${name}:`))?.slice(name.length + 1);
    return value?.trim() === '' ? undefined : value?.trim();
  };
  return { driver: field('Driver'), error: field('Error') };
}

interface EngineInfo {
  readonly version: string | undefined;
  readonly buildxVersion: string | undefined;
  readonly containerdStore: boolean;
}

interface InfoShape {
  readonly ServerVersion?: string;
  readonly DriverStatus?: readonly (readonly [string, string])[] | null;
  readonly ClientInfo?: { readonly Plugins?: readonly { readonly Name: string; readonly Version?: string }[] | null };
}

/** Reads `docker info --format '{{json .}}'`, which prints its JSON even when the engine does not answer. */
export function readEngineInfo(json: string): EngineInfo {
  const info: InfoShape = json.startsWith('{') ? (JSON.parse(json) as InfoShape) : {}; // Docker's own, every member optional
  return {
    version: info.ServerVersion === '' ? undefined : info.ServerVersion,
    buildxVersion: info.ClientInfo?.Plugins?.find(({ Name }) => Name === 'buildx')?.Version,
    containerdStore: (info.DriverStatus ?? []).some(([, value]) => value.startsWith('io.containerd.snapshotter')),
  };
}

export function describeEngine({ driver, version, buildxVersion }: Engine): string {
  const engine = version === undefined ? `builder with driver ${driver}` : `Docker ${version}`;
  return buildxVersion === undefined ? engine : `${engine}, buildx ${buildxVersion}`;
}

function isOlder(version: string): boolean {
  const [, major = '0', minor = '0'] = /^v?(\d+)\.(\d+)/.exec(version) ?? [];
  const [oldestMajor, oldestMinor] = OLDEST_BUILDX;
  return Number(major) < oldestMajor || (Number(major) === oldestMajor && Number(minor) < oldestMinor);
}

function noBuildx({ stderr }: DockerRun): ActionError {
  return new ActionError(`docker buildx does not work here: ${stderr.join(' ').trim() || 'it gave no reason'}`, {
    hint: 'Install the buildx plugin, or run docker/setup-buildx-action before this step.',
  });
}

function noEngine(reason = 'docker buildx names no driver'): ActionError {
  return new ActionError(`No Docker engine answers, so no image can be built here: ${reason}`, {
    hint: 'Start Docker, or run this job where it runs, such as a Linux runner of GitHub. DOCKER_HOST and the docker context say where it is looked for.',
  });
}
