/**
 * Zero lost requests, and what the load balancer costs: `npm run bench -- traffic [--updates 20] [--switches 5]
 * [--rate 200] [--speed 60]`. Exits with 1 when a request was lost.
 */
import { parseArgs } from 'node:util';
import { measureOverhead } from './traffic/overhead.ts';
import { runZeroLoss } from './traffic/zero-loss.ts';
import { print } from './table.ts';

const CONNECTIONS = 16;

/** @returns the exit code */
export async function traffic(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      updates: { type: 'string', default: '20' },
      switches: { type: 'string', default: '5' },
      rate: { type: 'string', default: '200' },
      speed: { type: 'string', default: '60' },
    },
  });
  const [updates, switches, rate, speed] = [values.updates, values.switches, values.rate, values.speed].map(Number);
  if (![updates, switches, rate, speed].every((value) => Number.isFinite(value))) throw new Error('expected numbers');
  const requestsPerSecond = rate ?? 0;
  console.log(
    `${updates} rolling updates, ${switches} blue/green switches, ${requestsPerSecond} requests a second, ${CONNECTIONS} connections\n`,
  );
  const laps = await runZeroLoss({
    updates: updates ?? 0,
    switches: switches ?? 0,
    requestsPerSecond,
    connections: CONNECTIONS,
    speed: speed ?? 1,
    env: process.env,
    onLap: (name, { served, lost, seconds }) => {
      console.log(
        `${name.padEnd(6)}  ${String(served).padStart(6)} served in ${seconds.toFixed(1)} s, ${lost.length} lost`,
      );
      for (const request of lost) console.log(`        ${JSON.stringify(request)}`);
    },
  });
  const sum = (of: (lap: (typeof laps)[number]) => number): number => laps.reduce((total, lap) => total + of(lap), 0);
  const [served, lost, seconds] = [sum((lap) => lap.served), sum((lap) => lap.lost.length), sum((lap) => lap.seconds)];
  const slowest = Math.max(...laps.map(({ latency }) => latency.slowest));
  console.log();
  print(
    ['requests', 'lost', 'slowest (ms)', 'per second'],
    [[String(served + lost), String(lost), slowest.toFixed(0), ((served + lost) / seconds).toFixed(0)]],
  );
  await measureOverhead(requestsPerSecond);
  return lost === 0 ? 0 : 1;
}
