import { createServer as createHttpServer, request as httpRequest, type RequestListener } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { MAX_BODY_BYTES, probe, type ProbeRequest } from './probe.ts';
import type { ProbeResult } from './probe-result.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

async function listen(server: Server, host = '127.0.0.1'): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, host, resolve);
  });
  closers.push(
    () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  );
  return (server.address() as AddressInfo).port; // a TCP server's address
}

async function http(listener: RequestListener): Promise<string> {
  return `http://127.0.0.1:${await listen(createHttpServer(listener))}`;
}

/** A server that answers whatever arrives with these bytes, and then does as `after` says. */
async function raw(bytes: string, after: 'end' | 'reset' | 'hold'): Promise<string> {
  const server = createTcpServer((socket) => {
    socket.once('data', () => {
      socket.write(bytes, () => {
        if (after === 'end') socket.end();
        if (after === 'reset') setTimeout(() => socket.resetAndDestroy(), 20);
      });
    });
  });
  return `http://127.0.0.1:${await listen(server)}`;
}

interface AskOptions extends Partial<Omit<ProbeRequest, 'url'>> {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

async function ask(url: string, options: AskOptions = {}): Promise<ProbeResult> {
  const { env = {}, signal = new AbortController().signal, ...request } = options;
  return probe(
    { url: new URL(url), method: 'GET', headers: {}, body: undefined, timeoutMs: 5_000, maxRedirects: 0, ...request },
    { env, signal },
  );
}

const failed = (failure: string, message: RegExp): object => ({
  kind: 'failed',
  failure,
  message: expect.stringMatching(message),
});

describe('an answer', () => {
  it('has status, headers by lower-case name and body', async () => {
    const url = await http((_, response) => {
      response.writeHead(207, { 'X-Version': '1f3c9aa', 'Set-Cookie': ['a=1', 'b=2'] }).end('grüezi');
    });
    const answer = await ask(url);
    expect(answer).toMatchObject({ kind: 'answered', status: 207, body: 'grüezi', truncated: false });
    expect(answer).toHaveProperty('headers.x-version', '1f3c9aa');
    expect(answer).toHaveProperty('headers.set-cookie', 'a=1, b=2');
    expect(answer.ms).toBeLessThan(5_000);
  });

  it('is got by sending method, headers, credentials and body, past any cache', async () => {
    const seen: unknown[] = [];
    const url = await http((request, response) => {
      const { authorization, 'cache-control': cache, 'content-length': length, 'x-a': a } = request.headers;
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        seen.push([request.method, authorization, cache, length, a, body]);
        response.end();
      });
    });
    await ask(url.replace('//', '//user:p%40ss@'), { method: 'POST', headers: { 'x-a': '1' }, body: '{"ä":1}' });
    const basic = `Basic ${Buffer.from('user:p@ss').toString('base64')}`;
    expect(seen).toEqual([['POST', basic, 'no-cache', '8', '1', '{"ä":1}']]);
  });

  it('comes over a connection of its own each time, so that a load balancer chooses anew', async () => {
    const ports = new Set<number | undefined>();
    const url = await http((request, response) => {
      ports.add(request.socket.remotePort);
      response.setHeader('connection', 'keep-alive').end();
    });
    for (let count = 0; count < 3; count += 1) await ask(url);
    expect(ports.size).toBe(3);
  });

  it('may have no body at all', async () => {
    const url = await http((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': '1234' }).end();
    });
    expect(await ask(url, { method: 'HEAD' })).toMatchObject({ kind: 'answered', status: 200, body: '' });
  });

  it.each([
    ['gzip', gzipSync],
    ['br', brotliCompressSync],
    ['deflate', deflateSync],
  ] as const)('is decoded from %s', async (encoding, encode) => {
    const url = await http((_, response) => {
      response.writeHead(200, { 'content-encoding': encoding }).end(encode('{"status":"ok"}'));
    });
    expect(await ask(url)).toMatchObject({ body: '{"status":"ok"}' });
  });

  it('is read to a bound when it is huge', async () => {
    const url = await http((_, response) => {
      const chunk = Buffer.alloc(64 * 1024, 'x');
      const more = (): void => {
        while (!response.destroyed && response.write(chunk));
      };
      response.on('drain', more);
      more();
    });
    const answer = await ask(url);
    expect(answer).toMatchObject({ kind: 'answered', truncated: true });
    expect(answer).toHaveProperty('body.length', MAX_BODY_BYTES);
  });

