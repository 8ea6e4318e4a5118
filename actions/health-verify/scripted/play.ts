import { probe } from '#shared/http/probe';
import { FakeClock } from '#shared/testing/fake-clock';
import { History } from '#shared/verify/history';
import type { Result } from '#shared/verify/progress';
import { verify } from '#shared/verify/verify';
import { describeAttempt } from '#shared/verify/words';
import { readHealthVerifyInputs } from '../inputs.ts';
import type { Script } from './script.ts';
import { openScript } from './server.ts';

export interface Outcome {
  readonly result: Result;
  readonly attempts: number;
  /** The last attempt that did not pass, in the words of the log. */
  readonly lastMiss: string | undefined;
}

/** Verifies the script's server by real requests, on a clock that only waits move. */
export async function playScript(script: Script): Promise<Outcome> {
  return playAt(await openScript(script), script);
}

/** The same with the server at `url`; `onRound` is told the number of each round that is over. */
export async function playAt(
  url: string,
  { rules, settings }: Script,
  onRound: (number: number) => void = () => undefined,
): Promise<Outcome> {
  const values = { url, timeout: '10s', 'request-timeout': '5s', ...rules, ...settings };
  const env = Object.fromEntries(Object.entries(values).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const inputs = await readHealthVerifyInputs({ env, maskSecret: () => undefined });
  const history = new History();
  const { lastRound, result } = await verify(inputs, {
    probe,
    history,
    clock: new FakeClock({ auto: true }),
    env: {},
    signal: new AbortController().signal,
    random: () => 0.5,
    onRound: ({ number }) => onRound(number),
  });
  const { lastMiss } = history;
  return {
    result,
    attempts: lastRound.number,
    lastMiss: lastMiss === undefined ? undefined : describeAttempt(lastMiss),
  };
}
