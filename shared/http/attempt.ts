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
  const stop = new AbortController();
  const attempt: Attempt = {
    env,
    sign,
    signal: stop.signal,
    elapsed,
    at: request.url,
    phase: 'connecting',
    current: undefined,
  };
  const onAbort = (): void => {
    stop.abort(signal.reason);
  };
  const timer = setTimeout(() => {
    stop.abort(
      new ProbeError('timeout', `no complete answer within ${formatDuration(request.timeoutMs)} (${attempt.phase})`),
    );
  }, request.timeoutMs);
  signal.addEventListener('abort', onAbort, { once: true });
  stop.signal.addEventListener('abort', () => attempt.current?.destroy(stop.signal.reason as Error), { once: true });
  try {
    const reply = await unlessAborted(ask(attempt), stop.signal);
    return { ms: elapsed(), ...reply };
  } catch (error) {
    signal.throwIfAborted();
    const { failure, message } = describeFailure(stop.signal.aborted ? stop.signal.reason : error, attempt.at);
    return { kind: 'failed', failure, message, ms: elapsed() };
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Whoever waits is let go when the signal aborts, whatever `work` waits for. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    work.then(resolve, reject);
  });
}
