import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Digest } from './digest.ts';

export type TagMutability = 'MUTABLE' | 'IMMUTABLE' | 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION';

export interface StoredManifest {
  readonly digest: Digest;
  readonly mediaType: string;
  /** Bytes of the manifest itself. */
  readonly size: number;
  /** Bytes of configuration and layers as stored; undefined for an index. */
  readonly imageSize?: number;
  /** Epoch milliseconds. A new tag on the same manifest does not refresh it, as in ECR. */
  readonly pushedAt: number;
  /** Epoch milliseconds of a pull, kept to the day as in ECR; undefined when there was none. */
  readonly pulledAt?: number;
  readonly artifactType?: string;
  readonly subject?: Digest;
  readonly annotations?: Readonly<Record<string, string>>;
}

export interface RepositorySettings {
  readonly mutability: TagMutability;
  /** Wildcards (`*`) of the tags the mutability does not apply to, for the `_WITH_EXCLUSION` kinds. */
  readonly exclusions: readonly string[];
}

/** A repository as it is now. Never changed in place: every change makes a new value. */
export interface Repository {
  readonly name: string;
  /** Epoch milliseconds. */
  readonly createdAt: number;
  /** `public`: the read-only area of base images, not known to ECR. */
  readonly kind: 'private' | 'public';
  readonly settings: RepositorySettings;
  readonly blobs: ReadonlySet<Digest>;
  readonly manifests: ReadonlyMap<Digest, StoredManifest>;
  readonly tags: ReadonlyMap<string, Digest>;
}

export interface Repositories {
  get(name: string): Repository | undefined;
  /** Sorted by name. */
  list(): readonly Repository[];
  /** Stores this state of the repository, on disk too, before it returns. */
  save(repository: Repository): Repository;
  remove(name: string): void;
}

/** Keeps all repositories in memory and each in one small file, written synchronously: a change is never half done. */
export function openRepositories(directory: string): Repositories {
  const folder = join(directory, 'repositories');
  mkdirSync(folder, { recursive: true });
  const known = new Map(readAll(folder).map((repository) => [repository.name, repository]));
  const file = (name: string): string => join(folder, `${encodeURIComponent(name)}.json`);
  return {
    get: (name) => known.get(name),
    list: () => [...known.values()].sort((a, b) => compareText(a.name, b.name)),
    save: (repository) => {
      const path = file(repository.name);
      writeFileSync(`${path}.new`, serialise(repository));
      renameSync(`${path}.new`, path);
      known.set(repository.name, repository);
      return repository;
    },
    remove: (name) => {
      rmSync(file(name), { force: true });
      known.delete(name);
    },
  };
}

/** Whether a push may move `tag` once it is set. */
export function isTagImmutable(settings: RepositorySettings, tag: string): boolean {
  const excluded = settings.exclusions.some((wildcard) => matchesWildcard(wildcard, tag));
  switch (settings.mutability) {
    case 'MUTABLE':
      return false;
    case 'IMMUTABLE':
      return true;
    case 'IMMUTABLE_WITH_EXCLUSION':
      return !excluded;
    case 'MUTABLE_WITH_EXCLUSION':
      return excluded;
  }
}

/** Code unit order: the same on every machine, unlike a locale's. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Whether `*` in `wildcard` can stand for something that makes it the `tag`. */
export function matchesWildcard(wildcard: string, tag: string): boolean {
  const pattern = wildcard.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${pattern.join('.*')}$`).test(tag);
}

interface RepositoryFile extends Omit<Repository, 'blobs' | 'manifests' | 'tags'> {
  readonly blobs: readonly Digest[];
  readonly manifests: readonly StoredManifest[];
  readonly tags: Readonly<Record<string, Digest>>;
}

function serialise(repository: Repository): string {
  const content: RepositoryFile = {
    ...repository,
    blobs: [...repository.blobs],
    manifests: [...repository.manifests.values()],
    tags: Object.fromEntries(repository.tags),
  };
  return JSON.stringify(content);
}

function readAll(folder: string): Repository[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      // Written by serialise() above and replaced atomically, so its shape is known.
      const content = JSON.parse(readFileSync(join(folder, name), 'utf8')) as RepositoryFile;
      return {
        ...content,
        blobs: new Set(content.blobs),
        manifests: new Map(content.manifests.map((manifest) => [manifest.digest, manifest])),
        tags: new Map(Object.entries(content.tags)),
      };
    });
}
