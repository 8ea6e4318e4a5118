/**
 * Verifications of real updates:
 * `npm run bench -- verify [--runs 100] [--seed 1] [--lanes 12] [--speed 40] [--log]`.
 *
 * One sandbox with simulated tasks and its real load balancer; a service an update, deployed rolling, blue/green or as a
 * canary. health-verify runs in this process on a clock as fast as the sandbox's, and starts before, in or after the
 * update. Updates are good, slow, too late, never begun, crash, are taken back, stay mixed, answer 503 in the cut-over,
 * flap, or do not name their version. Every verdict is compared with who got the traffic when it was given, by the
 * sandbox's own rules, weights, targets and tasks. Wrong ones are printed with their seed (`--runs 1 --seed N --log` plays
 * one again), and then the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { Account } from './rollouts/account.ts';
import { inLanes } from './scenarios/pool.ts';
import { print } from './table.ts';
import { performVerification, type Result } from './verify/perform.ts';
import { planVerification } from './verify/plan.ts';

/** Lines of a verification that was wrong. */
const TOLD = 12;

/** @returns the exit code */
export async function verifications(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '100' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '12' },
      speed: { type: 'string', default: '40' },
      log: { type: 'boolean', default: false },
    },
  });
  const [runs, seed, lanes, speed] = [values.runs, values.seed, values.lanes, values.speed].map(Number);
  if (!runs || seed === undefined || !lanes || !speed) throw new Error('expected numbers above 0');
  const started = performance.now();
  const account = await Account.open({ speed, staleReadMs: 0 });
  // The SDK inside health-verify finds the sandbox as it finds AWS.
  Object.assign(process.env, account.sandbox.environment);
  const plans = Array.from({ length: runs }, (_, place) => planVerification(seed + place));
  const results: Result[] = [];
  try {
    for (const verification of inLanes(plans, lanes, (plan) => performVerification(account, plan))) {
      const result = await verification;
      results.push(result);
      tell(result, values.log);
    }
  } finally {
    await account.close();
  }
  summarise(results);
  const mistakes = results.filter(({ mistake }) => mistake !== undefined).length;
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${runs} verifications from seed ${seed} in ${seconds} s, ${mistakes} wrong verdicts`);
  return mistakes === 0 ? 0 : 1;
}

function tell({ verified, mistake }: Result, withLog: boolean): void {
  const { plan, run, sights, spokeAt, speed } = verified;
  if (mistake !== undefined) {
    console.log(`seed ${plan.seed}: ${mistake}`);
    console.log(`  ${JSON.stringify(plan)}`);
    for (const { at, serving, open } of sights.slice(-TOLD)) {
      const before = (((spokeAt - at) * speed) / 1000).toFixed(1);
      console.log(
        `  ${before} s before: traffic to ${[...serving].join(' and ') || 'nobody'}${open ? '' : ', not open'}`,
      );
    }
  }
  const lines = withLog ? run.log : mistake === undefined ? [] : run.log.slice(-TOLD);
  for (const line of lines) console.log(`  ${line}`);
}

function summarise(results: readonly Result[]): void {
  const counts = new Map<string, { kind: string; result: string; count: number }>();
  for (const { verified } of results) {
    const { kind } = verified.plan;
    const result = verified.run.outputs.get('result') ?? 'none';
    const entry = counts.get(`${kind}/${result}`) ?? { kind, result, count: 0 };
    counts.set(`${kind}/${result}`, { ...entry, count: entry.count + 1 });
  }
  const rows = [...counts.values()].toSorted((a, b) => a.kind.localeCompare(b.kind));
  console.log();
  print(
    ['update', 'verdict', 'verifications'],
    rows.map(({ kind, result, count }) => [kind, result, String(count)]),
  );
}
