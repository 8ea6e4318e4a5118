import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type EngineSearch =
  | { readonly found: true; readonly engine: FoundEngine }
  /** One sentence. */
  | { readonly found: false; readonly reason: string };

/** An engine that was there before us. */
export interface FoundEngine {
  readonly dockerHost: string;
  readonly version: string;
  /** Whether caches and OCI layouts can be exported: only with containerd's image store. */
  readonly containerdStore: boolean;
}

/** Is a Docker engine answering where `docker` would look for it (DOCKER_HOST, the context, the default socket), with buildx? */
export async function engineAt(env: Readonly<NodeJS.ProcessEnv>): Promise<EngineSearch> {
  try {
    const info = parseInfo(await docker(['info', '--format', '{{json .}}'], env));
    if (info.version === '') return no('no Docker engine answers');
    if (!info.buildx) return no('the docker program here has no buildx');
    const dockerHost = (await docker(['context', 'inspect', '--format', '{{.Endpoints.docker.Host}}'], env)).trim();
    return { found: true, engine: { dockerHost, version: info.version, containerdStore: info.containerdStore } };
  } catch (error) {
    const missing = typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
    return no(missing ? 'there is no docker program' : 'no Docker engine answers');
  }
}

interface Info {
  readonly version: string;
  readonly buildx: boolean;
  readonly containerdStore: boolean;
}

/** Of what `docker info` prints, with or without an engine. */
export function parseInfo(text: string): Info {
  // The shape is docker's own, stable since 19.03; what is not there reads as absent.
  const info = JSON.parse(text) as {
    readonly ServerVersion?: string;
    readonly DriverStatus?: readonly (readonly string[])[] | null;
    readonly ClientInfo?: { readonly Plugins?: readonly { readonly Name?: string }[] | null };
  };
  return {
    version: info.ServerVersion ?? '',
    buildx: (info.ClientInfo?.Plugins ?? []).some(({ Name }) => Name === 'buildx'),
    containerdStore: (info.DriverStatus ?? []).some(
      ([, value]) => value?.startsWith('io.containerd.snapshotter') ?? false,
    ),
  };
}

async function docker(args: readonly string[], env: Readonly<NodeJS.ProcessEnv>): Promise<string> {
  return (await run('docker', args, { env, timeout: 10_000 })).stdout;
}

function no(reason: string): EngineSearch {
  return { found: false, reason };
}
