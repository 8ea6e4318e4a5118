import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InputError } from '#shared/action/errors';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { secretsOf } from '#shared/verify/target-secrets';
import type { Target } from '#shared/verify/target';
import { readHealthVerifyInputs } from '../inputs.ts';

const pair = selfSignedCertificate();
const other = selfSignedCertificate();
const url = 'https://api.test/health';
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'health-verify-'));
  await writeFile(join(folder, 'cert.pem'), pair.cert);
  await writeFile(join(folder, 'key.pem'), pair.key);
});
afterAll(() => rm(folder, { recursive: true }));

interface Read {
  readonly targets: readonly Target[];
  readonly masked: readonly string[];
}

async function read(values: Readonly<Record<string, string>>): Promise<Read> {
  const env = Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const masked: string[] = [];
  const { targets } = await readHealthVerifyInputs({ env, maskSecret: (secret) => masked.push(secret) });
  return { targets, masked };
}

async function problems(values: Readonly<Record<string, string>>): Promise<readonly string[]> {
  try {
    await read(values);
  } catch (error) {
    if (error instanceof InputError) return error.issues.map(({ input, problem }) => `${input}: ${problem}`);
    throw error;
  }
  return [];
}

describe('a connection', () => {
  it('is read, PEM as text', async () => {
    const { targets } = await read({
      url,
      resolve: 'api.test:443:10.0.0.1\napi.test:[::1]',
      'server-name': 'Internal.test',
      ca: other.cert,
      'client-certificate': pair.cert,
      'client-key': pair.key,
    });
    expect(targets[0]?.connection).toEqual({
      resolve: [
        { host: 'api.test', port: 443, address: '10.0.0.1' },
        { host: 'api.test', port: undefined, address: '::1' },
      ],
      tls: { serverName: 'internal.test', ca: other.cert, client: { certificate: pair.cert, key: pair.key } },
    });
  });

  it('is read, PEM from files', async () => {
    const { targets, masked } = await read({
      url,
      'client-certificate': join(folder, 'cert.pem'),
      'client-key': join(folder, 'key.pem'),
    });
    expect(targets[0]?.connection.tls.client).toEqual({ certificate: pair.cert, key: pair.key });
    expect(masked).toEqual([]); // the path is no secret
    expect(targets.flatMap(secretsOf)).toEqual([pair.key]);
  });

  it('is shared by the entries that say nothing else, which can take back what the inputs say', async () => {
    const { targets } = await read({
      ca: pair.cert,
      'client-certificate': pair.cert,
      'client-key': pair.key,
      urls: `- https://a.test/
- { url: https://b.test/, server-name: c.test }
- { url: https://c.test/, ca: '', client-certificate: '', client-key: '' }`,
    });
    const [first, second, third] = targets.map(({ connection }) => connection.tls);
    const client = { certificate: pair.cert, key: pair.key };
    expect(first).toEqual({ serverName: undefined, ca: pair.cert, client });
    expect(second).toEqual({ ...first, serverName: 'c.test' });
    expect(third).toEqual({ serverName: undefined, ca: undefined, client: undefined });
  });

  it('may resolve a host that a redirect leads to', async () => {
    const resolve = 'login.test:10.0.0.1';
    expect(await problems({ url, resolve })).toEqual([
      'resolve: has a line for login.test (10.0.0.1), but no URL leads there; check its host and port.',
    ]);
    expect(await problems({ url, resolve, 'follow-redirects': '1' })).toEqual([]);
  });

  it('never has its key in a problem', async () => {
    const key = pair.key.replace('-----BEGIN', 'BEGIN');
    const found = await problems({ url, 'client-certificate': pair.cert, 'client-key': key });
    expect(found).toEqual([expect.stringMatching(/^client-key: is neither PEM .* \(EN\w+\)\.$/)]);
  });
});

describe('authorisation', () => {
  it.each([
    [{ 'basic-auth': 'user:hush-hush' }, { kind: 'basic', user: 'user', password: 'hush-hush' }, ['user:hush-hush']],
    [{ 'bearer-token': 'hush-hush' }, { kind: 'bearer', token: 'hush-hush' }, ['hush-hush']],
    [{ 'aws-sigv4': 'lambda' }, { kind: 'sigv4', service: 'lambda', region: undefined }, []],
  ])('is read from %j, and hidden before anything else', async (values, auth, hidden) => {
    const { targets, masked } = await read({ url, ...values });
    expect(targets[0]?.auth).toEqual(auth);
    expect(new Set(masked)).toEqual(new Set(hidden));
  });

  it('of an entry takes the place of that of the inputs', async () => {
    const { targets } = await read({
      'bearer-token': 'hush',
      urls: `- https://a.test/
- { url: https://b.test/, basic-auth: 'user:pass' }
- { url: https://c.test/, aws-sigv4: es:eu-west-1 }
- { url: https://d.test/, bearer-token: '' }`,
    });
    expect(targets.map(({ auth }) => auth?.kind)).toEqual(['bearer', 'basic', 'sigv4', undefined]);
  });

  it.each<[Record<string, string>, string]>([
    [
      { url, 'basic-auth': 'u:hush', 'aws-sigv4': 'es' },
      'aws-sigv4: was given together with basic-auth; give one of them.',
    ],
    [
      { url, 'bearer-token': 'hush', headers: 'Authorization: hush' },
      'bearer-token: two ways to authorise a request: bearer-token and an Authorization header; give one of them.',
    ],
    [
      { url: 'https://user:hush@a.test/', headers: 'Authorization: hush' },
      'headers: two ways to authorise a request: an Authorization header and credentials in the URL; give one of them.',
    ],
    [
      { urls: '- { url: https://a.test/, bearer-token: hush, basic-auth: "u:hush" }' },
      'urls: entry 1: bearer-token: was given together with basic-auth; give one of them.',
    ],
  ])('is refused when it is two: %j', async (values, problem) => {
    expect(await problems(values)).toEqual([problem]);
  });
});

it.each([
  ['true', 10],
  ['false', 0],
  ['0', 0],
  ['3', 3],
])('follow-redirects: %s follows up to %i', async (text, limit) => {
  expect((await read({ url, 'follow-redirects': text })).targets[0]?.maxRedirects).toBe(limit);
});

it('tls-min-days needs a certificate', async () => {
  const days = { 'tls-min-days': '14' };
  expect((await read({ url, ...days })).targets[0]?.expectations.tlsMinDays).toBe(14);
  expect(await problems({ url: 'http://a.test/', ...days })).toEqual([
    'tls-min-days: needs a URL with a certificate; this one is http://.',
  ]);
  expect(await problems({ url: 'http://a.test/', ...days, 'follow-redirects': 'true' })).toEqual([]);
});
