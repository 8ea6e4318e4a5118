/** What of a manifest's content tells its size; both the OCI and the Docker form have it. */
interface ManifestShape {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
}

interface Descriptor {
  readonly size?: number;
}

/**
 * Bytes a pull of this image transfers: its layers, as compressed as the registry keeps them, and its configuration.
 * Undefined for an index, which has none of its own.
 */
export function imageSize(manifest: string): number | undefined {
  const { config, layers } = JSON.parse(manifest) as ManifestShape; // members are checked, an index has neither
  if (layers === undefined) return undefined;
  return [config, ...layers].reduce((sum, descriptor) => sum + (descriptor?.size ?? 0), 0);
}

/** `745 B`, `3.2 kB`, `48.1 MB`: powers of ten, as registries show them. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'] as const;
  const power = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1_000 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power] ?? 'GB'}`;
}

/** Digests of the manifests that an index lists, one a platform; none for what is no index. */
export function listedManifests(manifest: string): readonly string[] {
  const { manifests = [] } = JSON.parse(manifest) as { readonly manifests?: readonly { readonly digest?: string }[] }; // what is no index has no such member
  return manifests.flatMap(({ digest }) => digest ?? []);
}
