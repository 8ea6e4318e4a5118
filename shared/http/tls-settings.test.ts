import { createServer as createHttpsServer, type ServerOptions } from 'node:https';
import { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { DEFAULT_CONNECTION, type ConnectionSettings } from './connection.ts';
import { ask, closeServers, failed, listen } from './testing.ts';
import { certificatesProblem, DEFAULT_TLS, isPair, keyProblem, type TlsSettings } from './tls-settings.ts';

const DAY_MS = 86_400_000;
const pair = selfSignedCertificate();
const client = selfSignedCertificate({ host: 'deployer' });

afterEach(closeServers);

function trusting(tls: Partial<TlsSettings> = {}): { readonly connection: ConnectionSettings } {
  return { connection: { ...DEFAULT_CONNECTION, tls: { ...DEFAULT_TLS, ca: pair.cert, ...tls } } };
}

/** An https server that keeps the socket of every request. */
async function secure(options: ServerOptions = pair): Promise<{ readonly url: string; readonly seen: TLSSocket[] }> {
  const seen: TLSSocket[] = [];
  const server = createHttpsServer(options, ({ socket }, response) => {
    if (socket instanceof TLSSocket) seen.push(socket);
    response.setHeader('connection', 'keep-alive').end('secure');
  });
  return { url: `https://localhost:${await listen(server)}/`, seen };
}

describe('ca', () => {
  it('is trusted', async () => {
    const { url } = await secure();
    expect(await ask(url)).toMatchObject(failed('certificate', /self-signed certificate/));
    expect(await ask(url, trusting())).toMatchObject({ status: 200, body: 'secure' });
  });

  it('is the only one that is trusted', async () => {
    const { url } = await secure();
    expect(await ask(url, trusting({ ca: client.cert }))).toMatchObject(failed('certificate', /self-signed/));
  });

  it('may be several', async () => {
    const { url } = await secure();
    expect(await ask(url, trusting({ ca: `${client.cert}${pair.cert}` }))).toMatchObject({ status: 200 });
  });
});

describe('server-name', () => {
  it('is asked for, and is what the certificate must be for', async () => {
    const internal = selfSignedCertificate({ host: 'internal.test' });
    const { url, seen } = await secure(internal);
    const tls = { ca: internal.cert };
    expect(await ask(url, trusting(tls))).toMatchObject(failed('certificate', /Host: localhost. is not in the cert/));
    expect(await ask(url, trusting({ ...tls, serverName: 'internal.test' }))).toMatchObject({ status: 200 });
    expect(seen.map(({ servername }) => servername)).toEqual(['internal.test']);
  });

  it('is the host of the URL, whatever the Host header says', async () => {
    const { url, seen } = await secure();
    expect(await ask(url, { ...trusting(), headers: { host: 'other.test' } })).toMatchObject({ status: 200 });
    expect(seen.map(({ servername }) => servername)).toEqual(['localhost']);
  });

  it('is none for an address, to which the certificate is held all the same', async () => {
    const { url, seen } = await secure();
    expect(await ask(url.replace('localhost', '127.0.0.1'), trusting())).toMatchObject({ status: 200 });
    expect(seen.map(({ servername }) => servername)).toEqual([false]);
    const six = createHttpsServer(pair, (_, response) => response.end());
    expect(await ask(`https://[::1]:${await listen(six, '::1')}/`, trusting())).toMatchObject(
      failed('certificate', /IP: ::1 is not in the cert/),
    );
  });
});

describe('a client certificate', () => {
  const mutual = { ...pair, requestCert: true, ca: [client.cert] };

  it('is shown to a server that asks for one', async () => {
    const { url, seen } = await secure(mutual);
    const identity = { certificate: client.cert, key: client.key };
    expect(await ask(url, trusting({ client: identity }))).toMatchObject({ status: 200 });
    expect(seen[0]?.getPeerX509Certificate()?.subject).toBe('CN=deployer');
  });

  it('that is missing is a failure of the connection', async () => {
    const { url } = await secure(mutual);
    expect(await ask(url, trusting())).toMatchObject({ kind: 'failed', failure: expect.stringMatching(/tls|reset/) });
  });
});

it('makes a connection and a session of its own each time, so that a load balancer chooses anew', async () => {
  const ports = new Set<number | undefined>();
  const reused: boolean[] = [];
  const server = createHttpsServer(pair, ({ socket }, response) => {
    ports.add(socket.remotePort);
    if (socket instanceof TLSSocket) reused.push(socket.isSessionReused());
    response.setHeader('connection', 'keep-alive').end();
  });
  const url = `https://localhost:${await listen(server)}/`;
  for (let count = 0; count < 3; count += 1) expect(await ask(url, trusting())).toMatchObject({ status: 200 });
  expect(ports.size).toBe(3);
  expect(reused).toEqual([false, false, false]);
});

describe('the certificate of an answer', () => {
  it('is told', async () => {
    const until = new Date(Math.floor(Date.now() / 1_000) * 1_000 + 10 * DAY_MS + 3_600_000);
    const short = selfSignedCertificate({ until });
    const { url } = await secure(short);
    expect(await ask(url, trusting({ ca: short.cert }))).toMatchObject({
      certificate: { subject: 'CN=localhost', issuer: 'CN=localhost', expires: until.toISOString(), daysLeft: 10 },
    });
  });

  it('that has expired is a failure', async () => {
    const expired = selfSignedCertificate({ until: new Date(Date.now() - DAY_MS) });
    const { url } = await secure(expired);
    expect(await ask(url, trusting({ ca: expired.cert }))).toMatchObject(failed('certificate', /has expired/));
  });
});

describe('PEM', () => {
  it.each([
    ['a certificate', pair.cert, undefined],
    ['a chain', `${pair.cert}\n${client.cert}`, undefined],
    ['a key', pair.key, /^holds no certificate/],
    ['a broken certificate', `${pair.cert}${client.cert.replace('\nMI', '\nAA')}`, /number 2 of 2$/],
  ])('with %s', (_, pem, problem) => {
    if (problem === undefined) expect(certificatesProblem(pem)).toBeUndefined();
    else expect(certificatesProblem(pem)).toMatch(problem);
  });

  it.each([
    ['a key', pair.key, undefined],
    ['a certificate', pair.cert, /^holds no private key/],
    ['an encrypted key', '-----BEGIN ENCRYPTED PRIVATE KEY-----\nMIIF', /^holds an encrypted key/],
    ['an encrypted key of old', '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n', /^holds an encrypted key/],
  ])('with %s, where a key should be', (_, pem, problem) => {
    if (problem === undefined) expect(keyProblem(pem)).toBeUndefined();
    else expect(keyProblem(pem)).toMatch(problem);
  });

  it('of a pair belongs together', () => {
    expect(isPair({ certificate: pair.cert, key: pair.key })).toBe(true);
    expect(isPair({ certificate: pair.cert, key: client.key })).toBe(false);
  });
});
