import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, mkdirSync, rmSync } from 'node:fs';
import { copyFile, link, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Digest } from './digest.ts';
import { hexOf } from './digest.ts';

/** Content-addressed files. A blob appears at once and whole (rename), or not at all. */
export interface BlobStore {
  /** Size in bytes, undefined when the blob is not here. */
  size(digest: Digest): Promise<number | undefined>;
  /** `range` is inclusive at both ends, as in HTTP. */
  stream(digest: Digest, range?: { readonly start: number; readonly end: number }): Readable;
  /** Whole content; meant for manifests and configurations. */
  bytes(digest: Digest): Promise<Buffer>;
  /** Stores a stream under the digest of its bytes, with bounded memory. */
  put(
    source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  ): Promise<{ readonly digest: Digest; readonly size: number }>;
  /** Makes a file that already has this content available without copying it where the file system can link. */
  link(file: string, digest: Digest): Promise<void>;
  /** Takes over a finished file of {@link temporary}. */
  adopt(file: string, digest: Digest): Promise<void>;
  /** A fresh path in the same file system. Removed at the next start if left behind. */
  temporary(): string;
}

export function createBlobStore(directory: string): BlobStore {
  const finished = join(directory, 'blobs', 'sha256');
  const unfinished = join(directory, 'uploads');
  // What a killed sandbox was still receiving is worth nothing: its sessions are gone with it.
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(finished, { recursive: true });
  mkdirSync(unfinished, { recursive: true });

  const path = (digest: Digest): string => join(finished, hexOf(digest));
  const temporary = (): string => join(unfinished, randomUUID());
  const adopt = (file: string, digest: Digest): Promise<void> => rename(file, path(digest));

  return {
    temporary,
    adopt,
    size: async (digest) => {
      const stats = await stat(path(digest)).catch(ignoreMissing);
      return stats?.size;
    },
    stream: (digest, range) => createReadStream(path(digest), range),
    bytes: (digest) => readFile(path(digest)),
    put: async (source) => {
      const file = temporary();
      try {
        const written = await writeHashed(file, source);
        await adopt(file, written.digest);
        return written;
      } catch (error) {
        await rm(file, { force: true });
        throw error;
      }
    },
    link: async (file, digest) => {
      const own = temporary();
      // Another file system, or one without hard links: a copy does as well.
      await link(file, own).catch(() => copyFile(file, own));
      await adopt(own, digest);
      // When both names were the same file already, rename leaves the source in place.
      await rm(own, { force: true });
    },
  };
}

/** Writes a stream to a new file, and says what it was. */
export async function writeHashed(file: string, source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>) {
  const hash = createHash('sha256');
  let size = 0;
  const handle = await open(file, 'wx');
  try {
    for await (const chunk of source) {
      hash.update(chunk);
      size += chunk.length;
      await handle.writeFile(chunk);
    }
  } finally {
    await handle.close();
  }
  return { digest: `sha256:${hash.digest('hex')}` as const, size };
}

/** For `catch`: a missing file is an answer, every other fault is thrown on. */
export function ignoreMissing(error: unknown): undefined {
  // Not instanceof Error: errors of node:fs are of another realm under jest.
  if (typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT') return undefined;
  throw error;
}
