import { formatDuration } from '#shared/text/duration';
import type { Sign } from './auth.ts';
import { describeFailure, ProbeError } from './probe-failure.ts';
import type { ProbeOptions, ProbeRequest } from './probe-request.ts';
import type { AnswerOf, Failure, Told } from './probe-result.ts';

/** One probe under way. */
export interface Attempt {
  readonly env: ProbeOptions['env'];
  /** Aborts when the time is up, or the job is cancelled. */
  readonly signal: AbortSignal;
  /** Milliseconds since the first look-up. */
  readonly elapsed: () => number;
  readonly sign: Sign | undefined;
  /** What is asked now: the URL, or where it redirected to. */
  at: URL;
  /** For the words of a time limit: `connecting`, `reading the body`. */
  phase: string;
  /** What is under way, to be ended when the signal aborts. */
  current: { destroy(error: Error): unknown } | undefined;
}

/** An answer that was complete before the attempt was over gives its own time. */
export type Reply<Status> = Told<Status> & { readonly ms?: number };

/**
 * Asks within the request's time limit. What `ask` opened it must close itself when it is over, well or not.
 * @throws the signal's reason when it aborts; whatever the server does is a result, never an error
 */
export async function attemptWithin<Status>(
  request: Pick<ProbeRequest, 'timeoutMs' | 'url'>,
  { env, sign, signal }: ProbeOptions,
  ask: (attempt: Attempt) => Promise<Reply<Status>>,
): Promise<AnswerOf<Status> | Failure> {
  signal.throwIfAborted();
  const started = performance.now();
  const elapsed = (): number => Math.round(performance.now() - started);
  const stop = new Stop();
  const attempt: Attempt = {
    env,
    sign,
    get signal() {
      return stop.signal;
    },
    elapsed,
    at: request.url,
    phase: 'connecting',
    current: undefined,
  };
  const onAbort = (): void => {
    stop.now(attempt, signal.reason as Error);
  };
  const timer = setTimeout(() => {
    const limit = formatDuration(request.timeoutMs);
    stop.now(attempt, new ProbeError('timeout', `no complete answer within ${limit} (${attempt.phase})`));
  }, request.timeoutMs);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const reply = await stop.unless(ask(attempt));
    return { ms: elapsed(), ...reply };
  } catch (error) {
    signal.throwIfAborted();
    const { failure, message } = describeFailure(stop.reason ?? error, attempt.at);
    return { kind: 'failed', failure, message, ms: elapsed() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** The end of an attempt before its time. */
class Stop {
  #controller: AbortController | undefined;
  #reason: Error | undefined;
  #letGo: (reason: Error) => void = () => undefined;

  get reason(): Error | undefined {
    return this.#reason;
  }

  /** Made only for who asks for it: most probes do not, and signals with their listeners take longer than all else here. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  now({ current }: Attempt, reason: Error): void {
    this.#reason ??= reason;
    this.#controller?.abort(reason);
    current?.destroy(reason);
    this.#letGo(reason);
  }

  /** Lets go who waits for `work`, whatever that itself waits for. */
  unless<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#letGo = reject;
      work.then(resolve, reject);
    });
  }
}
