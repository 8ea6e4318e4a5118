import { createServer as createHttpServer, request as httpRequest, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { selfSignedCertificate } from '#shared/testing/self-signed-certificate';
import { DEFAULT_CONNECTION } from './connection.ts';
import { ask, closeServers, failed, listen } from './testing.ts';

const pair = selfSignedCertificate();
const connection = { ...DEFAULT_CONNECTION, tls: { serverName: undefined, ca: pair.cert, client: undefined } };
/** What the proxy was asked for: the line, and who asked. */
let asked: (string | undefined)[][];

beforeEach(() => {
  asked = [];
});
afterEach(closeServers);

/** A proxy that opens tunnels and sends requests on. */
async function proxy(user = ''): Promise<string> {
  const server: Server = createHttpServer((request, response) => {
    asked.push([request.method, request.url, request.headers['proxy-authorization']]);
    const onward = httpRequest(request.url ?? '', { headers: { host: request.headers.host } }, (answer) => {
      answer.pipe(response);
    });
    onward.on('error', () => response.writeHead(502).end());
    onward.end();
  });
  server.on('connect', ({ headers, method, url = '' }, socket: Socket) => {
    asked.push([method, url, headers['proxy-authorization']]);
    const target = new URL(`tcp://${url}`);
    const onward = connect(Number(target.port), target.hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.pipe(onward).pipe(socket);
    });
    onward.on('error', () => socket.destroy());
  });
  return `http://${user}127.0.0.1:${await listen(server)}`;
}

/** A proxy that answers each CONNECT with these bytes and waits; `closed` resolves when its first client has gone. */
async function stubborn(bytes: string): Promise<{ readonly url: string; readonly closed: Promise<void> }> {
  let gone: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (gone = resolve));
  const server = createTcpServer((socket) => {
    socket.on('close', gone);
    socket.once('data', () => socket.write(bytes));
  });
  return { url: `http://127.0.0.1:${await listen(server)}`, closed };
}

async function secure(): Promise<string> {
  const port = await listen(createHttpsServer(pair, ({ url }, response) => response.end(`secure ${url ?? ''}`)));
  return `https://localhost:${port}/health?a=b`;
}

describe('https', () => {
  it('goes through a tunnel, with the credentials of the proxy', async () => {
    const url = await secure();
    const env = { HTTPS_PROXY: await proxy('user:p%40ss@') };
    expect(await ask(url, { connection, env })).toMatchObject({
      status: 200,
      body: 'secure /health?a=b',
      certificate: { subject: 'CN=localhost' },
    });
    expect(asked).toEqual([['CONNECT', new URL(url).host, `Basic ${btoa('user:p@ss')}`]]);
  });

  it('goes without one where NO_PROXY names the host', async () => {
    const env = { HTTPS_PROXY: await proxy(), NO_PROXY: 'localhost' };
    expect(await ask(await secure(), { connection, env })).toMatchObject({ status: 200 });
    expect(asked).toEqual([]);
  });

  it('keeps its own certificate: the proxy is not believed', async () => {
    const env = { HTTPS_PROXY: await proxy() };
    expect(await ask(await secure(), { env })).toMatchObject(failed('certificate', /self-signed certificate/));
  });

  it.each([403, 407, 502])('tells that the proxy refuses with %i', async (status) => {
    const { url, closed } = await stubborn(`HTTP/1.1 ${status} No\r\ncontent-length: 0\r\n\r\n`);
    const { port } = new URL(url);
    expect(await ask('https://api.test/', { env: { HTTPS_PROXY: url } })).toMatchObject(
      failed('proxy', new RegExp(`^the proxy 127\\.0\\.0\\.1:${port} refuses api\\.test:443: status ${status}$`)),
    );
    await closed;
  });

  it.each([
    ['the proxy never answers', ''],
    ['nobody answers in the tunnel', 'HTTP/1.1 200 OK\r\n\r\n'],
  ])('ends in time when %s, and leaves no connection behind', async (_, bytes) => {
    const { url, closed } = await stubborn(bytes);
    const result = await ask('https://api.test/', { env: { HTTPS_PROXY: url }, timeoutMs: 200 });
    expect(result).toMatchObject(failed('timeout', /within 200ms/));
    expect(result.ms).toBeLessThan(1_000);
    await closed;
  });

  it('ends at once when the job is cancelled, and leaves no connection behind', async () => {
    const { url, closed } = await stubborn('');
    const controller = new AbortController();
    const reason = new Error('cancelled');
    setTimeout(() => controller.abort(reason), 50);
    await expect(ask('https://api.test/', { env: { HTTPS_PROXY: url }, signal: controller.signal })).rejects.toBe(
      reason,
    );
    await closed;
  });
});

describe('plain http', () => {
  it('is sent on by the proxy, with its credentials', async () => {
    const port = await listen(createHttpServer(({ headers }, response) => response.end(JSON.stringify(headers))));
    const url = `http://127.0.0.1:${port}/health?a=b`;
    const result = await ask(url, { env: { HTTP_PROXY: await proxy('user:pass@') } });
    expect(result).toMatchObject({ status: 200 });
    expect(asked).toEqual([['GET', url, `Basic ${btoa('user:pass')}`]]);
    expect(result).toHaveProperty('body', expect.stringContaining(`"host":"127.0.0.1:${port}"`));
  });
});

it.each(['http://api.test/', 'https://api.test/'])('says so when the proxy of %s cannot be reached', async (url) => {
  const server = createTcpServer();
  const port = await listen(server);
  await new Promise((resolve) => server.close(resolve));
  const gone = `http://user:hush@127.0.0.1:${port}`;
  expect(await ask(url, { env: { HTTP_PROXY: gone, HTTPS_PROXY: gone } })).toMatchObject(
    failed('proxy', new RegExp(`^the proxy cannot be used: connection refused by 127\\.0\\.0\\.1:${port}$`)),
  );
});

it('says so when the environment names no proxy that could be used', async () => {
  expect(await ask('https://api.test/', { env: { HTTPS_PROXY: 'socks5://a.test' } })).toMatchObject(
    failed('proxy', /HTTPS_PROXY is not an http or https URL/),
  );
});
