import { digestOf, isDigest } from './digest.ts';
import { RegistryError } from './errors.ts';
import type { Exchange } from './exchange.ts';
import { readBody, sendJson } from './exchange.ts';
import { MAX_MANIFEST_BYTES, MEDIA_TYPES } from './manifest.ts';
import { compareText } from './repositories.ts';
import { isTag } from './store.ts';

/** `GET` and `HEAD /v2/<name>/manifests/<tag or digest>`: the bytes as they were pushed. */
export async function getManifest({ request, response, name, reference, store }: Exchange): Promise<void> {
  store.repository(name);
  const manifest = store.find(name, reference);
  if (!manifest) throw new RegistryError('MANIFEST_UNKNOWN', 'Requested image not found');
  if (request.method === 'GET') store.recordPull(name, manifest.digest);
  response.writeHead(200, {
    'Content-Type': manifest.mediaType,
    'Content-Length': manifest.size,
    'Docker-Content-Digest': manifest.digest,
    ETag: `"${manifest.digest}"`,
  });
  response.end(request.method === 'HEAD' ? undefined : await store.blobs.bytes(manifest.digest));
}

/** `PUT /v2/<name>/manifests/<tag or digest>`. */
export async function putManifest({ request, response, name, reference, store }: Exchange): Promise<void> {
  const bytes = await readBody(request, MAX_MANIFEST_BYTES);
  const tag = isDigest(reference) ? undefined : reference;
  if (tag !== undefined && !isTag(tag)) throw new RegistryError('TAG_INVALID', `Not a tag: '${tag}'`);
  if (tag === undefined && digestOf(bytes) !== reference) {
    throw new RegistryError('DIGEST_INVALID', `The manifest has digest ${digestOf(bytes)}, not ${reference}`);
  }
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  const stored = await store.putManifest(name, { bytes, mediaType, ...(tag === undefined ? {} : { tag }) });
  response.writeHead(201, {
    Location: `/v2/${name}/manifests/${stored.digest}`,
    'Docker-Content-Digest': stored.digest,
    'Content-Length': 0,
    ...(stored.subject === undefined ? {} : { 'OCI-Subject': stored.subject }),
  });
  response.end();
}

/** `GET /v2/<name>/tags/list?n=&last=`. */
export function listTags({ response, query, name, store }: Exchange): void {
  const last = query.get('last') ?? '';
  const tags = [...store.repository(name).tags.keys()].sort(compareText).filter((tag) => tag > last);
  const page = tags.slice(0, pageSize(query.get('n')));
  const end = page.at(-1);
  const more = page.length < tags.length && end !== undefined;
  const next = `/v2/${name}/tags/list?n=${page.length}&last=${encodeURIComponent(end ?? '')}`;
  sendJson(response, { name, tags: page }, more ? { Link: `<${next}>; rel="next"` } : {});
}

/** `GET /v2/<name>/referrers/<digest>`: what was attached to an image (signatures, attestations). */
export function listReferrers({ response, query, name, reference, store }: Exchange): void {
  if (!isDigest(reference)) throw new RegistryError('DIGEST_INVALID', `Not a sha256 digest: '${reference}'`);
  const wanted = query.get('artifactType');
  const manifests = [...store.repository(name).manifests.values()]
    .filter((manifest) => manifest.subject === reference && (wanted === null || manifest.artifactType === wanted))
    .map(({ mediaType, digest, size, artifactType, annotations }) => ({
      mediaType,
      digest,
      size,
      artifactType,
      annotations,
    }));
  sendJson(
    response,
    { schemaVersion: 2, mediaType: MEDIA_TYPES.ociIndex, manifests },
    { 'Content-Type': MEDIA_TYPES.ociIndex, ...(wanted === null ? {} : { 'OCI-Filters-Applied': 'artifactType' }) },
  );
}

function pageSize(text: string | null): number {
  if (text === null) return 1000;
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new RegistryError('PAGINATION_NUMBER_INVALID', `n must be between 1 and 9999, got '${text}'`);
}
