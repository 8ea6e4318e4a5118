import { digestOf } from '../registry/digest.ts';
import type { Descriptor, Platform } from '../registry/manifest.ts';
import { MEDIA_TYPES, parseManifest } from '../registry/manifest.ts';
import type { StoredManifest } from '../registry/repositories.ts';
import type { RegistryStore } from '../registry/store.ts';
import type { ConfigFile, ImageConfig } from './config.ts';
import { mergeConfig } from './config.ts';
import type { FolderSource } from './folder.ts';
import { folderEntries } from './folder.ts';
import { hostPlatform } from './platform.ts';
import { writeTar } from './tar-writer.ts';

export interface AssembleOptions {
  readonly store: RegistryStore;
  /** Has to exist. */
  readonly repository: string;
  readonly tag: string;
  readonly base?: ImageReference;
  /** One layer each, in this order. */
  readonly files: readonly FolderSource[];
  readonly config: ImageConfig;
  /** Epoch milliseconds written into the image; the epoch itself unless given, for the same image every time. */
  readonly createdAt?: number;
}

export interface ImageReference {
  readonly repository: string;
  /** Tag or digest. */
  readonly reference: string;
}

/** A layer that is in the store already. Uncompressed: its digest is its diff id too. */
export type LayerBlob = Pick<Descriptor, 'digest' | 'size'>;

/**
 * Makes an image out of folders and puts it into a registry, without any engine: for machines that have none.
 * The same folders and configuration give the same digest.
 * @throws {RegistryError} `NAME_UNKNOWN`, `TAG_INVALID` (immutable tag)
 */
export async function assembleImage(options: AssembleOptions): Promise<StoredManifest> {
  const { store, files } = options;
  const layers: LayerBlob[] = [];
  for (const folder of files) layers.push(await store.blobs.put(writeTar(await folderEntries(folder))));
  return putImage(options, layers);
}

/** The part of {@link assembleImage} after its layers are stored. */
export async function putImage(
  options: Omit<AssembleOptions, 'files'> & { readonly platform?: Platform },
  added: readonly LayerBlob[],
): Promise<StoredManifest> {
  const { store, repository, tag, base, config, createdAt = 0 } = options;
  const below = base ? await readImage(store, base) : scratch(options.platform ?? hostPlatform());
  const created = new Date(createdAt).toISOString();
  const file: ConfigFile = {
    created,
    architecture: below.config.architecture,
    os: below.config.os,
    config: mergeConfig(below.config.config ?? {}, config),
    rootfs: {
      type: 'layers',
      diff_ids: [...below.config.rootfs.diff_ids, ...added.map((layer) => layer.digest)],
    },
    history: [...(below.config.history ?? []), ...added.map(() => ({ created, created_by: 'sandbox' }))],
  };
  const configBytes = Buffer.from(JSON.stringify(file));
  const layers = [
    ...below.layers,
    ...added.map(({ digest, size }) => ({ mediaType: MEDIA_TYPES.ociLayer, digest, size })),
  ];
  const manifest = {
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.ociManifest,
    config: { mediaType: MEDIA_TYPES.ociConfig, digest: digestOf(configBytes), size: configBytes.length },
    layers,
  };
  await store.blobs.put([configBytes]);
  for (const { digest } of [manifest.config, ...layers]) store.addBlob(repository, digest);
  const bytes = Buffer.from(JSON.stringify(manifest));
  return store.putManifest(repository, { bytes, mediaType: MEDIA_TYPES.ociManifest, tag });
}

interface Image {
  readonly config: ConfigFile;
  readonly layers: readonly Descriptor[];
}

function scratch(platform: Platform): Image {
  return { config: { ...platform, rootfs: { type: 'layers', diff_ids: [] } }, layers: [] };
}

async function readImage(store: RegistryStore, { repository, reference }: ImageReference): Promise<Image> {
  const found = store.find(repository, reference);
  if (!found) throw new Error(`There is no base image ${repository}:${reference}`);
  const manifest = parseManifest(await store.blobs.bytes(found.digest), found.mediaType);
  if (manifest.kind === 'index') {
    const { architecture } = hostPlatform();
    const child = manifest.manifests.find((part) => part.platform?.architecture === architecture);
    if (!child) throw new Error(`The base image ${repository}:${reference} has no part for ${architecture}`);
    return readImage(store, { repository, reference: child.digest });
  }
  // An image that was pushed; its configuration has the form the specification gives it.
  const config = JSON.parse((await store.blobs.bytes(manifest.config.digest)).toString('utf8')) as ConfigFile;
  return { config, layers: manifest.layers };
}
