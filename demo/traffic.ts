import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

export interface Counts {
  readonly served: number;
  readonly failed: number;
}

/** Steady requests to one URL from a process of its own, so that nothing else here slows the clients down. */
export interface Traffic {
  /** Starts the requests; once is enough. */
  start(): void;
  /** Counts since the lap before, so that every request is counted in one lap. */
  lap(): Promise<Counts>;
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

export function createTraffic({ url, requestsPerSecond, clients, adopt }: TrafficOptions): Traffic {
  const program = join(import.meta.dirname, 'traffic-process.ts');
  const child = fork(program, [url, String(requestsPerSecond), String(clients)], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true, // Ctrl-C is for us: traffic goes on until we stop it, and ends with our channel
  });
  adopt(child);
  const ended = once(child, 'exit');
  const send = (message: 'start' | 'lap'): void => void child.send(message);
  return {
    start: () => {
      send('start');
    },
    lap: async () => {
      const answer = once(child, 'message');
      send('lap');
      const [counts] = (await answer) as [Counts];
      return counts;
    },
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}
