import { createServer } from 'node:net';

/** Below the range most systems take ports for outgoing connections from: those could snatch a port before its task binds it. */
const FIRST = 20_000;
const LAST = 31_999;

/** Ports on 127.0.0.1 for tasks. */
export interface PortPool {
  /** A port nobody listens on, not given out again before it is released. */
  take(): Promise<number>;
  release(ports: Iterable<number>): void;
}

/** @param seed where to begin looking; sandboxes that run side by side should differ */
export function createPortPool(seed: number): PortPool {
  const taken = new Set<number>();
  const count = LAST - FIRST + 1;
  let next = seed % count;
  return {
    take: async () => {
      for (let tries = 0; tries < count; tries += 1) {
        const port = FIRST + next;
        next = (next + 1) % count;
        if (taken.has(port)) continue;
        taken.add(port);
        if (await isFree(port)) return port;
        taken.delete(port);
      }
      throw new Error(`No free port between ${FIRST} and ${LAST}`);
    },
    release: (ports) => {
      for (const port of ports) taken.delete(port);
    },
  };
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen(port, '127.0.0.1', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
