import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { ask, closeServers, failed, http, listen, raw } from './testing.ts';

afterEach(closeServers);

describe('a failure', () => {
  it('is a refused connection', async () => {
    const server = createTcpServer();
    const port = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await ask(`http://127.0.0.1:${port}/`)).toMatchObject(
      failed('refused', new RegExp(`^connection refused by 127\\.0\\.0\\.1:${port}$`)),
    );
  });

  it('is an unknown host', async () => {
    // .invalid never exists (RFC 2606).
    expect(await ask('http://nowhere.invalid/')).toMatchObject(
      failed('unknown-host', /host name nowhere\.invalid is not known/),
    );
  });

  it.each([
    ['before any byte', '', 'reset'],
    ['after the headers', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n', 'reset'],
    ['before the body is as long as promised', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc', 'end'],
  ] as const)('is a connection closed %s', async (_, bytes, after) => {
    expect(await ask(await raw(bytes, after))).toMatchObject(
      failed('reset', /closed the connection before the answer/),
    );
  });

  it('is something that is not HTTP', async () => {
    expect(await ask(await raw('SSH-2.0-OpenSSH_9.6\r\n', 'hold'))).toMatchObject(
      failed('protocol', /no valid HTTP answer/),
    );
  });

  it('is a body that is not encoded as it says', async () => {
    const url = await http((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end('plain');
    });
    expect(await ask(url)).toMatchObject(failed('protocol', /the body is not gzip as its header says/));
  });

  it.each([
    ['never answers', ''],
    ['stops in the headers', 'HTTP/1.1 200 OK\r\nX-'],
    ['stops in the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
  ])('is a server that %s', async (_, bytes) => {
    const result = await ask(await raw(bytes, 'hold'), { timeoutMs: 150 });
    expect(result).toMatchObject(failed('timeout', /no complete answer within 150ms/));
    expect(result.ms).toBeGreaterThanOrEqual(145);
    expect(result.ms).toBeLessThan(1_000);
  });

  it('is a body that trickles: every byte is in time, the whole is not', async () => {
    const url = await http((_, response) => {
      const timer = setInterval(() => response.write('.'), 20);
      response.on('close', () => {
        clearInterval(timer);
      });
    });
    expect(await ask(url, { timeoutMs: 200 })).toMatchObject(failed('timeout', /reading the body/));
  });

  it('is plain HTTP where HTTPS was asked for', async () => {
    const url = await http((_, response) => response.end());
    expect(await ask(url.replace('http:', 'https:'))).toMatchObject(failed('plain-http', /speaks plain HTTP/));
  });

  it('is a certificate that nobody trusts', async () => {
    const port = await listen(createHttpsServer(selfSignedCertificate(), (_, response) => response.end('secure')));
    expect(await ask(`https://localhost:${port}/`)).toMatchObject(
      failed('certificate', /certificate of localhost:\d+ is not accepted: self-signed certificate/),
    );
  });

  it('is none when the certificate is trusted', async () => {
    const pair = selfSignedCertificate();
    const port = await listen(createHttpsServer(pair, (_, response) => response.end('secure')));
    const before = getCACertificates();
    setDefaultCACertificates([pair.cert]);
    try {
      expect(await ask(`https://localhost:${port}/`)).toMatchObject({ kind: 'answered', body: 'secure' });
    } finally {
      setDefaultCACertificates(before);
    }
  });
});
