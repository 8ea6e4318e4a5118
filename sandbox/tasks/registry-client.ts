import { createHash } from 'node:crypto';
import type { Transform } from 'node:stream';
import { createGunzip, createZstdDecompress } from 'node:zlib';
import { Readable } from 'node:stream';
import type { Digest } from '../registry/digest.ts';
import { digestOf } from '../registry/digest.ts';
import type { Descriptor, Manifest } from '../registry/manifest.ts';
import { MEDIA_TYPES, parseManifest } from '../registry/manifest.ts';
import type { Credentials } from '../registry/policy.ts';
import type { ImageReference } from './image-reference.ts';

/** Reads images from the sandbox's registry, over HTTP as an engine does. */
export interface RegistryClient {
  /** The image for this platform. @throws {RegistryAnswer} */
  image(reference: ImageReference, platform: string): Promise<FoundImage>;
  /** Checked against its digest. @throws {RegistryAnswer} */
  json(reference: ImageReference, descriptor: Descriptor): Promise<unknown>;
  /** The archive of a layer, decompressed; fails at its end when the digest is wrong. @throws {RegistryAnswer} */
  layer(reference: ImageReference, descriptor: Descriptor): Promise<AsyncIterable<Uint8Array>>;
}

export interface FoundImage {
  /** What the reference resolved to: of the index, where there is one. */
  readonly digest: Digest;
  readonly manifest: Manifest & { readonly kind: 'image' };
}

/** The registry did not give what was asked for. Status 0: it could not be reached; 200: not for this platform. */
export class RegistryAnswer extends Error {
  override readonly name = 'RegistryAnswer';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

export function createRegistryClient(host: string, credentials: () => Credentials): RegistryClient {
  const get = async (path: string): Promise<Response> => {
    const { username, password } = credentials();
    const authorization = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
    const headers = { authorization, accept: Object.values(MEDIA_TYPES).join(', ') };
    const response = await fetch(`http://${host}/v2/${path}`, { headers }).catch((error: unknown) => {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : String(error);
      throw new RegistryAnswer(0, `failed to do request: Get "http://${host}/v2/${path}": ${cause}`);
    });
    if (response.ok) return response;
    throw new RegistryAnswer(response.status, `${response.status} ${await response.text()}`);
  };
  const manifest = async (name: string, reference: string): Promise<{ digest: Digest; manifest: Manifest }> => {
    const response = await get(`${name}/manifests/${reference}`);
    const bytes = Buffer.from(await response.arrayBuffer());
    return { digest: digestOf(bytes), manifest: parseManifest(bytes, response.headers.get('content-type') ?? '') };
  };
  return {
    image: async ({ name, tag, digest }, platform) => {
      const top = await manifest(name, digest ?? tag ?? 'latest');
      if (digest !== undefined) requireDigest(top.digest, digest);
      if (top.manifest.kind === 'image') return { digest: top.digest, manifest: top.manifest };
      const child = top.manifest.manifests.find(
        (part) => `${part.platform?.os ?? ''}/${part.platform?.architecture ?? ''}` === platform,
      );
      const found = child ? (await manifest(name, child.digest)).manifest : undefined;
      if (found?.kind !== 'image') throw new RegistryAnswer(200, `no match for platform ${platform}`);
      return { digest: top.digest, manifest: found };
    },
    json: async ({ name }, { digest }) => {
      const bytes = Buffer.from(await (await get(`${name}/blobs/${digest}`)).arrayBuffer());
      requireDigest(digestOf(bytes), digest);
      return JSON.parse(bytes.toString('utf8')) as unknown;
    },
    layer: async ({ name }, { digest, mediaType }) => {
      const response = await get(`${name}/blobs/${digest}`);
      const checked = check(response.body ?? [], digest);
      const decompressor = decompressorFor(mediaType);
      return decompressor ? (Readable.from(checked).compose(decompressor) as AsyncIterable<Uint8Array>) : checked;
    },
  };
}

function decompressorFor(mediaType: string): Transform | undefined {
  if (/gzip$/.test(mediaType)) return createGunzip();
  return mediaType.endsWith('zstd') ? createZstdDecompress() : undefined;
}

async function* check(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  digest: Digest,
): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const chunk of source) {
    hash.update(chunk);
    yield chunk;
  }
  requireDigest(`sha256:${hash.digest('hex')}`, digest);
}

function requireDigest(actual: Digest, wanted: Digest): void {
  if (actual !== wanted) throw new RegistryAnswer(200, `unexpected digest ${actual}, expected ${wanted}`);
}
