import type { Clock } from '#shared/action/clock';
import type { ProbeResult } from '#shared/http/probe-result';
import { sendAtRate } from './send-at-rate.ts';
import type { WatchSettings } from './settings.ts';
import { sight } from './sighting.ts';
import { Tally } from './tally.ts';
import { judgeAtEnd, judgeEarly, LOOK_EVERY_MS, looksWithin, type WatchVerdict } from './verdict.ts';

export interface Watch extends WatchVerdict {
  readonly tally: Tally;
  readonly durationMs: number;
  /** Whether it was clear before the window was over. */
  readonly early: boolean;
}

export interface WatchTools {
  /** Asks the target once. Throws the signal's reason only. */
  readonly ask: (signal: AbortSignal) => Promise<ProbeResult>;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Called every {@link LOOK_EVERY_MS}, with milliseconds since the start. */
  readonly onLook: (tally: Tally, atMs: number) => void;
}

/**
 * Asks the target at a fixed rate for the window and compares what its two versions answered. Ends within the window +
 * the time limit of a request, sooner when it is clear that the canary is worse.
 * @throws the signal's reason when the job is cancelled
 */
export async function watch(settings: WatchSettings, tools: WatchTools): Promise<Watch> {
  const { clock, signal } = tools;
  const start = clock.elapsed();
  const tally = new Tally();
  const stop = new AbortController();
  const during = { ...tools, tally, start, stop, signal: AbortSignal.any([signal, stop.signal]) };
  try {
    const asked = askThrough(settings, during);
    const early = await Promise.race([lookOn(settings, during), asked.then(() => undefined)]);
    if (early === undefined) await asked;
    const verdict = early ?? judgeAtEnd(tally.sides, settings.limits);
    return { ...verdict, tally, durationMs: clock.elapsed() - start, early: early !== undefined };
  } finally {
    // After an early end nobody waits for the requests that are still under way.
    stop.abort(new Error('the watch is over'));
  }
}

interface During extends WatchTools {
  readonly tally: Tally;
  readonly start: number;
  /** Ends everything that `signal` was given to. */
  readonly stop: AbortController;
}

/** Sends all requests of the window and waits for the last answers. */
async function askThrough(settings: WatchSettings, during: During): Promise<void> {
  const { ask, clock, signal, stop, tally } = during;
  const underWay = new Set<Promise<void>>();
  const askOnce = async (): Promise<void> => {
    try {
      tally.add(sight(settings, await ask(signal)));
    } catch (error) {
      stop.abort(error); // whatever it was, it is thrown once, by who waits
    }
  };
  const send = (): void => {
    const asked = askOnce().finally(() => underWay.delete(asked));
    underWay.add(asked);
  };
  await sendAtRate({ rate: settings.rate, windowMs: settings.windowMs, clock, signal, send });
  await Promise.all(underWay);
  signal.throwIfAborted();
}

/** Looks at the tally from time to time; gives the verdict as soon as the canary clearly is worse. */
async function lookOn({ limits, windowMs }: WatchSettings, during: During): Promise<WatchVerdict | undefined> {
  const { clock, onLook, signal, start, tally } = during;
  const looks = looksWithin(windowMs);
  for (let look = 1; look <= looks; look += 1) {
    await clock.sleep(Math.max(0, start + look * LOOK_EVERY_MS - clock.elapsed()), signal);
    onLook(tally, clock.elapsed() - start);
    const verdict = judgeEarly(tally.sides, limits, looks);
    if (verdict !== undefined) return verdict;
  }
  return undefined;
}
