import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createEcrTokens, ecrPolicy } from '../aws/ecr/tokens.ts';
import { digestOf } from './digest.ts';
import { MEDIA_TYPES } from './manifest.ts';
import type { Registry } from './server.ts';
import { startRegistry } from './server.ts';

const clock = { now: () => now };
const config = Buffer.from('{"architecture":"amd64","os":"linux"}');
const layer = Buffer.from('a layer of twenty-six bytes');
const descriptor = (bytes: Buffer, mediaType: string) => ({ mediaType, digest: digestOf(bytes), size: bytes.length });
const manifest = Buffer.from(
  JSON.stringify({
    schemaVersion: 2,
    mediaType: MEDIA_TYPES.ociManifest,
    config: descriptor(config, MEDIA_TYPES.ociConfig),
    layers: [descriptor(layer, MEDIA_TYPES.ociLayer)],
  }),
);

let now = 0;
let directory = '';
let registry: Registry;
let token = '';

beforeEach(async () => {
  now = 1_000_000;
  directory = await mkdtemp(join(tmpdir(), 'registry-'));
  const tokens = createEcrTokens({ clock });
  token = tokens.issue().password;
  registry = await startRegistry({ directory, clock, registryId: '123456789012', policy: ecrPolicy(tokens) });
  registry.store.createRepository({ name: 'app', kind: 'private' });
  registry.store.createRepository({ name: 'library/base', kind: 'public' });
});

afterEach(async () => {
  await registry.close();
  await rm(directory, { recursive: true });
});

interface Call extends RequestInit {
  /** `user:password`; none with an empty text. */
  readonly login?: string;
}

async function call(path: string, { login = `AWS:${token}`, ...init }: Call = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  if (login !== '') headers.set('authorization', `Basic ${Buffer.from(login).toString('base64')}`);
  return fetch(`http://${registry.host}/v2/${path}`, { ...init, headers });
}

async function errorOf(response: Response): Promise<string> {
  const body = (await response.json()) as { errors: { code: string }[] };
  return `${response.status} ${body.errors[0]?.code ?? ''}`;
}

async function pushBlob(name: string, bytes: Buffer): Promise<void> {
  const answer = await call(`${name}/blobs/uploads/?digest=${digestOf(bytes)}`, { method: 'POST', body: bytes });
  expect(answer.status).toBe(201);
}

const asManifest = (body: Buffer, mediaType: string = MEDIA_TYPES.ociManifest) => ({
  method: 'PUT',
  body,
  headers: { 'content-type': mediaType },
});

async function pushImage(tag: string): Promise<Response> {
  await pushBlob('app', config);
  await pushBlob('app', layer);
  return call(`app/manifests/${tag}`, asManifest(manifest));
}

describe('who may do what', () => {
  it.each([
    ['', '', 'GET', '401 UNAUTHORIZED'],
    ['', 'AWS:wrong', 'GET', '401 UNAUTHORIZED'],
    ['app/tags/list', '', 'GET', '401 UNAUTHORIZED'],
    ['library/base/blobs/uploads/', '', 'POST', '401 UNAUTHORIZED'],
    ['library/base/blobs/uploads/', undefined, 'POST', '403 DENIED'],
    ['app/tags/list', 'somebody:else', 'GET', '401 UNAUTHORIZED'],
  ])('/v2/%s as %p: %s gives %s', async (...[path, login, method, expected]) => {
    const response = await call(path, { method, ...(login === undefined ? {} : { login }) });
    expect(await errorOf(response)).toBe(expected);
    expect(response.headers.has('www-authenticate')).toBe(response.status === 401);
  });

  it('lets anybody read the base images, and a token holder everything', async () => {
    expect((await call('library/base/tags/list', { login: '' })).status).toBe(200);
    expect((await call('library/base/tags/list')).status).toBe(200);
    expect((await call('')).status).toBe(200);
    expect((await call('app/tags/list')).status).toBe(200);
  });

  it('refuses a token after twelve hours, and says why', async () => {
    now += 12 * 3_600_000;
    const response = await call('');
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Your authorization token has expired. Reauthenticate and try again.');
  });
});

