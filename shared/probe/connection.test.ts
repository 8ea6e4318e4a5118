import { createServer as createTcpServer } from 'node:net';
import { createServer as createTlsServer, getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { closeServers, failed, listen, raw } from '#shared/http/testing';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { ask, eventually, openSockets } from './testing.ts';

const certificate = selfSignedCertificate();
const before = getCACertificates();
beforeEach(() => {
  setDefaultCACertificates([certificate.cert]);
});
afterEach(async () => {
  setDefaultCACertificates(before);
  await closeServers();
  expect(await eventually(() => openSockets() === 0)).toBe(true);
});

const tcp = async (host?: string): Promise<number> => listen(createTcpServer(), host);

describe('tcp', () => {
  it('is healthy when the connection opens, over IPv6 too', async () => {
    const connected = { kind: 'answered', status: { word: 'connected', health: 'healthy' }, body: '', headers: {} };
    expect(await ask(`tcp://127.0.0.1:${await tcp()}`)).toMatchObject(connected);
    expect(await ask(`tcp://localhost:${await tcp()}`)).toMatchObject(connected);
    expect(await ask(`tcp://[::1]:${await tcp('::1')}`)).toMatchObject(connected);
  });

  it('ends its connection, and sends nothing', async () => {
    const seen = new Promise<string>((resolve) => {
      const server = createTcpServer((socket) => {
        let bytes = '';
        socket.on('data', (chunk: Buffer) => (bytes += chunk.toString()));
        socket.on('close', () => {
          resolve(`closed after "${bytes}"`);
        });
      });
      void listen(server).then((port) => ask(`tcp://127.0.0.1:${port}`));
    });
    expect(await seen).toBe('closed after ""');
  });

  it('is not bothered by a server that talks without end', async () => {
    const server = createTcpServer((socket) => {
      const more = (): void => {
        while (!socket.destroyed && socket.write(Buffer.alloc(65_536)));
      };
      socket.on('drain', more);
      more();
    });
    expect(await ask(`tcp://127.0.0.1:${await listen(server)}`)).toMatchObject({ kind: 'answered' });
  });

  it('fails where nothing listens, and where nobody knows the name', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await ask(`tcp://127.0.0.1:${port}`)).toMatchObject(
      failed('refused', new RegExp(`^connection refused by 127\\.0\\.0\\.1:${port}$`)),
    );
    expect(await ask('tcp://nowhere.invalid:5432')).toMatchObject(
      failed('unknown-host', /host name nowhere\.invalid is not known/),
    );
  });
});

describe('tls', () => {
  const tls = async (options: object = {}): Promise<number> => listen(createTlsServer({ ...certificate, ...options }));

  it('is healthy when the handshake completes, and says its version', async () => {
    expect(await ask(`tls://localhost:${await tls()}`)).toMatchObject({
      kind: 'answered',
      status: { word: 'TLSv1.3', health: 'healthy' },
    });
    const old = await tls({ maxVersion: 'TLSv1.2' });
    expect(await ask(`tls://127.0.0.1:${old}`)).toMatchObject({ status: { word: 'TLSv1.2' } });
  });

  it('fails when nobody trusts the certificate, or it is another host’s', async () => {
    const port = await tls(selfSignedCertificate());
    expect(await ask(`tls://localhost:${port}`)).toMatchObject(
      failed('certificate', /^the certificate of localhost:\d+ is not accepted: /),
    );
    const other = await listen(createTlsServer(certificate), '::1');
    expect(await ask(`tls://[::1]:${other}`)).toMatchObject(
      failed('certificate', /does not match certificate|not in the cert/),
    );
  });

  it('fails at once where no TLS is spoken', async () => {
    const url = await raw('220 mail.example.com ESMTP\r\n', 'hold');
    expect(await ask(url.replace('http:', 'tls:'))).toMatchObject(
      failed('plain-http', /^127\.0\.0\.1:\d+ does not speak TLS$/),
    );
  });

  it('fails when the server hangs up in the handshake', async () => {
    const server = createTcpServer((socket) => socket.once('data', () => socket.end()));
    expect(await ask(`tls://127.0.0.1:${await listen(server)}`)).toMatchObject(
      failed('reset', /closed the connection/),
    );
  });

  it('has a time limit for half a handshake, and says where it stood', async () => {
    const result = await ask(`tls://127.0.0.1:${await tcp()}`, { timeoutMs: 100 });
    expect(result).toMatchObject(failed('timeout', /no complete answer within 100ms \(TLS handshake\)/));
    expect(result.ms).toBeGreaterThanOrEqual(95);
    expect(result.ms).toBeLessThan(1_000);
  });

  it('is cancelled within milliseconds, with the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const asking = ask(`tls://127.0.0.1:${await tcp()}`, { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const started = performance.now();
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
