import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ActionError, CancelledError } from '#shared/action/errors';
import { createEcrApi } from './ecr-client.ts';
import { TagTakenError } from './errors.ts';
import type { EcrApi } from './ecr-api.ts';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const OTHER = `sha256:${'2'.repeat(64)}`;
const MANIFEST = '{"schemaVersion":2}';
const MEDIA_TYPE = 'application/vnd.oci.image.manifest.v1+json';
const IMAGE = { digest: DIGEST, manifest: MANIFEST, mediaType: MEDIA_TYPE };

interface Answer {
  readonly status?: number;
  readonly body: object;
}

let server: Server;
let answers: Record<string, Answer | 'never'>;
let requests: { operation: string; body: unknown }[];
let masked: string[];
let ecr: EcrApi;
let cancel: AbortController;
let requestHandler: NodeHttpHandler;

beforeEach(async () => {
  answers = {};
  requests = [];
  masked = [];
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk: Buffer) => (text += chunk.toString()));
    request.on('end', () => {
      const operation = String(request.headers['x-amz-target']).split('.')[1] ?? '';
      requests.push({ operation, body: JSON.parse(text) });
      if (answers[operation] === 'never') {
        cancel.abort(new CancelledError('SIGINT'));
        return;
      }
      const { status = 200, body } = answers[operation] ?? { status: 400, body: { __type: 'ValidationException' } };
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  requestHandler = new NodeHttpHandler();
  const config = {
    region: 'us-east-1',
    endpoint: `http://127.0.0.1:${port}`,
    credentials: () => Promise.resolve({ accessKeyId: 'id', secretAccessKey: 'key' }),
    requestHandler,
    maxAttempts: 1,
    customUserAgent: [],
  };
  cancel = new AbortController();
  ecr = createEcrApi({ config, maskSecret: (secret) => masked.push(secret), signal: cancel.signal });
});

afterEach(async () => {
  requestHandler.destroy();
  await new Promise((resolve) => server.close(resolve));
});

const found = (digest: string): Answer => ({
  body: {
    images: [
      {
        imageId: { imageDigest: digest, imageTag: 'x' },
        imageManifest: MANIFEST,
        imageManifestMediaType: MEDIA_TYPE,
      },
    ],
    failures: [],
  },
});
const failure = (failureCode: string): Answer => ({
  body: { images: [], failures: [{ failureCode, failureReason: `because ${failureCode}` }] },
});
const fault = (type: string): Answer => ({ status: 400, body: { __type: type, message: `said ${type}` } });

describe('authorize', () => {
  it('gives host and password, and hides both forms of the password', async () => {
    const token = Buffer.from('AWS:pass:word').toString('base64');
    answers['GetAuthorizationToken'] = {
      body: {
        authorizationData: [
          { authorizationToken: token, proxyEndpoint: 'http://localhost:5000', expiresAt: 1_800_000_000 },
        ],
      },
    };
    expect(await ecr.authorize()).toEqual({
      registry: 'localhost:5000',
      endpoint: 'http://localhost:5000',
      username: 'AWS',
      password: 'pass:word',
      expiresAt: 1_800_000_000_000,
    });
    expect(masked).toEqual([token, 'pass:word']);
  });

  it('says what was being done when it is refused', async () => {
    answers['GetAuthorizationToken'] = fault('AccessDeniedException');
    await expect(ecr.authorize()).rejects.toThrow('Could not log in to Amazon ECR: said AccessDeniedException');
  });
});

describe('findImage', () => {
  it('gives digest, type and manifest, and asks for every type so that ECR converts none', async () => {
    answers['BatchGetImage'] = found(DIGEST);
    expect(await ecr.findImage({ repository: 'app', tag: 'v1' })).toEqual(IMAGE);
    expect(requests).toEqual([
      {
        operation: 'BatchGetImage',
        body: {
          repositoryName: 'app',
          imageIds: [{ imageTag: 'v1' }],
          acceptedMediaTypes: expect.arrayContaining([
            MEDIA_TYPE,
            'application/vnd.docker.distribution.manifest.list.v2+json',
          ]) as unknown,
        },
      },
    ]);
  });

  it('asks another account by its id, and by digest', async () => {
    answers['BatchGetImage'] = found(DIGEST);
    await ecr.findImage({ repository: 'app', registryId: '123456789012', digest: DIGEST });
    expect(requests[0]?.body).toMatchObject({ registryId: '123456789012', imageIds: [{ imageDigest: DIGEST }] });
  });

  it('is undefined when there is none', async () => {
    answers['BatchGetImage'] = failure('ImageNotFound');
    expect(await ecr.findImage({ repository: 'app', tag: 'v1' })).toBeUndefined();
  });

  it('does not take another failure for "there is none"', async () => {
    answers['BatchGetImage'] = failure('KmsError');
    await expect(ecr.findImage({ repository: 'app', tag: 'v1' })).rejects.toThrow('because KmsError');
  });

  it('says that the repository is missing, and how to create it', async () => {
    answers['BatchGetImage'] = fault('RepositoryNotFoundException');
    const error: unknown = await ecr.findImage({ repository: 'app', tag: 'v1' }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ActionError);
    expect(error).toMatchObject({
      message: 'Repository app does not exist in this registry.',
      hint: expect.stringContaining('aws ecr create-repository --repository-name app') as unknown,
    });
  });
});

describe('tagImage', () => {
  const tag = () => ecr.tagImage({ repository: 'app', tag: 'v1', image: IMAGE });

  it('puts the same bytes under the tag', async () => {
    answers['PutImage'] = { body: {} };
    await tag();
    expect(requests[0]?.body).toEqual({
      repositoryName: 'app',
      imageTag: 'v1',
      imageManifest: MANIFEST,
      imageManifestMediaType: MEDIA_TYPE,
      imageDigest: DIGEST,
    });
  });

  it('is content when the image has the tag already', async () => {
    answers['PutImage'] = fault('ImageAlreadyExistsException');
    await expect(tag()).resolves.toBeUndefined();
  });

  it('is content when an immutable tag turns out to name the image', async () => {
    answers['PutImage'] = fault('ImageTagAlreadyExistsException');
    answers['BatchGetImage'] = found(DIGEST);
    await expect(tag()).resolves.toBeUndefined();
  });

  it('shows both digests when an immutable tag names another image', async () => {
    answers['PutImage'] = fault('ImageTagAlreadyExistsException');
    answers['BatchGetImage'] = found(OTHER);
    const error: unknown = await tag().catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(TagTakenError);
    expect(String(error)).toContain(DIGEST);
    expect(String(error)).toContain(OTHER);
  });
});

it.each([
  ['GetAuthorizationToken', () => ecr.authorize()],
  ['BatchGetImage', () => ecr.findImage({ repository: 'app', tag: 'v1' })],
  ['PutImage', () => ecr.tagImage({ repository: 'app', tag: 'v1', image: IMAGE })],
])('ends %s when the job is cancelled, and says so', async (operation, call) => {
  answers[operation] = 'never';
  await expect(call()).rejects.toBeInstanceOf(CancelledError);
});
