import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../support/project.ts';

export interface ProtocolServers {
  /** By name: `grpc`, `bare` (gRPC without a health service), `websocket`. */
  readonly ports: Readonly<Record<string, number>>;
  /** Sends an order and gives what the program says next. */
  order(line: string): Promise<unknown>;
  /** What the program says next. */
  next(): Promise<unknown>;
  close(): Promise<void>;
}

/**
 * Starts the servers of protocol-servers.py.
 * @param directory where their packages are installed, for PYTHONPATH
 * @throws Error with what it printed when it does not start
 */
export async function startProtocolServers(directory: string): Promise<ProtocolServers> {
  const child = spawn('python3', ['-S', join(root, 'test/second-opinions/protocol-servers.py')], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env['PATH'], PYTHONPATH: directory },
  });
  const gone = once(child, 'exit');
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async (): Promise<unknown> => {
    const line = await lines.next();
    if (line.done === true) throw new Error(`the servers ended: ${errors.slice(-2_000)}`);
    return JSON.parse(line.value) as unknown;
  };
  const ports = (await next()) as Record<string, number>; // the first line, written by the program beside this file
  return {
    ports,
    next,
    order: (line) => {
      child.stdin.write(`${line}\n`);
      return next();
    },
    close: async () => {
      child.kill();
      await gone;
    },
  };
}
