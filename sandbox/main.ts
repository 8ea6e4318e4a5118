/**
 * `npm run sandbox`: a local AWS on 127.0.0.1 until Ctrl-C.
 *
 *   npm run sandbox -- [--speed N] [--port N] [--no-engine] [--simulate-tasks] [--region NAME] [--throttle]
 *   npm run sandbox -- --list-scenarios
 *   npm run sandbox -- --scenario NAME     stages it for your own deployer, and judges how it ends
 *   npm run sandbox -- --play NAME         plays it to its end, and exits with 1 when that is not the one it names
 */
import { parseArgs } from 'node:util';
import { renderCallCounts } from './aws/call-counts.ts';
import { startSandbox } from './sandbox.ts';
import type { Sandbox } from './sandbox.ts';
import { listScenarios, offerScenario, playScenario } from './scenarios/commands.ts';
import { ScenarioError } from './scenarios/fields.ts';

/** What the fake GitHub has at the start. */
const REPOSITORY = 'acme/shop';

const { values } = parseArgs({
  options: {
    speed: { type: 'string' },
    port: { type: 'string', default: '0' },
    region: { type: 'string', default: 'us-east-1' },
    'no-engine': { type: 'boolean', default: false },
    throttle: { type: 'boolean', default: false },
    'simulate-tasks': { type: 'boolean', default: false },
    'list-scenarios': { type: 'boolean', default: false },
    scenario: { type: 'string' },
    play: { type: 'string' },
  },
});
/** Played to their end, scenarios of half an hour take half a minute; with a deployer of flesh and blood, three minutes. */
const usualSpeed = values.play !== undefined ? '60' : values.scenario !== undefined ? '10' : '1';
const speed = numeric('speed', values.speed ?? usualSpeed);
const port = numeric('port', values.port);

const stopped = new AbortController();
// `disconnect`: scripts/node24.js, which started this, was killed.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'disconnect'] as const) {
  process.on(signal, () => {
    stopped.abort(new Error(`stopped by ${signal}`));
  });
}
process.channel?.unref(); // knowing that must not keep this alive

const common = {
  port,
  region: values.region,
  throttle: values.throttle,
  env: process.env,
  // What is printed to standard output can be evaluated by a shell; the rest is for people.
  log: (line: string) => {
    console.error(line);
  },
  signal: stopped.signal,
};

try {
  process.exitCode = await run();
} catch (error) {
  if (error instanceof ScenarioError) {
    console.error(error.message);
    process.exitCode = 2;
  } else if (!stopped.signal.aborted) throw error;
}

async function run(): Promise<number> {
  const { 'list-scenarios': list, play, scenario } = values;
  const print = (line: string): void => {
    console.log(line);
  };
  const options = { sandbox: common, speed, print, signal: stopped.signal };
  if (list) await listScenarios(print);
  else if (play !== undefined) return (await playScenario(play, options)) ? 0 : 1;
  else if (scenario !== undefined) return (await offerScenario(scenario, options)) ? 0 : 1;
  else await serve();
  return 0;
}

async function serve(): Promise<void> {
  const sandbox = await startSandbox({
    ...common,
    speed,
    // Simulated tasks need no engine, and starting one takes a while.
    engine: values['no-engine'] || values['simulate-tasks'] ? 'none' : 'auto',
    tasks: values['simulate-tasks'] ? 'simulated' : 'real',
  });
  console.error(
    `A local AWS at ${sandbox.endpoint}, registry ${sandbox.registry.host}, tasks ${howTasksRun(sandbox)}.`,
  );
  console.error(`Base image for Dockerfiles: ${sandbox.baseImage}. Ctrl-C ends everything.`);
  sandbox.github.seed(REPOSITORY, { commits: [{ message: 'First commit', files: { 'README.md': '# Shop\n' } }] });
  if (sandbox.engine.found)
    console.error(`For docker login and docker push: export DOCKER_HOST=${sandbox.engine.dockerHost}`);
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
