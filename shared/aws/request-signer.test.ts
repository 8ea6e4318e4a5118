import { describe, expect, it } from '@jest/globals';
import { fakeContext } from '#shared/testing/fake-context';
import { createRequestSigner, requestSigner, type RequestSigner } from './request-signer.ts';

const EMPTY = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

function signer(
  changes: { readonly at?: string; readonly sessionToken?: string; readonly key?: string } = {},
): RequestSigner {
  const { at = '2013-05-24T00:00:00Z', key = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', sessionToken } = changes;
  const session = sessionToken === undefined ? {} : { sessionToken };
  return requestSigner(
    {
      credentials: () => Promise.resolve({ accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: key, ...session }),
      region: () => Promise.resolve('us-east-1'),
    },
    { now: () => Date.parse(at) },
  );
}

function get(url: string, headers: Readonly<Record<string, string>> = {}): Parameters<RequestSigner>[1] {
  return { url: new URL(url), method: 'GET', headers: { host: new URL(url).host, ...headers }, body: undefined };
}

/** Amazon S3 API Reference, "Signature calculations for the Authorization header: single chunk", the two GETs of a bucket. */
it.each([
  [
    'https://examplebucket.s3.amazonaws.com/?lifecycle',
    'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543',
  ],
  [
    'https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J',
    '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7',
  ],
])("signs AWS's own example %s", async (url, signature) => {
  expect(await signer()({ service: 's3', region: undefined }, get(url))).toEqual({
    host: 'examplebucket.s3.amazonaws.com',
    'x-amz-content-sha256': EMPTY,
    'x-amz-date': '20130524T000000Z',
    authorization:
      'AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request, ' +
      `SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=${signature}`,
  });
});

describe('a signature', () => {
  const url = 'https://abc.execute-api.eu-west-1.amazonaws.com/prod';

  it('is for the region of the request, or else for that of the job', async () => {
    const sign = signer();
    const scopeOf = async (region: string | undefined): Promise<string | undefined> =>
      /Credential=\S+?\/(\S+),/.exec(
        (await sign({ service: 'execute-api', region }, get(url)))['authorization'] ?? '',
      )?.[1];
    expect(await scopeOf('eu-west-1')).toBe('20130524/eu-west-1/execute-api/aws4_request');
    expect(await scopeOf(undefined)).toBe('20130524/us-east-1/execute-api/aws4_request');
  });

  it('covers the token of a session', async () => {
    const headers = await signer({ sessionToken: 'session' })({ service: 'lambda', region: undefined }, get(url));
    expect(headers['x-amz-security-token']).toBe('session');
    expect(headers['authorization']).toContain('x-amz-security-token');
  });

  it('covers nothing that a proxy may change', async () => {
    const given = {
      accept: '*/*',
      'user-agent': 'x',
      'x-trace': '1',
      'content-type': 'text/plain',
      'x-amz-target': 't',
    };
    const { authorization } = await signer()({ service: 'es', region: undefined }, get(url, given));
    expect(authorization).toContain('SignedHeaders=content-type;host;x-amz-content-sha256;x-amz-date;x-amz-target,');
  });

  it('leaves the body out for VPC Lattice only', async () => {
    const request = { ...get(url), method: 'POST', body: '{}' };
    const sumOf = async (service: string): Promise<string | undefined> =>
      (await signer()({ service, region: undefined }, request))['x-amz-content-sha256'];
    expect(await sumOf('vpc-lattice-svcs')).toBe('UNSIGNED-PAYLOAD');
    expect(await sumOf('lambda')).toMatch(/^44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a$/);
  });
});

describe('a signer of the job', () => {
  const settings = { region: 'eu-west-1', role: undefined };

  it('says that there are no credentials before anything is asked', async () => {
    const role = {
      arn: 'arn:aws:iam::123456789012:role/verify',
      sessionName: 's',
      durationSeconds: 900,
      audience: 'a',
    };
    await expect(createRequestSigner(fakeContext(), { ...settings, role }, { needsRegion: true })).rejects.toThrow(
      /^There are no AWS credentials to sign requests with: no OIDC token in this test$/,
    );
  });
});
