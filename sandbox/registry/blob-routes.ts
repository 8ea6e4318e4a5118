import { pipeline } from 'node:stream/promises';
import type { Digest } from './digest.ts';
import { isDigest } from './digest.ts';
import { RegistryError } from './errors.ts';
import type { Exchange } from './exchange.ts';

/** `GET` and `HEAD /v2/<name>/blobs/<digest>`, with ranges. */
export async function getBlob({ request, response, name, reference, store }: Exchange): Promise<void> {
  const digest = requireDigest(reference);
  const size = store.repository(name).blobs.has(digest) ? await store.blobs.size(digest) : undefined;
  if (size === undefined) throw new RegistryError('BLOB_UNKNOWN', `The layer with digest ${digest} does not exist`);
  const range = parseRange(request.headers.range, size);
  if (range === 'unsatisfiable') {
    response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
    return;
  }
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.writeHead(range ? 206 : 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': end - start + 1,
    'Docker-Content-Digest': digest,
    'Accept-Ranges': 'bytes',
    ETag: `"${digest}"`,
    ...(range ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (request.method === 'HEAD' || size === 0) response.end();
  else await pipeline(store.blobs.stream(digest, { start, end }), response);
}

/** `POST /v2/<name>/blobs/uploads/`: a mount, a whole blob at once, or the start of an upload. */
export async function postUpload(exchange: Exchange): Promise<void> {
  const { request, query, name, store, uploads } = exchange;
  store.repository(name);
  const mount = query.get('mount');
  if (mount !== null && mountBlob(exchange, requireDigest(mount))) {
    sendCreated(exchange, mount);
    return;
  }
  const id = await uploads.begin(name);
  const digest = query.get('digest');
  if (digest === null) {
    sendUploadState(exchange, { status: 202, id });
    return;
  }
  await uploads.append({ repository: name, id }, request);
  await finish(exchange, id, requireDigest(digest));
}

/** `GET /v2/<name>/blobs/uploads/<id>`: how far it is. */
export function getUpload(exchange: Exchange): void {
  sendUploadState(exchange, { status: 204, id: exchange.reference });
}

/** `PATCH`: the next chunk, or all of it as one stream. */
export async function patchUpload(exchange: Exchange): Promise<void> {
  const { request, name, reference, uploads } = exchange;
  await uploads.append({ repository: name, id: reference }, request, contentStart(request.headers['content-range']));
  sendUploadState(exchange, { status: 202, id: reference });
}

/** `PUT ?digest=`: the last bytes, if any, and the end. */
export async function putUpload(exchange: Exchange): Promise<void> {
  const { request, query, name, reference, uploads } = exchange;
  const digest = requireDigest(query.get('digest') ?? '');
  await uploads.append({ repository: name, id: reference }, request, contentStart(request.headers['content-range']));
  await finish(exchange, reference, digest);
}

export async function deleteUpload({ response, name, reference, uploads }: Exchange): Promise<void> {
  await uploads.cancel({ repository: name, id: reference });
  response.writeHead(204).end();
}

function mountBlob(exchange: Exchange, digest: Digest): boolean {
  const { query, name, store } = exchange;
  const from = query.get('from');
  if (from === null || !store.repositories.get(from)?.blobs.has(digest)) return false;
  exchange.authorize('pull', from);
  store.addBlob(name, digest);
  return true;
}

async function finish(exchange: Exchange, id: string, digest: Digest): Promise<void> {
  await exchange.uploads.finish({ repository: exchange.name, id }, digest);
  exchange.store.addBlob(exchange.name, digest);
  sendCreated(exchange, digest);
}

function sendCreated({ response, name }: Exchange, digest: string): void {
  const headers = { Location: `/v2/${name}/blobs/${digest}`, 'Docker-Content-Digest': digest, 'Content-Length': 0 };
  response.writeHead(201, headers).end();
}

function sendUploadState({ response, name, uploads }: Exchange, state: { status: number; id: string }): void {
  const received = uploads.received(name, state.id);
  response.writeHead(state.status, {
    Location: `/v2/${name}/blobs/uploads/${state.id}`,
    'Docker-Upload-UUID': state.id,
    // The specification has no way to say "nothing yet"; 0-0 is what registries answer.
    Range: `0-${Math.max(received - 1, 0)}`,
    ...(state.status === 204 ? {} : { 'Content-Length': 0 }),
  });
  response.end();
}

function requireDigest(text: string): Digest {
  if (!isDigest(text)) throw new RegistryError('DIGEST_INVALID', `Not a sha256 digest: '${text}'`);
  return text;
}

/** First byte of `Content-Range: 0-1023`; docker sends none. */
function contentStart(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const start = /^(?:bytes[ =])?(\d+)-\d+(?:\/.*)?$/.exec(header)?.[1];
  if (start === undefined) throw new RegistryError('BLOB_UPLOAD_INVALID', `Cannot read Content-Range: ${header}`);
  return Number(start);
}

function parseRange(
  header: string | undefined,
  size: number,
): { start: number; end: number } | 'unsatisfiable' | undefined {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header ?? '');
  // RFC 9110: a range that cannot be read, or several at once, may be ignored.
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [first, last] = [match[1] ?? '', match[2] ?? ''];
  const start = first === '' ? Math.max(size - Number(last), 0) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return start > end ? 'unsatisfiable' : { start, end };
}
