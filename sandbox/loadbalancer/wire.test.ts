import { once } from 'node:events';
import { connect } from 'node:net';
import type { Socket } from 'node:net';
import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { forwardTo } from './routing.ts';
import { Bench, group } from './test-bench.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await Bench.start();
});

afterEach(() => bench.close());

/** Sends bytes, and reads until the other side closes. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(bench.port, '127.0.0.1');
  socket.write(bytes);
  return await text(socket);
}

async function read(socket: Socket): Promise<string> {
  const [chunk] = (await once(socket, 'data')) as [Buffer];
  return chunk.toString('latin1');
}

describe('HTTP/1.0', () => {
  it('gets a body that ends with the connection, never chunks, and needs no Host', async () => {
    await bench.addTarget('a', (incoming, response) => {
      response.write(incoming.headers.host === undefined ? 'no host ' : 'host ');
      response.end('done');
    });
    const answer = await raw('GET / HTTP/1.0\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/);
    expect(answer.toLowerCase()).toContain('connection: close');
    expect(answer.toLowerCase()).not.toContain('transfer-encoding');
    expect(answer).toMatch(/\r\n\r\nhost done$/);
  });

  it('keeps the connection for who asks for that and knows the length', async () => {
    await bench.addTarget('a', (incoming, response) => {
      response.setHeader('content-length', '2').end(incoming.url?.slice(-2));
    });
    const first = 'GET /01 HTTP/1.0\r\nConnection: keep-alive\r\n\r\n';
    const answer = await raw(`${first}GET /02 HTTP/1.0\r\n\r\n`);
    expect(answer.match(/\r\n\r\n\d\d/g)).toEqual(['\r\n\r\n01', '\r\n\r\n02']);
  });
});

describe('HTTP/1.1', () => {
  it('answers pipelined requests in their order', async () => {
    await bench.addTarget('a', (incoming, response) => {
      // The later one is ready first.
      setTimeout(() => response.end(incoming.url), incoming.url === '/1' ? 50 : 0);
    });
    const ask = (path: string, close = ''): string => `GET ${path} HTTP/1.1\r\nHost: a\r\n${close}\r\n`;
    const answer = await raw(ask('/1') + ask('/2', 'Connection: close\r\n'));
    expect(answer.match(/\n\/\d/g)).toEqual(['\n/1', '\n/2']);
  });

  it.each([
    { framing: 'a length', headers: { 'content-length': '10' }, seen: 'length 10' },
    { framing: 'chunks', headers: {}, seen: 'chunked' },
    { framing: 'a length, announced', headers: { 'content-length': '10', expect: '100-continue' }, seen: 'length 10' },
  ])('carries a body with $framing', async ({ headers, seen }) => {
    await bench.addTarget('a', (incoming, response) => {
      const { 'content-length': length, 'transfer-encoding': encoding } = incoming.headers;
      void text(incoming).then((body) => response.end(`${encoding ?? `length ${length}`} ${body}`));
    });
    const outgoing = bench.open({ method: 'POST', headers });
    outgoing.write('01234');
    outgoing.end('56789');
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(await text(response)).toBe(`${seen} 0123456789`);
  });

  it('lets an upload end at the target it began at, also when its group is taken out of service', async () => {
    bench.balancer.configure({ ...group, groupId: 'other' });
    const target = await bench.addTarget('a', (incoming, response) => {
      void text(incoming).then((body) => response.end(`a ${body}`));
    });
    await bench.until({ a: 'healthy' });
    const outgoing = bench.open({ method: 'POST' });
    outgoing.write('first ');
    await once(target.server, 'request');
    bench.balancer.route(bench.port, forwardTo('other'));
    bench.balancer.removeGroup('g');
    expect(await bench.call()).toMatchObject({ status: 503 });
    outgoing.end('second');
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    expect(await text(response)).toBe('a first second');
  });
});

const upgrade =
  'GET /chat HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Key: k\r\n\r\n';

describe('WebSockets', () => {
  it('are carried both ways, and closed when the deregistration delay is over', async () => {
    bench.balancer.configure({ ...group, deregistrationDelayMs: 40_000 });
    const target = await bench.addTarget('a');
    target.server.on('upgrade', (request: IncomingMessage, socket: Socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nX-Seen: ');
      const { 'sec-websocket-key': key, 'x-forwarded-for': from } = request.headers;
      socket.write(`${String(key)} ${String(from)}\r\n\r\nhello`);
      socket.on('data', (data) => socket.write(`echo ${data.toString()}`));
      socket.on('end', () => socket.end());
    });
    const client = connect(bench.port, '127.0.0.1');
    client.write(upgrade);
    let got = '';
    client.on('data', (data) => (got += data.toString()));
    while (!got.endsWith('hello')) await once(client, 'data');
    expect(got).toMatch(/^HTTP\/1\.1 101 Switching Protocols\r\n/);
    expect(got).toContain('X-Seen: k 127.0.0.1');
    client.write('one');
    expect(await read(client)).toBe('echo one');
    bench.balancer.deregister('g', 'a');
    client.write('two');
    expect(await read(client)).toBe('echo two');
    await once(client, 'close');
    expect((await bench.balancer.stats()).requests).toMatchObject([{ targetId: 'a', status: 101, count: 1 }]);
  });

  it('are answered in HTTP by a target that does not know them, or by none', async () => {
    expect(await raw(upgrade)).toMatch(/^HTTP\/1\.1 503 /);
    await bench.addTarget('a', (_incoming, response) => response.writeHead(426).end('no'));
    expect(await raw(upgrade)).toMatch(/^HTTP\/1\.1 426 [^]*no(?:\r\n0\r\n\r\n)?$/);
  });

  it('end with their listener', async () => {
    const target = await bench.addTarget('a');
    target.server.on('upgrade', (_request: IncomingMessage, socket: Socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
      socket.resume().on('end', () => socket.end());
    });
    const client = connect(bench.port, '127.0.0.1');
    client.write(upgrade);
    await read(client);
    const closed = once(client, 'close');
    await bench.balancer.unlisten(bench.port);
    await closed;
  });

  it('other protocols are not carried: the request is served as it is', async () => {
    await bench.addTarget('a', (incoming, response) => response.end(String(incoming.headers.upgrade)));
    const h2c = upgrade.replace('websocket', 'h2c').replace('Connection: Upgrade', 'Connection: Upgrade, close');
    expect(await raw(h2c)).toContain('undefined');
  });
});
