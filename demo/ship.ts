import { mkdir, writeFile } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';
import type { ActionRun } from '#sandbox/runner/action-run';
import { runAction } from '#sandbox/runner/run-action';
import type { Sandbox } from '#sandbox/sandbox';
import { createQuoter, say, type Row } from './account.ts';
import { assembleExample } from './assemble.ts';
import type { Stage } from './stage.ts';

/** One commit on its way. */
export interface Shipment {
  readonly release: string;
  readonly sha: string;
}

export interface Step {
  readonly row: Row;
  readonly run: ActionRun | undefined;
}

export type Shipped = ReadonlyMap<StepName, Step>;
export type StepName = 'fast-check' | 'build-image' | 'deploy-ecs' | 'health-verify' | 'rollback';

/** What a workflow does with a commit, step by step; see .github/workflows/ship.yml for the same in YAML. */
export async function ship(stage: Stage, shipment: Shipment): Promise<Shipped> {
  const steps = new Map<StepName, Step>();
  const step = async (name: StepName, inputs: Readonly<Record<string, string>>): Promise<ActionRun> => {
    const { row, run } = await runStep(stage, { shipment, name, inputs });
    steps.set(name, { row, run });
    return run;
  };
  const { cluster, service, repository } = stage.infrastructure;
  const target = { cluster, service };

  const check = await step('fast-check', { base: 'HEAD^', scope: 'all' });
  if (check.conclusion !== 'success') return steps;
  const image = await buildImage(stage, { shipment, steps, repository, step });
  if (image === undefined) return steps;
  const deploy = await step('deploy-ecs', {
    ...target,
    image,
    'task-definition': 'task-definition.json',
    'desired-count': '2',
    'wait-for-minutes': '2',
    environment: 'production',
    // An image of this machine's own files runs on Fargate only where the machine is like Fargate's.
    ...(process.platform === 'linux' && process.arch === 'x64' ? {} : { preflight: 'false' }),
  });
  if (deploy.conclusion !== 'success') return steps;
  stage.traffic.start();
  const verify = await step('health-verify', { ...target, ...proof(stage, shipment.sha) });
  if (verify.conclusion === 'success') return steps;
  await step('rollback', {
    ...target,
    'only-if-current': deploy.outputs['task-definition-arn'] ?? '',
    'wait-for-minutes': '2',
    'verify-url': healthOf(stage),
    'verify-version-from': VERSION_FROM,
    'verify-expect-json': EXPECT_JSON,
    'verify-timeout': '20s',
  });
  return steps;
}

/** What must be seen of a release before it counts as proven. */
const VERSION_FROM = 'json:$.sha';
const EXPECT_JSON = '$.status == ok';

function proof(stage: Stage, sha: string): Readonly<Record<string, string>> {
  return {
    url: healthOf(stage),
    'expect-version': sha,
    'version-from': VERSION_FROM,
    'expect-json': EXPECT_JSON,
    interval: '500ms',
    'max-interval': '1s',
    timeout: '8s',
  };
}

function healthOf({ infrastructure }: Stage): string {
  return `${infrastructure.url}/health`;
}

interface BuildOptions {
  readonly shipment: Shipment;
  readonly steps: Map<StepName, Step>;
  readonly repository: string;
  readonly step: (name: StepName, inputs: Readonly<Record<string, string>>) => Promise<ActionRun>;
}

/** The image by digest; undefined when it could not be built. */
async function buildImage(
  stage: Stage,
  { shipment, steps, repository, step }: BuildOptions,
): Promise<string | undefined> {
  const { sandbox } = stage;
  if (!sandbox.engine.found) {
    const started = performance.now();
    const image = await assembleExample(stage, { repository, sha: shipment.sha });
    say('build-image: skipped, there is no engine; the sandbox has put the image together from the folder');
    const row = {
      release: shipment.release,
      step: 'build-image',
      outcome: 'skipped',
      seconds: (performance.now() - started) / 1_000,
      ...(await stage.traffic.lap()),
    };
    steps.set('build-image', { row, run: undefined });
    return image;
  }
  const build = await step('build-image', {
    repository,
    'build-args': `COMMIT_SHA=${shipment.sha}\nNODE_IMAGE=${sandbox.baseImage}`,
    cache: 'none',
  });
  return build.conclusion === 'success' ? build.outputs['image'] : undefined;
}

/** The job's environment: the sandbox as its AWS, the engine, and this Node before any other, as setup-node would do. */
function jobEnvironment({ environment, engine }: Sandbox): Readonly<Record<string, string>> {
  const programs = engine.found ? engine.env : { PATH: process.env['PATH'] ?? '' };
  return { ...environment, ...programs, PATH: [dirname(process.execPath), programs['PATH'] ?? ''].join(delimiter) };
}

interface StepOptions {
  readonly shipment: Shipment;
  readonly name: StepName;
  readonly inputs: Readonly<Record<string, string>>;
}

async function runStep(
  stage: Stage,
  { shipment, name, inputs }: StepOptions,
): Promise<{ readonly row: Row; readonly run: ActionRun }> {
  const { sandbox, repository, traffic, signal, suite, records } = stage;
  say(name);
  const lines: string[] = [];
  const quote = createQuoter();
  const run = await runAction({
    repository: suite,
    workspace: repository.folder,
    action: name,
    inputs,
    env: jobEnvironment(sandbox),
    github: {
      sha: shipment.sha,
      ref: 'refs/heads/main',
      repository: 'example/orders',
      runId: '1',
      runNumber: '1',
      runAttempt: '1',
      actor: 'demo',
      eventName: 'push',
    },
    directory: join(sandbox.ledger.directory, 'runner'),
    ledger: sandbox.ledger,
    signal,
    onLine: (line) => {
      lines.push(line);
      quote(line);
    },
  });
  signal.throwIfAborted();
  const counts = await traffic.lap();
  const outcome = run.outputs['outcome'] ?? run.outputs['result'] ?? run.conclusion;
  await keep({ records, release: shipment.release, name, run, lines });
  const row = {
    release: shipment.release,
    step: name,
    outcome,
    seconds: run.durationMs / 1_000,
    ...counts,
  };
  return { row, run };
}

interface StepRecord {
  /** Folder of all records. */
  readonly records: string;
  readonly release: string;
  readonly name: string;
  readonly run: ActionRun;
  readonly lines: readonly string[];
}

async function keep({ records, release, name, run, lines }: StepRecord): Promise<void> {
  await mkdir(records, { recursive: true });
  const stem = join(records, `${release}-${name}`.replaceAll(' ', '-'));
  await writeFile(`${stem}.md`, run.summary);
  await writeFile(`${stem}.log`, `${lines.join('\n')}\n`);
}
