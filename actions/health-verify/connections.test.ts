import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer as createHttpsServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closeServers, http, listen } from '#shared/http/testing';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { main } from './main.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'health-verify-'));
});
afterEach(async () => {
  await closeServers();
  await rm(folder, { recursive: true });
});

function contextWith(
  values: Readonly<Record<string, string>>,
  env: Readonly<Record<string, string>> = {},
): FakeContext & { readonly masked: readonly string[] } {
  const inputs = Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value] as const);
  const masked: string[] = [];
  const context = fakeContext({
    name: 'health-verify',
    env: { RUNNER_TEMP: folder, ...env, ...Object.fromEntries(inputs) },
    maskSecret: (secret) => {
      masked.push(secret);
      context.redactor.add(secret);
    },
  });
  return { ...context, masked };
}

async function report(context: FakeContext): Promise<unknown> {
  return JSON.parse(await readFile(context.outputs.get('report') ?? '', 'utf8'));
}

describe('a private service by https', () => {
  const server = selfSignedCertificate({ host: 'api.internal.test' });
  const client = selfSignedCertificate({ host: 'deployer' });
  let port: number;
  let clients: (string | undefined)[];

  beforeEach(async () => {
    clients = [];
    const options = { ...server, requestCert: true, ca: [client.cert] };
    port = await listen(
      createHttpsServer(options, ({ socket }, response) => {
        if (socket instanceof TLSSocket) clients.push(socket.getPeerX509Certificate()?.subject);
        response.end('ok');
      }),
    );
  });

  const inputs = (): Readonly<Record<string, string>> => ({
    url: `https://lb.test:${port}/health`,
    resolve: `lb.test:${port}:127.0.0.1`,
    'server-name': 'api.internal.test',
    ca: server.cert,
    'client-certificate': client.cert,
    'client-key': client.key,
  });

  it('is reached at its address, by its name, with whom it trusts and is trusted by', async () => {
    const context = contextWith({ ...inputs(), 'tls-min-days': '30' });
    await main(context);
    expect(context.outputs.get('result')).toBe('healthy');
    expect(clients).toEqual(['CN=deployer', 'CN=deployer', 'CN=deployer']);
    expect(context.masked).toContain(client.key.trim());
    expect(context.summary.render()).toMatch(
      /\| Certificate \| `CN=api\.internal\.test` until 2049-12-31 \(\d+ days\) \|/,
    );
    expect(await report(context)).toMatchObject({
      certificates: {
        [`https://lb.test:${port}/health`]: {
          subject: 'CN=api.internal.test',
          issuer: 'CN=api.internal.test',
          expires: '2049-12-31T23:59:59.000Z',
        },
      },
    });
  });

  it('is unhealthy when its certificate ends too soon', async () => {
    const context = contextWith({ ...inputs(), 'tls-min-days': '825', timeout: '5s' });
    const soon = selfSignedCertificate({ host: 'api.internal.test', until: new Date(Date.now() + 86_400_000 * 20.5) });
    port = await listen(createHttpsServer(soon, (_, response) => response.end('ok')));
    Object.assign(context.env, {
      INPUT_URL: `https://lb.test:${port}/health`,
      INPUT_RESOLVE: 'lb.test:127.0.0.1',
      INPUT_CA: soon.cert,
    });
    await expect(main(context)).rejects.toThrow(
      /expected the certificate to be valid for 825 days, but it ends in 20, on/,
    );
    expect(context.outputs.get('result')).toBe('unhealthy');
  });
});

describe('secrets', () => {
  it.each([
    [{ 'basic-auth': 'deployer:s3cr3t-word' }, `Basic ${btoa('deployer:s3cr3t-word')}`],
    [{ 'bearer-token': 's3cr3t-word' }, 'Bearer s3cr3t-word'],
  ])('of %j are sent, and told by nobody who hears them back', async (values, authorization) => {
    let seen: string | undefined;
    const url = await http(({ headers }, response) => {
      seen = headers.authorization;
      response.writeHead(500, { 'x-echo': seen }).end(`you are ${seen ?? ''}, s3cr3t-word`);
    });
    const context = contextWith({ url, ...values, timeout: '5s' });
    await expect(main(context)).rejects.toThrow('500');
    expect(seen).toBe(authorization);
    const told = [JSON.stringify(await report(context)), ...context.outputs.values(), ...context.log.lines];
    const summary = context.redactor.redact(context.summary.render());
    expect([...told, summary].join('\n')).not.toMatch(/s3cr3t|ZGVwbG95ZXI/);
  });

  it('of a proxy are hidden', async () => {
    const url = await http((_, response) => response.end());
    const context = contextWith(
      { url },
      { HTTP_PROXY: 'http://user:s3cr3t-word@127.0.0.1:9', NO_PROXY: '127.0.0.0/8' },
    );
    await main(context);
    expect(context.masked).toEqual(['s3cr3t-word', btoa('user:s3cr3t-word')]);
  });
});

it('signs each request with the AWS identity of the job', async () => {
  const seen: (string | undefined)[] = [];
  const url = await http(({ headers }, response) => {
    seen.push(headers.authorization);
    response.end();
  });
  const before = { ...process.env };
  // The SDK reads the environment of the process itself.
  Object.assign(process.env, {
    AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
    AWS_SECRET_ACCESS_KEY: 'hush',
    AWS_REGION: 'eu-west-1',
  });
  try {
    await main(contextWith({ url, 'aws-sigv4': 'execute-api' }));
  } finally {
    process.env = before;
  }
  expect(seen).toHaveLength(3);
  const scope = /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/20260101\/eu-west-1\/execute-api\/aws4_request, /;
  expect(seen).toEqual(seen.map(() => expect.stringMatching(scope)));
  expect(new Set(seen).size).toBe(3); // each at its own second
});
