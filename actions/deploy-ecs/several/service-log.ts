import type { Log } from '#shared/action/log';

type Print = (log: Log) => unknown;

/**
 * The log that many services share. Services talk at the same time, but GitHub's groups hold whatever is printed between
 * their two ends: so nobody is let in between.
 */
export class SharedLog {
  readonly #log: Log;
  #waiting: Print[] = [];
  #isClosed = false;

  constructor(log: Log) {
    this.#log = log;
  }

  print(print: Print): void {
    if (this.#isClosed) this.#waiting.push(print);
    else print(this.#log);
  }

  /** Prints a group whose lines are all there. */
  async group(title: string, lines: readonly Print[]): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<undefined>();
    this.print((log) => {
      this.#isClosed = true;
      const printed = log.group(title, () => {
        for (const line of lines) line(log);
        return Promise.resolve();
      });
      printed
        .finally(() => {
          this.#isClosed = false;
          this.#goOn();
        })
        .then(() => {
          resolve(undefined);
        }, reject);
    });
    return promise;
  }

  #goOn(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    // One of them may be a group, behind which the rest waits again.
    for (const print of waiting) this.print(print);
  }
}

/** The log of one service: its name stands before every line, and what it groups is told at the end of the group. */
export function serviceLog(shared: SharedLog, label: string): Log {
  let held: Print[] | undefined;
  const tell = (print: Print): void => {
    if (held === undefined) shared.print(print);
    else held.push(print);
  };
  const named = (message: string): string => withName(label, message);
  return {
    debug: (message) => {
      tell((log) => {
        log.debug(named(message));
      });
    },
    info: (message) => {
      tell((log) => {
        log.info(named(message));
      });
    },
    notice: (message, at) => {
      tell((log) => {
        log.notice(named(message), at);
      });
    },
    warning: (message, at) => {
      tell((log) => {
        log.warning(named(message), at);
      });
    },
    error: (message, at) => {
      tell((log) => {
        log.error(named(message), at);
      });
    },
    group: async (title, body) => {
      const lines: Print[] = [];
      held = lines;
      try {
        return await body();
      } finally {
        held = undefined;
        await shared.group(named(title), lines);
      }
    },
  };
}

/** The log of a service while no other has anything to tell: its groups are open while they grow. */
export function liveLog(log: Log, label: string): Log {
  return {
    ...serviceLog(new SharedLog(log), label),
    group: (title, body) => log.group(withName(label, title), body),
  };
}

function withName(label: string, text: string): string {
  return text
    .split('\n')
    .map((line) => `[${label}] ${line}`)
    .join('\n');
}
