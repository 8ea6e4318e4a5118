import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, describe, expect, it } from '@jest/globals';
import { download } from './download.ts';

const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<URL> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a TCP server's address is an object
  return new URL(`http://127.0.0.1:${port}/blob?X-Amz-Signature=abc`);
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const get = (url: URL, abortSignal = new AbortController().signal) =>
  download(url, { requestHandler: new NodeHttpHandler(), abortSignal });

describe('download', () => {
  it('gives the text at a signed URL, signature and all', async () => {
    const url = await serve(({ url: path }, response) => response.end(`at ${path ?? ''}`));
    expect(await get(url)).toBe('at /blob?X-Amz-Signature=abc');
  });

  it('fails when the answer is another one', async () => {
    const url = await serve((_, response) => response.writeHead(403).end('<Error>expired</Error>'));
    await expect(get(url)).rejects.toThrow('answered with status 403');
  });

  it('does not take more than a configuration is long', async () => {
    const url = await serve((_, response) => response.end(Buffer.alloc(5 * 1024 * 1024)));
    await expect(get(url)).rejects.toThrow('more than the configuration of an image');
  });

  it('ends when it is no longer wanted', async () => {
    const controller = new AbortController();
    const url = await serve(() => {
      controller.abort();
    });
    await expect(get(url, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});