  it('is read to a bound when it unpacks to something huge', async () => {
    const bomb = gzipSync(Buffer.alloc(200 * 1024 * 1024));
    const url = await http((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb);
    });
    const before = process.memoryUsage().arrayBuffers;
    const answer = await ask(url);
    expect(answer).toMatchObject({ kind: 'answered', truncated: true });
    expect(answer).toHaveProperty('body.length', MAX_BODY_BYTES);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(50 * 1024 * 1024);
  });

  it('comes over IPv6', async () => {
    const port = await listen(
      createHttpServer((_, response) => response.end('six')),
      '::1',
    );
    expect(await ask(`http://[::1]:${port}/`)).toMatchObject({ body: 'six' });
  });

  it('comes through the proxy of the environment, unless NO_PROXY names the host', async () => {
    const target = await http((_, response) => response.end('direct'));
    const proxy = await http((request, response) => {
      const onward = httpRequest(request.url ?? '', (answer) => {
        answer.resume();
        response.end('through the proxy');
      });
      onward.end();
    });
    expect(await ask(target, { env: { HTTP_PROXY: proxy } })).toMatchObject({ body: 'through the proxy' });
    const env = { HTTP_PROXY: proxy, NO_PROXY: '127.0.0.1' };
    expect(await ask(target, { env })).toMatchObject({ body: 'direct' });
  });
});

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
      failed('dns', /host name nowhere\.invalid is not known/),
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
      failed('tls', /no secure connection with localhost:\d+: self-signed certificate/),
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

describe('redirects', () => {
  it('are answers like any other unless they are allowed', async () => {
    const url = await http((_, response) => response.writeHead(302, { location: '/login' }).end());
    expect(await ask(url)).toMatchObject({ kind: 'answered', status: 302 });
  });

  it('are followed to their end', async () => {
    const url = await http((request, response) => {
      if (request.url === '/end') response.end('there');
      else response.writeHead(302, { location: '/end' }).end();
    });
    expect(await ask(url, { maxRedirects: 10 })).toMatchObject({ kind: 'answered', status: 200, body: 'there' });
  });

  it('that go round end', async () => {
    let requests = 0;
    const url = await http((_, response) => {
      requests += 1;
      response.writeHead(302, { location: '/again' }).end();
    });
    expect(await ask(url, { maxRedirects: 3 })).toMatchObject(failed('redirect', /more than 3 redirects/));
    expect(requests).toBe(4);
  });

  it('share one time limit', async () => {
    const url = await http((_, response) => {
      setTimeout(() => response.writeHead(302, { location: '/slow' }).end(), 60);
    });
    const result = await ask(url, { maxRedirects: 10, timeoutMs: 150 });
    expect(result).toMatchObject(failed('timeout', /within 150ms/));
    expect(result.ms).toBeLessThan(1_000);
  });

  it('do not carry credentials to another origin', async () => {
    const seen: unknown[] = [];
    const other = await http((request, response) => {
      seen.push(request.headers.authorization, request.headers.cookie, request.headers['x-trace']);
      response.end('other');
    });
    const url = await http((_, response) => response.writeHead(307, { location: `${other}/` }).end());
    const headers = { authorization: 'Bearer secret', cookie: 'sid=1', 'x-trace': 'kept' };
    expect(await ask(url.replace('//', '//user:pass@'), { headers, maxRedirects: 10 })).toMatchObject({
      body: 'other',
    });
    expect(seen).toEqual([undefined, undefined, 'kept']);
  });
});

describe('cancellation', () => {
  it.each([
    ['while waiting for the answer', ''],
    ['while reading the body', 'HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc'],
  ])('ends the probe at once %s, with its reason', async (_, bytes) => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    setTimeout(() => {
      controller.abort(reason);
    }, 50);
    await expect(ask(await raw(bytes, 'hold'), { signal: controller.signal })).rejects.toBe(reason);
  });

  it('starts nothing when it came before', async () => {
    await expect(ask('http://127.0.0.1:1/', { signal: AbortSignal.abort(new Error('before')) })).rejects.toThrow(
      'before',
    );
  });
});
