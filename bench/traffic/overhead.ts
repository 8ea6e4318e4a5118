import { createServer } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { listenOnLoopback, shutDown } from '#sandbox/aws/protocol/http';
import { forwardTo } from '#sandbox/loadbalancer/routing';
import { startLoadBalancer } from '#sandbox/loadbalancer/start';
import { median, print } from '../table.ts';
import { startLoad } from './load.ts';
import type { Lap } from './messages.ts';

const ROUNDS = 3;
const ROUND_MS = 2000;
const CONNECTIONS = 8;

/** What the load balancer costs: the same target with and without it, at a steady pace and as fast as it goes, in turns. */
export async function measureOverhead(requestsPerSecond: number): Promise<void> {
  const target = createServer((request, response) => {
    request.resume();
    response.setHeader('content-length', 2).end(request.method === 'HEAD' ? undefined : 'ok');
  });
  const direct = await listenOnLoopback(target, 0);
  const balancer = await startLoadBalancer({ speed: 1 });
  balancer.configure({
    groupId: 'g',
    deregistrationDelayMs: 0,
    healthCheck: {
      path: '/',
      intervalMs: 5000,
      timeoutMs: 4000,
      healthyThreshold: 2,
      unhealthyThreshold: 2,
      matcher: [{ from: 200, to: 200 }],
    },
  });
  balancer.register('g', { targetId: 't', hostPort: direct });
  const balanced = await balancer.listen(0, forwardTo('g'));
  const ways = [
    { name: `direct, ${requestsPerSecond} a second`, port: direct, pace: { requestsPerSecond } },
    { name: `balanced, ${requestsPerSecond} a second`, port: balanced, pace: { requestsPerSecond } },
    { name: 'direct, as fast as it goes', port: direct, pace: {} },
    { name: 'balanced, as fast as it goes', port: balanced, pace: {} },
  ].map((way) => ({ ...way, laps: [] as Lap[] }));
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { port, pace, laps } of ways) laps.push(await measure(port, pace));
  }
  await balancer.close();
  await shutDown(target);
  const shown = (laps: readonly Lap[], of: (lap: Lap) => number, digits = 2): string =>
    median(laps.map(of)).toFixed(digits);
  console.log(`\nOverhead (medians of ${ROUNDS} rounds, ${CONNECTIONS} connections, ms)\n`);
  print(
    ['way', 'requests/s', 'p50', 'p99', 'lost'],
    ways.map(({ name, laps }) => [
      name,
      shown(laps, ({ served, seconds }) => served / seconds, 0),
      shown(laps, ({ latency }) => latency.median),
      shown(laps, ({ latency }) => latency.p99),
      String(laps.reduce((sum, { lost }) => sum + lost.length, 0)),
    ]),
  );
}

async function measure(port: number, pace: { readonly requestsPerSecond?: number }): Promise<Lap> {
  const load = startLoad({ port, connections: CONNECTIONS, ...pace });
  await delay(500);
  await load.lap(); // starting is not measured
  await delay(ROUND_MS);
  const lap = await load.lap();
  await load.end();
  return lap;
}
