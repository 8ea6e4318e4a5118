/**
 * Loaded into a bundle's process with `--import`: its waits and its clock go as many times faster as COMPRESSED_TIME says,
 * so that a deployer lives at the speed of the sandbox it watches. Timers of Node's HTTP and of the AWS SDK (time limits,
 * back-off of retries) are the wall clock's still: the network between them is not compressed.
 */
import { syncBuiltinESMExports } from 'node:module';
import timers from 'node:timers/promises';

const speed = Number(process.env['COMPRESSED_TIME']);
if (!(speed > 0)) throw new Error('COMPRESSED_TIME has to be a number above 0');

const delay = timers.setTimeout;
const elapsed = performance.now.bind(performance);
timers.setTimeout = (ms = 0, ...rest) => delay(ms / speed, ...rest);
performance.now = () => elapsed() * speed;
syncBuiltinESMExports();
