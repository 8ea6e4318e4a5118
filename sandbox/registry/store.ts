import type { BlobStore } from './blobs.ts';
import { createBlobStore } from './blobs.ts';
import type { Digest } from './digest.ts';
import { digestOf, isDigest } from './digest.ts';
import { RegistryError } from './errors.ts';
import type { Manifest } from './manifest.ts';
import { MAX_MANIFEST_BYTES, parseManifest } from './manifest.ts';
import type { Repositories, Repository, RepositorySettings, StoredManifest } from './repositories.ts';
import { isTagImmutable, openRepositories } from './repositories.ts';

/** What the registry holds; the registry's HTTP front, ECR's API and image assembly all work on this one. */
export interface RegistryStore {
  readonly blobs: BlobStore;
  readonly repositories: Repositories;
  /** @throws {RegistryError} `NAME_UNKNOWN` */
  repository(name: string): Repository;
  /** @throws {RegistryError} `NAME_INVALID` */
  createRepository(options: NewRepository): Repository;
  /** By tag or digest. */
  find(name: string, reference: string): StoredManifest | undefined;
  /** Makes a stored blob part of a repository. */
  addBlob(name: string, digest: Digest): void;
  /**
   * Stores a manifest, and sets `tag` to it.
   * @throws {RegistryError} `NAME_UNKNOWN`, `MANIFEST_INVALID`, `MANIFEST_BLOB_UNKNOWN` (a layer is missing),
   * `MANIFEST_UNKNOWN` (an image of an index is missing), `TAG_INVALID` (immutable tag), `SIZE_INVALID`
   */
  putManifest(name: string, manifest: NewManifest): Promise<StoredManifest>;
  /** Notes that a manifest was read; at most once in 24 hours, as ECR does. */
  recordPull(name: string, digest: Digest): void;
  /** Told of each manifest that was not there before, once it is stored. */
  onPush(listener: PushListener): void;
}

export type PushListener = (repositoryName: string, manifest: StoredManifest) => void;

export interface NewRepository {
  readonly name: string;
  readonly kind: Repository['kind'];
  readonly settings?: RepositorySettings;
}

export interface NewManifest {
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  readonly tag?: string;
}

export interface StoreOptions {
  readonly directory: string;
  /** Epoch milliseconds, for push dates. */
  readonly now: () => number;
  /** The AWS account, as ECR names it in its messages. */
  readonly registryId: string;
}

/** How old ECR's record of the last pull may be ("at least once every 24 hours", API reference of ImageDetail). */
const PULL_INTERVAL_MS = 24 * 3_600_000;

export function openRegistryStore({ directory, now, registryId }: StoreOptions): RegistryStore {
  const blobs = createBlobStore(directory);
  const repositories = openRepositories(directory);
  const listeners: PushListener[] = [];

  const repository = (name: string): Repository => {
    const known = repositories.get(name);
    if (known) return known;
    const where = `in the registry with id '${registryId}'`;
    throw new RegistryError('NAME_UNKNOWN', `The repository with name '${name}' does not exist ${where}`);
  };

  return {
    blobs,
    repositories,
    repository,
    createRepository: ({ name, kind, settings = { mutability: 'MUTABLE', exclusions: [] } }) => {
      if (!isRepositoryName(name)) throw new RegistryError('NAME_INVALID', `Invalid repository name '${name}'`);
      const empty = { blobs: new Set<Digest>(), manifests: new Map(), tags: new Map() };
      return repositories.save({ name, kind, settings, createdAt: now(), ...empty });
    },
    find: (name, reference) => {
      const known = repositories.get(name);
      const digest = isDigest(reference) ? reference : known?.tags.get(reference);
      return digest === undefined ? undefined : known?.manifests.get(digest);
    },
    addBlob: (name, digest) => {
      const known = repository(name);
      if (!known.blobs.has(digest)) repositories.save({ ...known, blobs: new Set(known.blobs).add(digest) });
    },
    putManifest: async (name, { bytes, mediaType, tag }) => {
      if (bytes.length > MAX_MANIFEST_BYTES) throw new RegistryError('SIZE_INVALID', 'The manifest is too large');
      const manifest = parseManifest(bytes, mediaType);
      requireParts(repository(name), manifest);
      requireFreeTag(repository(name), tag);
      await blobs.put([bytes]);
      // Read again: another push may have ended while the file was written.
      const known = repository(name);
      requireFreeTag(known, tag);
      const before = known.manifests.get(digestOf(bytes));
      const stored = before ?? describe(bytes, manifest, now());
      repositories.save({
        ...known,
        manifests: new Map(known.manifests).set(stored.digest, stored),
        tags: tag === undefined ? known.tags : new Map(known.tags).set(tag, stored.digest),
      });
      if (!before) for (const listener of listeners) listener(name, stored);
      return stored;
    },
    recordPull: (name, digest) => {
      const known = repository(name);
      const manifest = known.manifests.get(digest);
      if (!manifest || now() - (manifest.pulledAt ?? Number.NEGATIVE_INFINITY) < PULL_INTERVAL_MS) return;
      const manifests = new Map(known.manifests).set(digest, { ...manifest, pulledAt: now() });
      repositories.save({ ...known, manifests });
    },
    onPush: (listener) => {
      listeners.push(listener);
    },
  };
}

/** The grammar of the OCI specification; ECR asks for 2 to 256 characters on top. */
export function isRepositoryName(name: string): boolean {
  return (
    /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/.test(name) &&
    name.length <= 256
  );
}

export function isTag(text: string): boolean {
  return /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(text);
}

function requireParts(repository: Repository, manifest: Manifest): void {
  const place = `do not exist within the repository with name '${repository.name}'`;
  if (manifest.kind === 'image') {
    const missing = [manifest.config, ...manifest.layers].filter((part) => !repository.blobs.has(part.digest));
    if (missing.length > 0) {
      throw new RegistryError('MANIFEST_BLOB_UNKNOWN', `The following layers ${place}: ${digests(missing)}`);
    }
    return;
  }
  const missing = manifest.manifests.filter((part) => !repository.manifests.has(part.digest));
  if (missing.length > 0) {
    throw new RegistryError('MANIFEST_UNKNOWN', `The following images ${place}: ${digests(missing)}`);
  }
}

function digests(parts: readonly { readonly digest: Digest }[]): string {
  return parts.map((part) => part.digest).join(', ');
}

function requireFreeTag(repository: Repository, tag: string | undefined): void {
  if (tag === undefined || !repository.tags.has(tag) || !isTagImmutable(repository.settings, tag)) return;
  // ECR refuses the same digest too (containers-roadmap issue 2380).
  throw new RegistryError(
    'TAG_INVALID',
    `The image tag '${tag}' already exists in the '${repository.name}' repository and cannot be overwritten because the tag is immutable.`,
  );
}

function describe(bytes: Uint8Array, manifest: Manifest, pushedAt: number): StoredManifest {
  const { mediaType, artifactType, subject, annotations } = manifest;
  return {
    digest: digestOf(bytes),
    mediaType,
    size: bytes.length,
    pushedAt,
    ...(manifest.kind === 'image' ? { imageSize: totalSize(manifest.config, manifest.layers) } : {}),
    ...(artifactType === undefined ? {} : { artifactType }),
    ...(subject === undefined ? {} : { subject }),
    ...(annotations === undefined ? {} : { annotations }),
  };
}

function totalSize(config: { readonly size: number }, layers: readonly { readonly size: number }[]): number {
  return layers.reduce((sum, layer) => sum + layer.size, config.size);
}
