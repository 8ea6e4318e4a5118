import type { Subject } from './subject.ts';
import { isOnFargate } from './subject.ts';

/** As registries name it, such as linux and amd64. */
export interface Platform {
  readonly os: string;
  readonly architecture: string;
}

export function platformName({ os, architecture }: Platform): string {
  return `${os}/${architecture}`;
}

/**
 * What the tasks run on. Undefined where the task definition leaves it to the instances of the cluster; on Fargate the
 * default is Linux on X86_64 (API reference, RuntimePlatform).
 */
export function wantedPlatform(subject: Subject): Platform | undefined {
  const { cpuArchitecture, operatingSystemFamily = 'LINUX' } = subject.definition.runtimePlatform ?? {};
  if (cpuArchitecture === undefined && !isOnFargate(subject)) return undefined;
  return {
    os: operatingSystemFamily === 'LINUX' ? 'linux' : 'windows',
    architecture: cpuArchitecture === 'ARM64' ? 'arm64' : 'amd64',
  };
}

/** What a manifest tells of its platforms. */
export type ManifestPlatforms =
  | { readonly kind: 'listed'; readonly platforms: readonly Platform[] }
  /** An image of one platform, which its configuration tells. */
  | { readonly kind: 'in-config'; readonly digest: string }
  | { readonly kind: 'untold' };

interface ManifestShape {
  readonly manifests?: readonly { readonly platform?: Partial<Platform> }[];
  readonly config?: { readonly digest?: string; readonly mediaType?: string };
}

// OCI image specification and Docker's image manifest version 2, schema 2. Other artifacts have other configurations.
const IMAGE_CONFIG = /^application\/vnd\.(?:oci\.image\.config\.v1\+json|docker\.container\.image\.v1\+json)$/;

export function manifestPlatforms(manifest: string): ManifestPlatforms {
  const { manifests, config } = JSON.parse(manifest) as ManifestShape; // members are checked below
  if (manifests !== undefined) {
    const platforms = manifests.flatMap(({ platform }) => readPlatform(platform) ?? []);
    return platforms.length === 0 ? { kind: 'untold' } : { kind: 'listed', platforms };
  }
  const { digest, mediaType = '' } = config ?? {};
  return digest !== undefined && IMAGE_CONFIG.test(mediaType) ? { kind: 'in-config', digest } : { kind: 'untold' };
}

/** Undefined when the configuration does not tell. */
export function configPlatform(config: string): Platform | undefined {
  return readPlatform(JSON.parse(config) as Partial<Platform>); // members are checked there
}

/** Attestations beside an image have the platform unknown/unknown. */
function readPlatform({ os, architecture }: Partial<Platform> = {}): Platform | undefined {
  if (typeof os !== 'string' || typeof architecture !== 'string') return undefined;
  return os === 'unknown' ? undefined : { os, architecture };
}

/** Smaller brothers that a processor runs as well; containerd takes them where the platform itself is not there. */
const ALSO_RUNS: Readonly<Record<string, string>> = { amd64: '386', arm64: 'arm' };

export function runsOn(image: Platform, wanted: Platform): boolean {
  const { architecture } = image;
  return (
    image.os === wanted.os && (architecture === wanted.architecture || architecture === ALSO_RUNS[wanted.architecture])
  );
}
