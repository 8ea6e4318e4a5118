import { createServer as createHttpServer, request as httpRequest } from 'node:http';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MAX_BODY_BYTES } from './probe.ts';
import { ask, closeServers, failed, http, listen, raw } from './testing.ts';

afterEach(closeServers);

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

  it.each([
    ['application/json', Buffer.from('\ufeff{"a":1}'), '{"a":1}'],
    ['text/html; charset=ISO-8859-1', Buffer.from('gr\u00fcezi', 'latin1'), 'grüezi'],
    ['text/plain;charset="utf-16le"', Buffer.from('\ufeffgrüezi', 'utf16le'), 'grüezi'],
    ['text/plain; charset=klingon', Buffer.from('grüezi'), 'grüezi'],
    ['text/plain', Buffer.from([0x67, 0xff, 0x72]), 'g\ufffdr'],
  ])('is text of type %s', async (type, bytes, text) => {
    const url = await http((_, response) => response.writeHead(200, { 'content-type': type }).end(bytes));
    expect(await ask(url)).toMatchObject({ body: text });
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
