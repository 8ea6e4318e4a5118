/**
 * Randomised histories: `npm run bench -- rollbacks [--runs 500] [--seed 1] [--lanes 100] [--speed 40] [--log]`.
 *
 * One sandbox with simulated tasks, a service a history: releases proven, failed, left, gone back to, deregistered,
 * without image or tags, of other environments and branches, recorded by tags, on GitHub, by both or neither. Then
 * rollback in this process on a clock as fast as the sandbox's, with inputs of all kinds, also twice at once, or while
 * somebody deploys or goes back. Of its requests to ECS and ECR 50 % are throttled, 10 % answered with 500 and 5 %
 * reset, half of those after they took effect; reads are stale for five seconds after an update; GitHub answers 502 to
 * some or all; at times a permission lacks. What it does is compared with the rule, told from the history alone, and
 * with what ECS itself knows. Wrong ones are printed with their seed (`--runs 1 --seed N --log` plays one again), and
 * then the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { Account } from './rollouts/account.ts';
import { performRollback, type Result, type Rollback } from './rollbacks/perform.ts';
import { planRollback } from './rollbacks/plan.ts';
import { tellNaive } from './rollbacks/naive.ts';
import { inLanes } from './scenarios/pool.ts';
import { median, print } from './table.ts';

const STALE_READ_MS = 5_000;
/** The SDK waits between its attempts by the clock on the wall, which goes slower than all others here. */
const SDK_ATTEMPTS = 2;
/** Lines of a rollback that was wrong. */
const TOLD = 25;

/** @returns the exit code */
export async function rollbacks(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '500' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '100' },
      speed: { type: 'string', default: '40' },
      log: { type: 'boolean', default: false },
    },
  });
  const [runs, seed, lanes, speed] = [values.runs, values.seed, values.lanes, values.speed].map(Number);
  if (!runs || seed === undefined || !lanes || !speed) throw new Error('expected numbers above 0');
  const started = performance.now();
  const account = await Account.open({ speed, staleReadMs: STALE_READ_MS });
  // The SDK inside the action finds the sandbox as it finds AWS.
  Object.assign(process.env, account.sandbox.environment, { AWS_MAX_ATTEMPTS: String(SDK_ATTEMPTS) });
  orderFaults(account, seed);
  const plans = Array.from({ length: runs }, (_, place) => planRollback(seed + place));
  const results: Result[] = [];
  try {
    for (const result of inLanes(plans, lanes, (plan) => performRollback(account, plan))) {
      results.push(await result);
      tell(results.at(-1), values.log);
    }
  } finally {
    await account.close();
  }
  const all = results.flatMap((result) => result.rollbacks);
  const wrong = all.filter(({ judged }) => judged.verdict === 'wrong').length;
  summarise(all, account);
  tellNaive(plans);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${runs} histories from seed ${seed}, ${all.length} rollbacks, in ${seconds} s, ${wrong} wrong`);
  return wrong === 0 ? 0 : 1;
}

function orderFaults({ sandbox }: Account, seed: number): void {
  const { requests } = sandbox.faults;
  for (const [place, operation] of ['ECS.*', 'ECR.*'].entries()) {
    const when = (probability: number, nth: number) => ({ probability, seed: seed + 10 * place + nth });
    const match = { operation };
    requests.order({ match, fault: { kind: 'throttle' }, when: when(0.5, 0) });
    requests.order({ match, fault: { kind: 'server-error', shape: 'aws' }, when: when(0.1, 1) });
    requests.order({ match, fault: { kind: 'reset' }, when: when(0.025, 2) });
    requests.order({ match, fault: { kind: 'reset', effect: 'done' }, when: when(0.025, 3) });
  }
}

function tell(result: Result | undefined, withLog: boolean): void {
  for (const rollback of result?.rollbacks ?? []) {
    const { judged, inputs, evidence } = rollback;
    if (judged.verdict === 'wrong') {
      console.log(`seed ${result?.plan.seed ?? ''} (${result?.plan.scene.kind ?? ''}): ${judged.why}`);
      console.log(`  ${JSON.stringify({ ...inputs, ...evidence.weather })}`);
      for (const { log } of evidence.runs) for (const line of log.slice(-TOLD)) console.log(`  ${line}`);
    } else if (withLog) {
      console.log(`${judged.verdict}: ${JSON.stringify(inputs)}`);
      for (const { log } of evidence.runs) for (const line of log) console.log(`  ${line}`);
    }
  }
}

function summarise(all: readonly Rollback[], { sandbox }: Account): void {
  const kinds = Map.groupBy(all, ({ judged }) =>
    judged.verdict === 'right'
      ? `right: ${judged.expected.kind}${judged.expected.kind === 'refuse' ? `, ${judged.expected.why}` : ''}`
      : judged.verdict,
  );
  console.log();
  print(
    ['', 'rollbacks'],
    [...kinds].map(([kind, each]) => [kind, String(each.length)]),
  );
  const runs = all.flatMap(({ evidence }) => evidence.runs);
  const outcomes = Map.groupBy(runs, ({ outcome }) => (outcome === '' ? 'refused' : outcome));
  console.log();
  print(
    ['outcome', 'runs', 'median s'],
    [...outcomes].map(([outcome, each]) => [
      outcome,
      String(each.length),
      (median(each.map(({ tookMs }) => tookMs)) / 1000).toFixed(0),
    ]),
  );
  const sources = Map.groupBy(
    all.flatMap(({ judged, evidence }) => (judged.verdict === 'right' ? evidence.runs : [])),
    ({ source }) => (source === '' ? 'none' : source),
  );
  console.log();
  print(
    ['found by', 'runs'],
    [...sources].map(([source, each]) => [source, String(each.length)]),
  );
  const lines = runs.flatMap(({ log }) => log);
  const count = (begins: string): number => lines.filter((line) => line.startsWith(begins)).length;
  const [told, silent] = [count("GitHub's record: "), count("GitHub's record could not be asked")];
  console.log(`\nGitHub's record: told ${told} times; ${silent} times it was silent, or nobody could ask`);
  console.log();
  print(
    ['calls', 'all', 'throttled', 'refused'],
    [...sandbox.callCounts()].map(([name, { calls, errors, throttled }]) =>
      [name, calls, throttled, errors].map(String),
    ),
  );
}
