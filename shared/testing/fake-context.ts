import type { ActionContext } from '#shared/action/context';
import type { Log } from '#shared/action/log';
import { runFacts } from '#shared/action/run-facts';
import { Summary } from '#shared/action/summary';
import { createRedactor } from '#shared/text/redact';
import { FakeClock } from './fake-clock.ts';

/** Keeps what was logged, one `level: message` a line. Groups are `group: title` and `end: title`. */
export class RecordingLog implements Log {
  readonly lines: string[] = [];

  debug(message: string): void {
    this.lines.push(`debug: ${message}`);
  }
  info(message: string): void {
    this.lines.push(`info: ${message}`);
  }
  notice(message: string): void {
    this.lines.push(`notice: ${message}`);
  }
  warning(message: string): void {
    this.lines.push(`warning: ${message}`);
  }
  error(message: string): void {
    this.lines.push(`error: ${message}`);
  }

  async group<T>(title: string, body: () => Promise<T>): Promise<T> {
    this.lines.push(`group: ${title}`);
    try {
      return await body();
    } finally {
      this.lines.push(`end: ${title}`);
    }
  }

  has(part: string): boolean {
    return this.lines.some((line) => line.includes(part));
  }
}

export interface FakeContext extends ActionContext {
  readonly clock: FakeClock;
  readonly log: RecordingLog;
  readonly outputs: Map<string, string>;
}

/** A context with a clock that jumps from sleep to sleep and nothing real in it. */
export function fakeContext(overrides: Partial<ActionContext> & { readonly clock?: FakeClock } = {}): FakeContext {
  const env = overrides.env ?? {};
  const redactor = createRedactor();
  const outputs = new Map<string, string>();
  return {
    name: 'test',
    env,
    run: runFacts(env),
    random: () => 0.5,
    signal: new AbortController().signal,
    redactor,
    summary: new Summary(),
    setOutput: (name, value) => {
      outputs.set(name, value);
    },
    maskSecret: (secret) => {
      redactor.add(secret);
    },
    idToken: () => Promise.reject(new Error('no OIDC token in this test')),
    ...overrides,
    clock: overrides.clock ?? new FakeClock({ auto: true }),
    log: new RecordingLog(),
    outputs,
  };
}
