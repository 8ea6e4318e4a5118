import type { Hash } from 'node:crypto';
import { createHash, randomUUID } from 'node:crypto';
import type { FileHandle } from 'node:fs/promises';
import { open, rm } from 'node:fs/promises';
import type { BlobStore } from './blobs.ts';
import type { Digest } from './digest.ts';
import { RegistryError } from './errors.ts';

/** Blobs on their way in, one session an upload. Bytes go to disk as they come; the digest is computed on the way. */
export interface Uploads {
  begin(repository: string): Promise<string>;
  /** Bytes received so far. @throws {RegistryError} `BLOB_UPLOAD_UNKNOWN` */
  received(repository: string, id: string): number;
  /**
   * Appends. `start`, when given, must be where the upload stands.
   * @throws {RegistryError} `BLOB_UPLOAD_UNKNOWN`, `BLOB_UPLOAD_INVALID`
   */
  append(upload: UploadKey, source: AsyncIterable<Uint8Array>, start?: number): Promise<number>;
  /**
   * Ends the session, and stores the blob when its bytes have this digest.
   * @throws {RegistryError} `BLOB_UPLOAD_UNKNOWN`, `DIGEST_INVALID`
   */
  finish(upload: UploadKey, digest: Digest): Promise<void>;
  cancel(upload: UploadKey): Promise<void>;
  /** Gives up every session. */
  close(): Promise<void>;
}

export interface UploadKey {
  readonly repository: string;
  readonly id: string;
}

interface Session {
  readonly repository: string;
  readonly file: string;
  readonly handle: FileHandle;
  readonly hash: Hash;
  received: number;
  busy: boolean;
}

export function createUploads(blobs: BlobStore): Uploads {
  const sessions = new Map<string, Session>();

  const find = ({ repository, id }: UploadKey): Session => {
    const session = sessions.get(id);
    if (session?.repository !== repository)
      throw new RegistryError('BLOB_UPLOAD_UNKNOWN', `Upload ${id} does not exist`);
    return session;
  };
  const findIdle = (upload: UploadKey): Session => {
    const session = find(upload);
    if (session.busy) throw new RegistryError('BLOB_UPLOAD_INVALID', 'Another request is writing to this upload');
    return session;
  };
  const end = async (id: string, session: Session): Promise<void> => {
    sessions.delete(id);
    await session.handle.close();
  };

  return {
    begin: async (repository) => {
      const id = randomUUID();
      const file = blobs.temporary();
      const handle = await open(file, 'wx');
      sessions.set(id, { repository, file, handle, hash: createHash('sha256'), received: 0, busy: false });
      return id;
    },
    received: (repository, id) => find({ repository, id }).received,
    append: async (upload, source, start) => {
      const session = findIdle(upload);
      if (start !== undefined && start !== session.received) {
        throw new RegistryError('BLOB_UPLOAD_INVALID', `Expected byte ${session.received} next, got ${start}`);
      }
      session.busy = true;
      try {
        for await (const chunk of source) {
          await session.handle.writeFile(chunk);
          session.hash.update(chunk);
          session.received += chunk.length;
        }
      } finally {
        session.busy = false;
      }
      return session.received;
    },
    finish: async (upload, digest) => {
      const session = findIdle(upload);
      await end(upload.id, session);
      const actual = `sha256:${session.hash.digest('hex')}`;
      if (actual === digest) return blobs.adopt(session.file, digest);
      await rm(session.file, { force: true });
      throw new RegistryError('DIGEST_INVALID', `The content has digest ${actual}, not ${digest}`);
    },
    cancel: async (upload) => {
      const session = findIdle(upload);
      await end(upload.id, session);
      await rm(session.file, { force: true });
    },
    close: async () => {
      for (const [id, session] of sessions) await end(id, session);
    },
  };
}
