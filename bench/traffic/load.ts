import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Lap, LoadCommand, LoadSettings } from './messages.ts';

export interface Load {
  lap(): Promise<Lap>;
  /** Sends nothing more; resolves with the last lap when every request has ended and the process is gone. */
  end(): Promise<Lap>;
}

/** Requests to one port of 127.0.0.1 from a process of its own, which ends with this one. */
export function startLoad(settings: LoadSettings): Load {
  const child = fork(join(import.meta.dirname, 'load-process.ts'), [JSON.stringify(settings)], {
    // Not the parent's flags: a test runner's are not meant for this program.
    execArgv: [],
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ended = once(child, 'exit');
  const ask = async (command: LoadCommand): Promise<Lap> => {
    const answer = once(child, 'message');
    child.send(command);
    // load-process.ts answers a command with a lap.
    const [lap] = (await Promise.race([answer, ended.then(failed)])) as [Lap];
    return lap;
  };
  return {
    lap: () => ask('lap'),
    end: async () => {
      const last = await ask('end');
      child.disconnect();
      await ended;
      return last;
    },
  };
}

function failed([code]: unknown[]): never {
  throw new Error(`the load generator ended by itself: ${String(code)}`);
}
