import { createServer as createHttpServer } from 'node:http';
import { createServer as createHttp2Server, type ServerHttp2Stream } from 'node:http2';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { closeServers, failed, listen } from '#shared/http/testing';
import { ask } from './testing.ts';
import { acceptOf } from './websocket-handshake.ts';

afterEach(closeServers);

/** A proxy that remembers whom it was asked for. */
async function proxy(status: 200 | 403): Promise<{ readonly url: string; readonly asked: string[] }> {
  const asked: string[] = [];
  const server = createHttpServer().on('connect', (request, socket: Socket) => {
    const to = request.url ?? '';
    asked.push(to);
    socket.write(`HTTP/1.1 ${status} So\r\n\r\n`);
    if (status !== 200) return;
    const onward = connect(Number(to.split(':')[1]), '127.0.0.1');
    onward.on('error', () => socket.destroy());
    socket.on('close', () => onward.destroy());
    onward.on('close', () => socket.destroy());
    socket.pipe(onward).pipe(socket);
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, asked };
}

const ports: Readonly<Record<string, () => Promise<number>>> = {
  tcp: () => listen(createTcpServer()),
  ws: () =>
    listen(
      createHttpServer().on('upgrade', (request, socket: Socket) => {
        const accept = acceptOf(request.headers['sec-websocket-key'] ?? '');
        socket.end(
          `HTTP/1.1 101 S\r\nConnection: upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
        );
      }),
    ),
  grpc: () =>
    listen(
      createHttp2Server().on('stream', (stream: ServerHttp2Stream) => {
        stream.respond(
          { ':status': 200, 'content-type': 'application/grpc', 'grpc-status': '14' },
          { endStream: true },
        );
      }),
    ),
};

it.each(Object.keys(ports))('goes to %s through the tunnel of the proxy', async (scheme) => {
  const port = (await ports[scheme]?.()) ?? 0;
  const { url, asked } = await proxy(200);
  const answer = await ask(`${scheme}://localhost:${port}`, { env: { HTTP_PROXY: url } });
  expect(answer).toMatchObject({ kind: 'answered' });
  expect(asked).toEqual([`localhost:${port}`]);
});

it.each(Object.keys(ports))('says so when the proxy refuses %s', async (scheme) => {
  const { url } = await proxy(403);
  expect(await ask(`${scheme}://localhost:9`, { env: { HTTP_PROXY: url } })).toMatchObject(
    failed('proxy', /refuses localhost:9: status 403/),
  );
});
