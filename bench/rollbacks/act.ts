import { seededRandom } from '#sandbox/faults/selection';
import { main } from '../../actions/rollback/main.ts';
import { runInProcess, type InProcessOptions, type InProcessRun } from '../in-process.ts';
import { CLUSTER, type Account } from '../rollouts/account.ts';
import { toStep, type Inputs } from './inputs.ts';
import type { Live } from './live.ts';

/** How the error of a run begins that was no ActionError. */
export const DEFECT = 'defect: ';

/** One run of the action. */
export interface Acted extends Pick<InProcessRun, 'error' | 'log' | 'tookMs'> {
  /** Empty where it ended before there was a verdict. */
  readonly outcome: string;
  /** How it found where to go; empty where it did not. */
  readonly source: string;
  /** Numbers of the revisions it names; undefined where it names none. */
  readonly from: number | undefined;
  readonly to: number | undefined;
  /** Epoch milliseconds at which it was started, and had looked at the service. */
  readonly startedAt: number;
  readonly lookedAt: number;
  /** When it said that it had rolled back, was what it went to PRIMARY and completed by ECS's own account. */
  readonly served: boolean;
}

/** Runs the action in this process; GitHub's repository of the run is the service's own. */
export async function act(
  account: Account,
  live: Live,
  { inputs, seed }: { readonly inputs: Inputs; readonly seed: number },
): Promise<Acted> {
  const { repository, token } = live.github;
  const startedAt = Date.now();
  let lookedAt: number | undefined;
  let served: Promise<boolean> | undefined;
  const run = await defectTold({
    name: 'rollback',
    main,
    inputs: { cluster: CLUSTER, ...toStep(inputs, { service: live.service, token }) },
    env: {
      ...account.sandbox.environment,
      GITHUB_API_URL: account.sandbox.github.url,
      GITHUB_REPOSITORY: repository,
      GITHUB_RUN_ID: inputs.run,
    },
    speed: account.speed,
    random: seededRandom(seed),
    temp: account.temp,
    onLine: (line) => {
      if (line.startsWith('runs: ')) lookedAt ??= Date.now();
    },
    onOutput: (name, value) => {
      if (name === 'to' && value !== '') served = live.serves(Number(value.split(':').at(-1)));
    },
  });
  const { outputs, error, log, tookMs } = run;
  const number = (name: string): number | undefined => numberIn(/:(\d+)$/, outputs.get(name) ?? '');
  return {
    outcome: outputs.get('outcome') ?? '',
    source: outputs.get('source') ?? '',
    from: number('from'),
    to: number('to'),
    error,
    log,
    tookMs,
    startedAt,
    lookedAt: lookedAt ?? Date.now(),
    served: (await served) ?? false,
  };
}

/** What is no ActionError is a defect of the action; it is told as one, and the other histories go on. */
async function defectTold(options: InProcessOptions): Promise<InProcessRun> {
  try {
    return await runInProcess(options);
  } catch (error) {
    return { outputs: new Map(), error: `${DEFECT}${String(error)}`, log: [], tookMs: 0 };
  }
}

function numberIn(pattern: RegExp, text: string): number | undefined {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
