/**
 * How long after ECS is done deploy-ecs says so: `npm run bench -- lag [--jobs 60] [--crowd 40]`. Nothing is compressed:
 * sandbox and deployers live at speed 1, so it takes about eight minutes.
 *
 * - alone: jobs in an account whose limits nobody reaches, from the end of the service deployment to the verdict
 * - crowd: as many jobs begun within ten seconds under the account's documented token buckets
 * - failures: from the end of the task that decides to the request to go back
 *
 * The jobs run in this process; each has a service of its own with simulated tasks. Exits with 1 when the mean lag alone
 * is above 1.5 s, its 95th percentile above 3 s, when a failure is given up more than 3 s late, or a verdict is wrong.
 */
import { parseArgs } from 'node:util';
import { crowd, failures, type Lag } from './lag/measure.ts';
import { percentile, print } from './table.ts';

/** Milliseconds. */
const PROMISED = { mean: 1_500, p95: 3_000, failure: 3_000 } as const;

/** @returns the exit code */
export async function lag(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: { jobs: { type: 'string', default: '60' }, crowd: { type: 'string', default: '40' } },
  });
  const tell = (name: string, { lags, throttled, wrong }: Lag): void => {
    print(['lag (s)', 'jobs', 'mean', 'p95', 'most', 'throttled'], [[name, ...figures(lags), String(throttled)]]);
    for (const words of wrong) console.log(`  wrong: ${words}`);
  };
  const failed = await failures();
  for (const { name, lags } of failed) tell(name, lags);
  const alone = await crowd({ jobs: Number(values.jobs), throttle: false });
  tell('alone', alone);
  const crowded = await crowd({ jobs: Number(values.crowd), throttle: true });
  tell(`${values.crowd} at once`, crowded);
  const wrong = [alone, crowded, ...failed.map(({ lags }) => lags)].flatMap((each) => each.wrong);
  // Not a number: nothing was given up.
  const late = failed.some(({ lags }) => !(Math.max(...lags.lags) <= PROMISED.failure));
  const kept = mean(alone.lags) <= PROMISED.mean && p95(alone.lags) <= PROMISED.p95 && !late;
  return kept && wrong.length === 0 ? 0 : 1;
}

function figures(lags: Lag['lags']): readonly string[] {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  return [String(lags.length), seconds(mean(lags)), seconds(p95(lags)), seconds(Math.max(...lags))];
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

const p95 = (values: readonly number[]): number => percentile(values, 0.95);