describe('blobs', () => {
  it('takes a blob in chunks, and refuses one that is out of order', async () => {
    const begun = await call('app/blobs/uploads/', { method: 'POST' });
    expect(begun.status).toBe(202);
    const upload = (begun.headers.get('location') ?? '').replace('/v2/', '');
    const chunk = (from: number, to: number) =>
      call(upload, {
        method: 'PATCH',
        body: layer.subarray(from, to),
        headers: { 'content-range': `${from}-${to - 1}` },
      });
    expect((await chunk(0, 10)).headers.get('range')).toBe('0-9');
    expect(await errorOf(await chunk(15, 20))).toBe('416 BLOB_UPLOAD_INVALID');
    expect((await call(upload)).headers.get('range')).toBe('0-9');
    expect((await chunk(10, 20)).status).toBe(202);
    const done = await call(`${upload}?digest=${digestOf(layer)}`, { method: 'PUT', body: layer.subarray(20) });
    expect(done.status).toBe(201);
    const read = await call((done.headers.get('location') ?? '').replace('/v2/', ''));
    expect(Buffer.from(await read.arrayBuffer())).toEqual(layer);
    expect(read.headers.get('docker-content-digest')).toBe(digestOf(layer));
    expect(await errorOf(await call(upload))).toBe('404 BLOB_UPLOAD_UNKNOWN');
  });

  it('refuses bytes that do not have the stated digest, and keeps nothing of them', async () => {
    const wrong = await call(`app/blobs/uploads/?digest=${digestOf('else')}`, { method: 'POST', body: layer });
    expect(await errorOf(wrong)).toBe('400 DIGEST_INVALID');
    expect((await call(`app/blobs/${digestOf('else')}`, { method: 'HEAD' })).status).toBe(404);
    expect(await readdir(join(directory, 'uploads'))).toEqual([]);
    expect(await readdir(join(directory, 'blobs', 'sha256'))).toEqual([]);
  });

  it('forgets a cancelled upload', async () => {
    const begun = await call('app/blobs/uploads/', { method: 'POST' });
    const upload = (begun.headers.get('location') ?? '').replace('/v2/', '');
    expect((await call(upload, { method: 'DELETE' })).status).toBe(204);
    expect((await call(upload, { method: 'PATCH', body: layer })).status).toBe(404);
    expect(await readdir(join(directory, 'uploads'))).toEqual([]);
  });

  it.each([
    ['bytes=2-6', 206, layer.subarray(2, 7)],
    ['bytes=20-', 206, layer.subarray(20)],
    ['bytes=-3', 206, layer.subarray(-3)],
    ['bytes=20-9999', 206, layer.subarray(20)],
    ['lines=1-2', 200, layer],
    ['bytes=9999-', 416, Buffer.alloc(0)],
  ])('serves the range %s', async (range, status, expected) => {
    await pushBlob('app', layer);
    const response = await call(`app/blobs/${digestOf(layer)}`, { headers: { range } });
    expect(response.status).toBe(status);
    expect(Buffer.from(await response.arrayBuffer())).toEqual(expected);
  });

  it('serves an empty blob', async () => {
    await pushBlob('app', Buffer.alloc(0));
    const response = await call(`app/blobs/${digestOf('')}`);
    expect([response.status, await response.text()]).toEqual([200, '']);
  });

  it('mounts a blob of another repository, and starts an upload when that has none', async () => {
    registry.store.createRepository({ name: 'other', kind: 'private' });
    await pushBlob('other', layer);
    const mount = (digest: string) => call(`app/blobs/uploads/?mount=${digest}&from=other`, { method: 'POST' });
    expect((await mount(digestOf(layer))).status).toBe(201);
    expect((await call(`app/blobs/${digestOf(layer)}`, { method: 'HEAD' })).status).toBe(200);
    expect((await mount(digestOf('absent'))).status).toBe(202);
  });

  it('does not show a blob of another repository', async () => {
    registry.store.createRepository({ name: 'other', kind: 'private' });
    await pushBlob('other', layer);
    expect(await errorOf(await call(`app/blobs/${digestOf(layer)}`))).toBe('404 BLOB_UNKNOWN');
  });
});

