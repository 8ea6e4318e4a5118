import { createServer as createHttpServer, type IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTcpServer, type Socket } from 'node:net';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterEach, describe, expect, it } from '@jest/globals';
import { closeServers, failed, http, listen } from '#shared/http/testing';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { ask, eventually, openSockets } from './testing.ts';
import { acceptOf } from './websocket-handshake.ts';

afterEach(async () => {
  await closeServers();
  expect(await eventually(() => openSockets() === 0)).toBe(true);
});

type OnUpgrade = (socket: Socket, request: IncomingMessage) => void;

/** A server that leaves all of the handshake to `onUpgrade`. */
async function server(onUpgrade: OnUpgrade): Promise<string> {
  const made = createHttpServer().on('upgrade', (request, socket: Socket) => {
    onUpgrade(socket, request);
  });
  return `ws://127.0.0.1:${await listen(made)}/live?room=1`;
}

interface Head {
  readonly accept?: string;
  readonly upgrade?: string;
  readonly more?: readonly string[];
}

function head(request: IncomingMessage, { accept, upgrade = 'websocket', more = [] }: Head = {}): string {
  const right = acceptOf(request.headers['sec-websocket-key'] ?? '');
  const lines = ['Connection: Upgrade', `Upgrade: ${upgrade}`, `Sec-WebSocket-Accept: ${accept ?? right}`, ...more];
  return `HTTP/1.1 101 Switching Protocols\r\n${lines.join('\r\n')}\r\n\r\n`;
}

const CLOSE = Buffer.from([0x88, 0x02, 0x03, 0xe8]);
/** Answers as RFC 6455 wants it. */
const polite: OnUpgrade = (socket, request) => {
  socket.write(head(request, { more: ['X-Version: 1f3c9aa'] }));
  socket.once('data', () => socket.end(CLOSE));
};

