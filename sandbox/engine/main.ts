import { setTimeout as delay } from 'node:timers/promises';
import { openLedger, sweepLedgers } from '../ledger.ts';
import { startEngine } from './start.ts';

// `node sandbox/engine/main.ts`: a private Docker engine until Ctrl-C, for a look at it without the rest of the sandbox.
const say = (line: string) => process.stderr.write(`${line}\n`);
const interrupted = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.once(name, () => {
    interrupted.abort();
  });
}

await sweepLedgers({ log: say });
const ledger = await openLedger();
try {
  const engine = await startEngine({ ledger, env: process.env, log: say, signal: interrupted.signal });
  say(`Docker ${engine.version} is ready. Ctrl-C ends it and all its containers. In another shell:`);
  for (const [name, value] of Object.entries(engine.env)) process.stdout.write(`export ${name}='${value}'\n`);
  await delay(2 ** 31 - 1, undefined, { signal: interrupted.signal });
} catch (error) {
  if (!interrupted.signal.aborted) {
    say(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  }
} finally {
  await ledger.close();
}
