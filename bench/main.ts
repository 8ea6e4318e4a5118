/**
 * `npm run bench [-- NAME [OPTIONS]]`: what is measured, one file each.
 *
 * Each answers with the exit code: 1 when a figure is not what the project promises.
 */
import { lag } from './lag.ts';
import { probes } from './probe.ts';
import { rollbacks } from './rollbacks.ts';
import { rollouts } from './rollouts.ts';
import { scale } from './scale.ts';
import { scenarios } from './scenarios.ts';
import { services } from './services.ts';
import { start } from './start.ts';
import { suite } from './suite.ts';
import { traffic } from './traffic.ts';
import { verifications } from './verify.ts';
import { wayBack } from './way-back.ts';

const benches: Readonly<Record<string, (args: readonly string[]) => number | Promise<number>>> = {
  suite,
  traffic,
  scale,
  scenarios,
  rollouts,
  rollbacks,
  lag,
  start,
  probe: probes,
  services,
  verify: verifications,
  'way-back': wayBack,
};

const [name = 'suite', ...args] = process.argv.slice(2);
const bench = Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench === undefined) {
  console.error(`There is no bench ${name}; there are ${Object.keys(benches).join(', ')}.`);
  process.exitCode = 2;
} else {
  process.exitCode = await bench(args);
}