describe('a WebSocket', () => {
  it('proves the accept key of the RFC’s own example', () => {
    expect(acceptOf('dGhlIHNhbXBsZSBub25jZQ==')).toBe('s3pPLMBiTxaQ9kYGzzhZRbK+xOo=');
  });

  it('opens, tells status and headers of the handshake, and closes', async () => {
    const answer = await ask(await server(polite));
    expect(answer).toMatchObject({ kind: 'answered', status: 101, body: '', headers: { 'x-version': '1f3c9aa' } });
  });

  it('is asked for as the RFC says, with the headers that were given', async () => {
    const seen: IncomingMessage[] = [];
    const url = await server((socket, request) => {
      seen.push(request);
      polite(socket, request);
    });
    await ask(url.replace('//', '//user:p%40ss@'), { headers: { origin: 'https://a.test', upgrade: 'h2c' } });
    expect(seen[0]).toMatchObject({
      method: 'GET',
      url: '/live?room=1',
      headers: {
        authorization: `Basic ${Buffer.from('user:p@ss').toString('base64')}`,
        connection: 'Upgrade',
        upgrade: 'websocket',
        origin: 'https://a.test',
        'sec-websocket-version': '13',
        'sec-websocket-key': expect.stringMatching(/^[\w+/]{22}==$/),
      },
    });
  });

  it('is closed with a masked frame of status 1000', async () => {
    const frames = new Promise<Buffer>((resolve) => {
      void server((socket, request) => {
        socket.write(head(request));
        socket.once('data', (frame: Buffer) => {
          resolve(frame);
          socket.end(CLOSE);
        });
      }).then((url) => ask(url));
    });
    const [first, second, ...rest] = await frames;
    const [a = 0, b = 0, , , c = 0, d = 0] = rest;
    expect([first, second, (a ^ c) * 256 + (b ^ d)]).toEqual([0x88, 0x82, 1000]);
  });

  it('opens over TLS', async () => {
    const pair = selfSignedCertificate();
    const made = createHttpsServer(pair).on('upgrade', (request, socket: Socket) => {
      polite(socket, request);
    });
    const before = getCACertificates();
    setDefaultCACertificates([pair.cert]);
    try {
      expect(await ask(`wss://localhost:${await listen(made)}/`)).toMatchObject({ kind: 'answered', status: 101 });
    } finally {
      setDefaultCACertificates(before);
    }
  });

  it('does not count the time that the server takes to close, nor wait for it long', async () => {
    const started = performance.now();
    const answer = await ask(await server((socket, request) => socket.write(head(request))));
    expect(answer).toMatchObject({ kind: 'answered', status: 101 });
    expect(answer.ms).toBeLessThan(500);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  it('is left when the server sends frames without end', async () => {
    let sent = 0;
    const url = await server((socket, request) => {
      const frame = Buffer.concat([Buffer.from([0x82, 126, 0xff, 0xff]), Buffer.alloc(65_535)]);
      const more = (): void => {
        for (; !socket.destroyed && socket.write(frame); sent += frame.length);
      };
      socket.write(head(request));
      socket.on('drain', more);
      more();
    });
    expect(await ask(url)).toMatchObject({ kind: 'answered', status: 101 });
    expect(sent).toBeLessThan(20 * 1024 * 1024);
  });
});

describe('what is no WebSocket', () => {
  it('is an answer with another status, whose body is kept', async () => {
    const url = await http((_, response) => response.writeHead(503, { 'x-version': '1' }).end('draining'));
    expect(await ask(url.replace('http:', 'ws:'))).toMatchObject({
      kind: 'answered',
      status: 503,
      body: 'draining',
      headers: { 'x-version': '1' },
    });
  });

  it.each<[string, Head, RegExp]>([
    ['a key that was not made from ours', { accept: 'AAAA' }, /Sec-WebSocket-Accept is "AAAA"/],
    ['another upgrade', { upgrade: 'h2c' }, /upgrades to "h2c"/],
    ['an extension nobody offered', { more: ['Sec-WebSocket-Extensions: x-zip'] }, /extension "x-zip"/],
    ['a subprotocol nobody offered', { more: ['Sec-WebSocket-Protocol: chat'] }, /subprotocol "chat"/],
  ])('is an answer with %s', async (_, wrong, words) => {
    const url = await server((socket, request) => socket.write(head(request, wrong)));
    expect(await ask(url)).toMatchObject(failed('protocol', words));
  });

  it('is none when the subprotocol was offered', async () => {
    const url = await server((socket, request) => {
      socket.end(head(request, { more: ['Sec-WebSocket-Protocol: chat'] }));
    });
    const headers = { 'sec-websocket-protocol': 'soap, chat' };
    expect(await ask(url, { headers })).toMatchObject({ kind: 'answered', status: 101 });
  });

  it.each<[string, string, object]>([
    [
      '101 without an upgrade',
      'HTTP/1.1 101 Switching Protocols\r\n\r\n',
      failed('protocol', /has no "Connection: Upgrade"/),
    ],
    ['half a head', 'HTTP/1.1 101 Switching Protocols\r\nUpg', failed('timeout', /waiting for the answer/)],
    ['something that is not HTTP', 'SSH-2.0-OpenSSH_9.6\r\n', failed('protocol', /no valid WebSocket answer/)],
    ['nothing', '', failed('timeout', /within 200ms/)],
  ])('is %s', async (_, bytes, wanted) => {
    const made = createTcpServer((socket) => socket.once('data', () => socket.write(bytes)));
    const result = await ask(`ws://127.0.0.1:${await listen(made)}/`, { timeoutMs: 200 });
    expect(result).toMatchObject(wanted);
    expect(result.ms).toBeLessThan(1_000);
  });

  it('is a connection that ends before the answer', async () => {
    const made = createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect(await ask(`ws://127.0.0.1:${await listen(made)}/`)).toMatchObject(failed('reset', /closed the connection/));
  });
});

describe('cancellation', () => {
  it.each<[string, OnUpgrade]>([
    ['before the handshake', () => undefined],
    ['while closing', (socket, request) => socket.write(head(request))],
  ])('ends it within milliseconds %s', async (_, onUpgrade) => {
    const controller = new AbortController();
    const reason = new Error('cancelled');
    const asking = ask(await server(onUpgrade), { signal: controller.signal });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const started = performance.now();
    controller.abort(reason);
    await expect(asking).rejects.toBe(reason);
    expect(performance.now() - started).toBeLessThan(50);
  });
});
