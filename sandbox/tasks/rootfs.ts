import { execFile } from 'node:child_process';
import { mkdir, rename, rm, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { ConfigFile, RawConfig } from '../images/config.ts';
import { parseEnv } from '../images/config.ts';
import { hostPlatform } from '../images/platform.ts';
import { ignoreMissing } from '../registry/blobs.ts';
import type { Digest } from '../registry/digest.ts';
import { hexOf } from '../registry/digest.ts';
import type { ImageReference } from './image-reference.ts';
import type { FoundImage, RegistryClient } from './registry-client.ts';
import { resolveInRoot } from './rootfs-path.ts';
import { unpackLayer } from './unpack.ts';

/** An image made ready to run as processes of this machine. */
export interface UnpackedImage {
  readonly digest: string;
  /** Folder with all layers laid over one another. */
  readonly rootfs: string;
  readonly config: RawConfig;
}

/** PATH of an image that sets none, as engines give it. */
export const DEFAULT_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

export interface ImageUnpacker {
  /**
   * One folder an image and platform, however often it is asked for.
   * @param platform `os/architecture`
   * @throws {RegistryAnswer}
   */
  unpack(reference: ImageReference, platform: string): Promise<UnpackedImage>;
}

export interface UnpackerOptions {
  readonly registry: RegistryClient;
  readonly directory: string;
  readonly say: (line: string) => void;
}

export function createUnpacker({ registry, directory, say }: UnpackerOptions): ImageUnpacker {
  const known = new Map<string, Promise<UnpackedImage>>();

  const make = async (reference: ImageReference, found: FoundImage, platform: string): Promise<UnpackedImage> => {
    const { digest, manifest } = found;
    // The registry checked what was pushed as a configuration only to be JSON; an engine trusts it as much.
    const { config = {} } = (await registry.json(reference, manifest.config)) as ConfigFile;
    const rootfs = join(directory, folderName(digest, platform));
    const unfinished = `${rootfs}.part`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    for (const layer of manifest.layers) await unpackLayer(unfinished, await registry.layer(reference, layer));
    await replaceForeignNode(unfinished, config, say);
    await rm(rootfs, { recursive: true, force: true });
    await rename(unfinished, rootfs);
    return { digest, rootfs, config };
  };

  return {
    unpack: async (reference, platform) => {
      const found = await registry.image(reference, platform);
      // The digest of an index stands for an image of each platform.
      const key = `${found.digest} ${platform}`;
      const underway = known.get(key) ?? make(reference, found, platform);
      known.set(key, underway);
      // A failure must not be remembered: the next pull may go through.
      underway.catch(() => known.delete(key));
      return underway;
    },
  };
}

/** One digest, that of an index, may stand for images of several platforms. */
function folderName(digest: Digest, platform: string): string {
  const { os, architecture } = hostPlatform();
  return platform === `${os}/${architecture}` ? hexOf(digest) : `${hexOf(digest)}-${platform.replace('/', '-')}`;
}

/**
 * An image may bring a Node for another C library (Alpine's) or another system than this machine's: then the Node that
 * runs the sandbox takes its place.
 */
async function replaceForeignNode(rootfs: string, config: RawConfig, say: (line: string) => void): Promise<void> {
  for (const directory of (parseEnv(config.Env ?? [])['PATH'] ?? DEFAULT_PATH).split(':')) {
    const node = await resolveInRoot(rootfs, `${directory}/node`);
    if ((await stat(node).catch(ignoreMissing))?.isFile() !== true || (await runs(node))) continue;
    say(
      `The image's own ${directory}/node cannot run on this machine; tasks use ${process.execPath} (${process.version}).`,
    );
    await rm(node);
    await symlink(process.execPath, node);
  }
}

async function runs(program: string): Promise<boolean> {
  try {
    await promisify(execFile)(program, ['--version']);
    return true;
  } catch {
    // Whatever keeps it from telling its version keeps it from running a service.
    return false;
  }
}
