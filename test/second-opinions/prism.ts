import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

export interface Prism {
  readonly url: string;
  close(): Promise<void>;
}

export interface PrismOptions {
  /** Folder with prism's `node_modules`. */
  readonly directory: string;
  /** The OpenAPI document. */
  readonly document: string;
  /** Whose answers are checked. */
  readonly upstream: string;
}

/**
 * Starts `prism proxy --errors`: what passes it, there and back, is what the document describes; all else is a 500 that
 * names the violations.
 * @throws Error with what prism printed when it does not start
 */
export async function startPrism({ directory, document, upstream }: PrismOptions): Promise<Prism> {
  const port = await freePort();
  const program = join(directory, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');
  const args = [program, 'proxy', '--errors', '-h', '127.0.0.1', '-p', String(port), document, upstream];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  const url = `http://127.0.0.1:${port}`;
  const gone = once(child, 'exit');
  await new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      printed += chunk.toString();
      if (printed.includes('Prism is listening')) resolve();
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    child.once('exit', () => {
      reject(new Error(`prism ended: ${printed.slice(-2000)}`));
    });
  });
  return {
    url,
    close: async () => {
      child.kill();
      await gone;
    },
  };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  // A server listening on TCP has an AddressInfo.
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