describe('manifests', () => {
  it('serves by tag and by digest what was pushed, byte for byte', async () => {
    const pushed = await pushImage('v1');
    expect([pushed.status, pushed.headers.get('docker-content-digest')]).toEqual([201, digestOf(manifest)]);
    for (const reference of ['v1', digestOf(manifest)]) {
      const response = await call(`app/manifests/${reference}`);
      expect(Buffer.from(await response.arrayBuffer())).toEqual(manifest);
      expect(response.headers.get('content-type')).toBe(MEDIA_TYPES.ociManifest);
      const head = await call(`app/manifests/${reference}`, { method: 'HEAD' });
      expect(head.headers.get('content-length')).toBe(String(manifest.length));
    }
  });

  it('holds an index once its images are there', async () => {
    const index = Buffer.from(
      JSON.stringify({ schemaVersion: 2, manifests: [descriptor(manifest, MEDIA_TYPES.ociManifest)] }),
    );
    expect(await errorOf(await call('app/manifests/all', asManifest(index, MEDIA_TYPES.ociIndex)))).toBe(
      '404 MANIFEST_UNKNOWN',
    );
    await pushImage('v1');
    expect((await call('app/manifests/all', asManifest(index, MEDIA_TYPES.ociIndex))).status).toBe(201);
  });

  it.each([
    ['a layer that is missing', 'app', 'v1', manifest, MEDIA_TYPES.ociManifest, '404 MANIFEST_BLOB_UNKNOWN'],
    ['another digest', 'app', digestOf('else'), manifest, MEDIA_TYPES.ociManifest, '400 DIGEST_INVALID'],
    ['no JSON', 'app', 'v1', Buffer.from('{'), MEDIA_TYPES.ociManifest, '400 MANIFEST_INVALID'],
    ['another type than it states', 'app', 'v1', manifest, MEDIA_TYPES.dockerManifest, '400 MANIFEST_INVALID'],
    ['an unknown type', 'app', 'v1', Buffer.from('{"schemaVersion":2}'), 'text/plain', '400 MANIFEST_INVALID'],
    ['a tag that is none', 'app', '-v1', manifest, MEDIA_TYPES.ociManifest, '400 TAG_INVALID'],
    [
      'more than 4 MiB',
      'app',
      'v1',
      Buffer.alloc(4 * 1024 * 1024 + 1, 32),
      MEDIA_TYPES.ociManifest,
      '413 SIZE_INVALID',
    ],
    ['a repository ECR does not know', 'absent', 'v1', manifest, MEDIA_TYPES.ociManifest, '404 NAME_UNKNOWN'],
  ])('refuses %s', async (...[, name, reference, body, mediaType, expected]) => {
    expect(await errorOf(await call(`${name}/manifests/${reference}`, asManifest(body, mediaType)))).toBe(expected);
  });

  it.each([
    ['app/manifests/absent', '404 MANIFEST_UNKNOWN'],
    ['absent/manifests/v1', '404 NAME_UNKNOWN'],
    ['nowhere', '404 NAME_UNKNOWN'],
  ])('answers %s with %s', async (path, expected) => {
    expect(await errorOf(await call(path))).toBe(expected);
  });

  it('says that deleting goes through ECR', async () => {
    await pushImage('v1');
    expect(await errorOf(await call('app/manifests/v1', { method: 'DELETE' }))).toBe('405 UNSUPPORTED');
  });

  it('refuses to set an immutable tag again, with the same image too', async () => {
    const repository = registry.store.repository('app');
    registry.store.repositories.save({
      ...repository,
      settings: { mutability: 'IMMUTABLE_WITH_EXCLUSION', exclusions: ['cache-*'] },
    });
    expect((await pushImage('v1')).status).toBe(201);
    expect((await pushImage('cache-main')).status).toBe(201);
    expect((await pushImage('cache-main')).status).toBe(201);
    const again = await pushImage('v1');
    expect(again.status).toBe(400);
    expect(await again.text()).toContain(
      "The image tag 'v1' already exists in the 'app' repository and cannot be overwritten",
    );
  });

  it('lists tags in pages', async () => {
    for (const tag of ['c', 'a', 'b']) await pushImage(tag);
    const first = await call('app/tags/list?n=2');
    expect(await first.json()).toEqual({ name: 'app', tags: ['a', 'b'] });
    const next = /<\/v2\/(.+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    expect(await (await call(next)).json()).toEqual({ name: 'app', tags: ['c'] });
    expect(await errorOf(await call('app/tags/list?n=none'))).toBe('400 PAGINATION_NUMBER_INVALID');
  });

  it('lists what refers to an image', async () => {
    await pushImage('v1');
    await pushBlob('app', Buffer.from('{}'));
    const signature = Buffer.from(
      JSON.stringify({
        schemaVersion: 2,
        artifactType: 'application/vnd.example.signature',
        config: descriptor(Buffer.from('{}'), 'application/vnd.oci.empty.v1+json'),
        layers: [],
        subject: descriptor(manifest, MEDIA_TYPES.ociManifest),
      }),
    );
    const pushed = await call(`app/manifests/${digestOf(signature)}`, asManifest(signature));
    expect(pushed.headers.get('oci-subject')).toBe(digestOf(manifest));
    const listed = await call(`app/referrers/${digestOf(manifest)}?artifactType=application/vnd.example.signature`);
    expect(listed.headers.get('oci-filters-applied')).toBe('artifactType');
    const { manifests } = (await listed.json()) as { manifests: { digest: string }[] };
    expect(manifests.map((item) => item.digest)).toEqual([digestOf(signature)]);
  });
});

it('has everything again after a restart', async () => {
  await pushImage('v1');
  await registry.close();
  const tokens = createEcrTokens({ clock });
  token = tokens.issue().password;
  registry = await startRegistry({ directory, clock, registryId: '123456789012', policy: ecrPolicy(tokens) });
  expect((await call('app/manifests/v1')).status).toBe(200);
  expect((await call(`app/blobs/${digestOf(layer)}`)).status).toBe(200);
});
