/**
 * `npm run sandbox`: a local AWS on 127.0.0.1 until Ctrl-C.
 *
 *   npm run sandbox -- [--speed N] [--port N] [--no-engine] [--simulate-tasks] [--region NAME] [--throttle]
 */
import { parseArgs } from 'node:util';
import { renderCallCounts } from './aws/call-counts.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';

/** What the fake GitHub has at the start. */
const REPOSITORY = 'acme/shop';

const { values } = parseArgs({
  options: {
    speed: { type: 'string', default: '1' },
    port: { type: 'string', default: '0' },
    region: { type: 'string', default: 'us-east-1' },
    'no-engine': { type: 'boolean', default: false },
    throttle: { type: 'boolean', default: false },
    'simulate-tasks': { type: 'boolean', default: false },
  },
});
const speed = numeric('speed', values.speed);
const port = numeric('port', values.port);

const stopped = new AbortController();
// `disconnect`: scripts/node24.js, which started this, was killed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(signal, () => {
    stopped.abort(new Error(`stopped by ${signal}`));
  });
}
process.channel?.unref(); // knowing that must not keep this alive

try {
  const sandbox = await startSandbox({
    speed,
    port,
    region: values.region,
    // Simulated tasks need no engine, and starting one takes a while.
    engine: values['no-engine'] || values['simulate-tasks'] ? 'none' : 'auto',
    throttle: values.throttle,
    tasks: values['simulate-tasks'] ? 'simulated' : 'real',
    env: process.env,
    // What is printed to standard output can be evaluated by a shell; the rest is for people.
    log: (line) => {
      console.error(line);
    },
    signal: stopped.signal,
  });
  console.error(
    `A local AWS at ${sandbox.endpoint}, registry ${sandbox.registry.host}, tasks ${howTasksRun(sandbox)}.`,
  );
  console.error(`Base image for Dockerfiles: ${sandbox.baseImage}. Ctrl-C ends everything.`);
  sandbox.github.seed(REPOSITORY, { commits: [{ message: 'First commit', files: { 'README.md': '# Shop\n' } }] });
  // Not to be exported: GITHUB_TOKEN is what other tools log in to the real GitHub with.
  console.error(`A GitHub at ${sandbox.github.url}, repository ${REPOSITORY}, token ${sandbox.github.token}.`);
  console.error(`Watch it at ${sandbox.statusPage}\n`);
  for (const [name, value] of Object.entries(sandbox.environment)) console.log(`export ${name}=${value}`);
  await new Promise<void>((resolve) => {
    if (stopped.signal.aborted) resolve();
    stopped.signal.addEventListener('abort', () => {
      resolve();
    });
    // An abort listener alone does not keep the process alive; the servers do.
  });
  const counts = renderCallCounts(sandbox.callCounts());
  if (counts.length > 0) console.error(`\nCalls by operation:\n${counts.join('\n')}`);
  await sandbox.close();
} catch (error) {
  if (!stopped.signal.aborted) throw error;
}

function howTasksRun({ engine, runtime }: Sandbox): string {
  if (runtime === 'simulated') return 'simulated: nothing is run';
  return engine.found ? `by ${engine.description}` : `as processes: ${engine.reason}`;
}

function numeric(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !(value >= 0)) {
    console.error(`--${name}: got ${JSON.stringify(text)}; expected a number.`);
    process.exit(2);
  }
  return value;
}
