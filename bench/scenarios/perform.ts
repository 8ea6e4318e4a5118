import { join } from 'node:path';
import { mkdtemp } from 'node:fs/promises';
import { runAction } from '#sandbox/runner/run-action';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { hookFunctions } from '#sandbox/scenarios/hook-functions';
import { differences, judge, type Ending } from '#sandbox/scenarios/judge';
import { Play } from '#sandbox/scenarios/play';
import { sandboxStage, type SandboxStage } from '#sandbox/scenarios/sandbox-stage';
import type { Expectation, Scenario } from '#sandbox/scenarios/scenario';
import { names } from '#sandbox/scenarios/stage';

const root = join(import.meta.dirname, '..', '..');
const compressedTime = join(import.meta.dirname, '..', 'compressed-time.ts');

export interface Performance {
  readonly exitCode: number | null;
  readonly outputs: Readonly<Record<string, string>>;
  readonly errors: readonly string[];
  readonly summary: string;
  readonly log: string;
  /** How it ended by ECS's own account; undefined when the deployer wrote nothing, so that nothing could begin. */
  readonly ending: Ending | undefined;
  /** Where that is not as the scenario tells it. */
  readonly differences: readonly string[];
  /** Calls that change something, the play's own among them. */
  readonly writes: readonly string[];
}

export interface PerformOptions {
  readonly scenario: Scenario;
  readonly inputs: Readonly<Record<string, string>>;
  /** Of the sandbox and of the deployer alike. */
  readonly speed: number;
  readonly env: Readonly<NodeJS.ProcessEnv>;
}

/** Lets the bundle of deploy-ecs deploy the first release of a scenario in a sandbox of its own; the play does the rest. */
export async function perform({ scenario, inputs, speed, env }: PerformOptions): Promise<Performance> {
  const { given } = scenario;
  const sandbox = await startSandbox({
    env,
    speed,
    engine: 'none',
    tasks: 'simulated',
    ecs: { staleReadMs: given.staleReadMs, unsure: given.unsure },
    lambda: hookFunctions(given.functions),
    log: () => undefined,
  });
  try {
    return await onStage({ scenario, inputs, speed }, sandbox);
  } finally {
    await sandbox.close();
  }
}

async function onStage(
  { scenario, inputs, speed }: Omit<PerformOptions, 'env'>,
  sandbox: Sandbox,
): Promise<Performance> {
  const stage = await sandboxStage(sandbox, speed, scenario.given);
  const over = new AbortController();
  const ready = Promise.withResolvers<undefined>();
  const play = new Play(scenario, stage, { signal: over.signal, onReady: () => ready.resolve(undefined) });
  await play.stage();
  const before = sandbox.calls().length;
  const following = play.follow();
  await Promise.race([ready.promise, following]);
  const deploying = deploy(sandbox, { stage, scenario, inputs, speed });
  // Whoever writes nothing begins nothing, and the play would wait for it.
  const refused = deploying.then(({ outputs }) => {
    if ((outputs['deployment-id'] ?? '') === '') over.abort(new Refused('the deployer refused'));
  });
  const [run, cast] = await Promise.all([deploying, following.catch(forRefused), refused]);
  const ending = cast === undefined ? undefined : await judge(stage, cast);
  return {
    exitCode: run.exitCode,
    outputs: run.outputs,
    errors: run.annotations.filter(({ level }) => level === 'error').map(({ message }) => message),
    summary: run.summary,
    log: run.log.join('\n'),
    ending,
    differences: ending === undefined ? [] : differences(whoeverAsks(scenario.then), ending),
    writes: sandbox
      .calls()
      .slice(before)
      .map(({ operation }) => operation)
      .filter((operation) => !/^(?:Describe|List|Get|Batch(?:Get|Check))/.test(operation)),
  };
}

/** Which of several readers meets an error is not told. */
function whoeverAsks({ refusedReads, ...then }: Expectation): Expectation {
  return refusedReads === undefined ? then : { ...then };
}

class Refused extends Error {
  override readonly name = 'Refused';
}

function forRefused(error: unknown): undefined {
  if (error instanceof Refused) return undefined;
  throw error;
}

async function deploy(
  sandbox: Sandbox,
  { stage, scenario, inputs, speed }: Omit<PerformOptions, 'env'> & { readonly stage: SandboxStage },
): ReturnType<typeof runAction> {
  const directory = await mkdtemp(join(sandbox.ledger.directory, 'runner-'));
  return runAction({
    repository: root,
    workspace: directory,
    directory,
    ledger: sandbox.ledger,
    action: 'deploy-ecs',
    inputs: { cluster: names.cluster, service: names.service, image: stage.image(releaseOf(scenario)), ...inputs },
    env: {
      ...sandbox.environment,
      NODE_OPTIONS: `--import=${compressedTime}`,
      COMPRESSED_TIME: String(speed),
    },
    github: {
      sha: 'b'.repeat(40),
      ref: 'refs/heads/main',
      repository: 'example/web',
      runId: '1',
      runNumber: '1',
      runAttempt: '1',
      actor: 'octocat',
      eventName: 'push',
    },
  });
}

/** The release a deployer is to deploy. */
function releaseOf({ name, when }: Scenario): string {
  const first = when.find(({ kind }) => kind === 'deploy');
  if (first?.kind !== 'deploy') throw new Error(`nothing is deployed in ${name}`);
  return first.release;
}
