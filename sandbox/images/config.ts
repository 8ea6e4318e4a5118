import type { Platform } from '../registry/manifest.ts';

/** What a container of an image does unless told otherwise. Members left out are inherited from the base image. */
export interface ImageConfig {
  readonly env?: Readonly<Record<string, string>>;
  /** As in a Dockerfile, setting it forgets the base image's `cmd`. */
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly workingDir?: string;
  readonly user?: string;
  readonly exposedPorts?: readonly number[];
  readonly labels?: Readonly<Record<string, string>>;
}

/** The configuration blob of an image (OCI image specification, "Image Configuration"). */
export interface ConfigFile extends Platform {
  readonly created?: string;
  readonly config?: RawConfig;
  readonly rootfs: { readonly type: 'layers'; readonly diff_ids: readonly string[] };
  readonly history?: readonly Readonly<Record<string, unknown>>[];
}

export interface RawConfig {
  readonly Env?: readonly string[] | null;
  readonly Entrypoint?: readonly string[] | null;
  readonly Cmd?: readonly string[] | null;
  readonly WorkingDir?: string;
  readonly User?: string;
  readonly ExposedPorts?: Readonly<Record<string, object>> | null;
  readonly Labels?: Readonly<Record<string, string>> | null;
  readonly StopSignal?: string;
}

/** `NAME=value` lines as an object. */
export function parseEnv(lines: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    lines.map((line) => {
      const equals = line.indexOf('=');
      return equals < 0 ? [line, ''] : [line.slice(0, equals), line.slice(equals + 1)];
    }),
  );
}

export function mergeConfig(base: RawConfig, config: ImageConfig): RawConfig {
  const { env = {}, entrypoint, cmd, workingDir, user, exposedPorts = [], labels = {} } = config;
  const { Cmd: inherited, ...rest } = base;
  const command = cmd ?? (entrypoint === undefined ? inherited : undefined);
  const environment = Object.entries({ ...parseEnv(base.Env ?? []), ...env });
  const ports = exposedPorts.map((port) => [`${port}/tcp`, {}] as const);
  return {
    ...rest,
    Env: environment.map(([name, value]) => `${name}=${value}`),
    ...(entrypoint === undefined ? {} : { Entrypoint: entrypoint }),
    ...(command ? { Cmd: command } : {}),
    ...(workingDir === undefined ? {} : { WorkingDir: workingDir }),
    ...(user === undefined ? {} : { User: user }),
    ...(ports.length === 0 ? {} : { ExposedPorts: { ...base.ExposedPorts, ...Object.fromEntries(ports) } }),
    ...(Object.keys(labels).length === 0 ? {} : { Labels: { ...base.Labels, ...labels } }),
  };
}
