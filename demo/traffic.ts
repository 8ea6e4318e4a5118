import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

export interface Counts {
  readonly served: number;
  readonly failed: number;
  /** How often each failure was met, e.g. `503` or `ECONNRESET`. */
  readonly failures: Readonly<Record<string, number>>;
}

/** Steady requests to one URL from a process of its own, so that nothing else here slows the clients down. */
export interface Traffic {
  /** Counts since the start. Requests under way are not in it yet. */
  counts(): Promise<Counts>;
  stop(): Promise<void>;
}

export interface TrafficOptions {
  readonly url: string;
  readonly requestsPerSecond: number;
  /** Clients with a connection of their own that is kept alive between requests. */
  readonly clients: number;
  /** Takes the process into a ledger, for the case that we are killed. */
  readonly adopt: (child: ChildProcess) => void;
}

export function startTraffic({ url, requestsPerSecond, clients, adopt }: TrafficOptions): Traffic {
  const child = fork(
    join(import.meta.dirname, 'traffic-process.ts'),
    [url, String(requestsPerSecond), String(clients)],
    {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true, // Ctrl-C is for us: traffic goes on until we stop it, and ends with our channel
    },
  );
  adopt(child);
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => {
      resolve();
    }),
  );
  return {
    counts: () =>
      new Promise((resolve, reject) => {
        child.once('message', (message) => {
          resolve(message as Counts);
        });
        child.send('counts', (error) => {
          if (error) reject(error);
        });
      }),
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

export function difference(after: Counts, before: Counts): Counts {
  const failures = Object.entries(after.failures)
    .map(([kind, count]) => [kind, count - (before.failures[kind] ?? 0)] as const)
    .filter(([, count]) => count > 0);
  return {
    served: after.served - before.served,
    failed: after.failed - before.failed,
    failures: Object.fromEntries(failures),
  };
}
