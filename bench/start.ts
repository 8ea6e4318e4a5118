/**
 * Start-up of deploy-ecs and rollback: `npm run bench -- start [--incumbent PATH] [--pairs 15] [--rollbacks 15]`.
 *
 * - to the first API call: from the start of the process until its first request arrives at a server that only takes
 *   times, in pairs with the bundle at PATH (dist/index.js of aws-actions/amazon-ecs-deploy-task-definition), the two
 *   taking turns; median of the pairs' ratios, since a shared machine makes single figures worthless
 * - to the first write, and calls by operation: a plain deployment in a sandbox, by its record of calls
 * - to the request of a rollback, and the calls before it: from a release that was deployed and lies, from one that is
 *   under way and crashes, from one in its bake time
 *
 * Exits with 1 when the ratio is above 0.9, the first write later than a second after the start (median), there is more
 * than one RegisterTaskDefinition or UpdateService, a rollback's request is later than a second after the start of its
 * step (95th percentile), or there are more than six calls before it.
 */
import { parseArgs } from 'node:util';
import { join } from 'node:path';
import { firstCall, plainDeploy } from './start/measure.ts';
import { rollbackStarts } from './start/rollback.ts';
import type { Kind } from './way-back/stage.ts';
import { median, percentile, print } from './table.ts';

const PROMISED = { ratio: 0.9, firstWriteMs: 1_000, writes: 1, requestMs: 1_000, callsBefore: 6 } as const;
const KINDS = ['finished', 'under way', 'baking'] as const satisfies readonly Kind[];
const DEPLOYS = 5;
const ours = join(import.meta.dirname, '..', 'dist', 'deploy-ecs', 'index.js');

/** @returns the exit code */
export async function start(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      incumbent: { type: 'string' },
      pairs: { type: 'string', default: '15' },
      rollbacks: { type: 'string', default: '15' },
    },
  });
  const ratio = values.incumbent === undefined ? undefined : await compare(values.incumbent, Number(values.pairs));
  const deploys = [];
  for (let run = 0; run < DEPLOYS; run += 1) deploys.push(await plainDeploy(ours));
  const firstWriteMs = median(deploys.map((deploy) => deploy.firstWriteMs));
  const calls = deploys.at(-1)?.calls ?? new Map<string, number>();
  console.log(
    `\nFirst write ${firstWriteMs.toFixed(0)} ms after the start (median of ${DEPLOYS}). Calls of one deployment:\n`,
  );
  print(
    ['operation', 'calls'],
    [...calls].map(([name, count]) => [name, String(count)]),
  );
  const writes = Math.max(...['RegisterTaskDefinition', 'UpdateService'].map((name) => calls.get(`ECS.${name}`) ?? 0));
  const kept = (ratio ?? 0) <= PROMISED.ratio && firstWriteMs <= PROMISED.firstWriteMs && writes === PROMISED.writes;
  return (await rollbacksKept(Number(values.rollbacks))) && kept ? 0 : 1;
}

/** Measures rollbacks, and tells whether what is promised of them is kept. */
async function rollbacksKept(runs: number): Promise<boolean> {
  const rows: string[][] = [];
  const lists: string[] = [];
  let kept = true;
  for (const kind of KINDS) {
    const starts = await rollbackStarts(kind, runs);
    const times = starts.map(({ requestMs }) => requestMs);
    const p95 = percentile(times, 0.95);
    const most = starts.reduce((a, b) => (b.before.length > a.before.length ? b : a));
    kept &&= p95 <= PROMISED.requestMs && most.before.length <= PROMISED.callsBefore;
    rows.push([kind, most.request, median(times).toFixed(0), p95.toFixed(0), String(most.before.length)]);
    lists.push(`${kind}: ${most.before.join(', ')}`);
  }
  console.log(`\nRollback, from the start of the step to its request (${runs} of each):\n`);
  print(['the release left', 'request', 'median (ms)', '95th percentile (ms)', 'calls before it, at most'], rows);
  console.log(`\n${lists.join('\n')}`);
  return kept;
}

async function compare(incumbent: string, pairs: number): Promise<number> {
  const times = { ours: [] as number[], theirs: [] as number[] };
  // The first pair warms the disk cache.
  for (let pair = 0; pair <= pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['ours', 'theirs'] as const) : (['theirs', 'ours'] as const);
    for (const whose of order) {
      const took = await firstCall(whose === 'ours' ? ours : incumbent);
      if (pair > 0) times[whose].push(took);
    }
  }
  const ratio = median(times.ours.map((took, pair) => took / (times.theirs[pair] ?? NaN)));
  print(
    ['first API call (ms)', 'min', 'median'],
    [
      ['deploy-ecs', Math.min(...times.ours).toFixed(0), median(times.ours).toFixed(0)],
      ['incumbent', Math.min(...times.theirs).toFixed(0), median(times.theirs).toFixed(0)],
    ],
  );
  console.log(`\nRatio ${ratio.toFixed(2)} (median of ${pairs} pairs)`);
  return ratio;
}
