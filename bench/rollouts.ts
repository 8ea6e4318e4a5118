/**
 * Randomised rollouts: `npm run bench -- rollouts [--runs 1000] [--seed 1] [--lanes 100] [--speed 20] [--log]`.
 *
 * One sandbox with simulated tasks; a service a rollout; deploy-ecs in this process on a clock as fast as the sandbox's.
 * Of its requests 30 % are throttled, 10 % answered with 500 and 5 % reset, half of those after they took effect; reads
 * are stale for five seconds after an update. Releases crash, miss their tag, pull slowly; others supersede, stop, scale
 * and send again. Every verdict is compared with what ECS itself knows when it is given. Wrong ones are printed with
 * their seed (`--runs 1 --seed N --log` plays one again), and then the exit code is 1.
 */
import { parseArgs } from 'node:util';
import { Account } from './rollouts/account.ts';
import { performRollout, type Result } from './rollouts/perform.ts';
import { planRollout } from './rollouts/plan.ts';
import { inLanes } from './scenarios/pool.ts';
import { print } from './table.ts';

const STALE_READ_MS = 5_000;
/** Lines of a deployer that was wrong. */
const TOLD = 12;

/** @returns the exit code */
export async function rollouts(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      runs: { type: 'string', default: '1000' },
      seed: { type: 'string', default: '1' },
      lanes: { type: 'string', default: '100' },
      speed: { type: 'string', default: '20' },
      log: { type: 'boolean', default: false },
    },
  });
  const [runs, seed, lanes, speed] = [values.runs, values.seed, values.lanes, values.speed].map(Number);
  if (!runs || seed === undefined || !lanes || !speed) throw new Error('expected numbers above 0');
  const started = performance.now();
  const account = await Account.open({ speed, staleReadMs: STALE_READ_MS });
  // The SDK inside deploy-ecs finds the sandbox as it finds AWS.
  Object.assign(process.env, account.sandbox.environment);
  orderFaults(account, seed);
  const plans = Array.from({ length: runs }, (_, place) => planRollout(seed + place));
  const results: Result[] = [];
  try {
    for (const result of inLanes(plans, lanes, (plan) => performRollout(account, plan))) {
      results.push(await result);
      tell(results.at(-1), values.log);
    }
  } finally {
    await account.close();
  }
  const mistakes = results.filter(({ mistake }) => mistake !== undefined).length;
  summarise(results, account);
  const seconds = ((performance.now() - started) / 1000).toFixed(0);
  console.log(`\n${runs} rollouts from seed ${seed} in ${seconds} s, ${mistakes} wrong verdicts`);
  return mistakes === 0 ? 0 : 1;
}

function orderFaults({ sandbox }: Account, seed: number): void {
  const { requests } = sandbox.faults;
  const match = { operation: 'ECS.*' };
  requests.order({ match, fault: { kind: 'throttle' }, when: { probability: 0.3, seed } });
  requests.order({ match, fault: { kind: 'server-error', shape: 'aws' }, when: { probability: 0.1, seed: seed + 1 } });
  requests.order({ match, fault: { kind: 'reset' }, when: { probability: 0.025, seed: seed + 2 } });
  requests.order({ match, fault: { kind: 'reset', effect: 'done' }, when: { probability: 0.025, seed: seed + 3 } });
}

function tell(result: Result | undefined, withLog: boolean): void {
  if (result === undefined) return;
  const { plan, mistake, log, evidence } = result;
  if (mistake !== undefined) {
    const { release, meanwhile, inputs, breaker } = plan;
    console.log(`seed ${plan.seed}: ${mistake}`);
    console.log(`  release ${release.name}; meanwhile ${meanwhile.kind}; ${JSON.stringify({ ...inputs, breaker })}`);
    for (const { taskDefinition, status, finishedAt } of evidence.facts) {
      const late =
        finishedAt === undefined ? '' : `, ${(finishedAt - evidence.deadline).toFixed(0)} ms from the deadline`;
      console.log(`  ECS: ${taskDefinition.split('/').at(-1) ?? ''} ${status}${late}`);
    }
    for (const line of log.slice(-TOLD)) console.log(`  ${line}`);
  }
  if (withLog && mistake === undefined) for (const line of log) console.log(`  ${line}`);
}

function summarise(results: readonly Result[], { sandbox }: Account): void {
  const outcomes = new Map<string, number>();
  for (const { outcome } of results) outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
  console.log();
  print(
    ['verdict', 'rollouts'],
    [...outcomes].map(([outcome, count]) => [outcome === '' ? 'none' : outcome, String(count)]),
  );
  console.log();
  print(
    ['calls', 'all', 'throttled', 'refused'],
    [...sandbox.callCounts()].map(([name, { calls, errors, throttled }]) =>
      [name, calls, throttled, errors].map(String),
    ),
  );
}
