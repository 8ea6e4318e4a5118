import { begin, finish, type ActionRun, type Begun } from './action-run.ts';
import { holds, interpolate, type JobStatus, type Value } from './expressions.ts';
import { jobContexts, openJob, stepEnvironment, type Job, type JobOptions } from './job.ts';

/** A step of a job. Inputs, `env` and `if` may hold expressions over `github`, `job`, `runner`, `env` and `steps`. */
export interface JobStep {
  /** By it later steps find the outputs: `steps.<id>.outputs.<name>`. */
  readonly id?: string;
  /** The action's folder in the repository, e.g. `deploy-ecs`. */
  readonly action: string;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** Default `success()`. */
  readonly if?: string;
}

export interface JobRun {
  readonly conclusion: JobStatus;
  /** One for each step that ran, with its `id` or its place as key. */
  readonly steps: ReadonlyMap<string, ActionRun>;
  readonly directory: string;
}

/**
 * Runs steps one after another as a job of GitHub's runner, then their post scripts in reverse order.
 * @throws Error when an action or an expression is wrong; what a step does wrong is its conclusion
 */
export async function runJob(options: JobOptions & { readonly steps: readonly JobStep[] }): Promise<JobRun> {
  const job = await openJob(options);
  const begun: Begun[] = [];
  for (const [index, step] of options.steps.entries()) {
    const contexts = contextsOf(job, begun);
    if (!holds(step.if ?? 'success()', { contexts, status: job.status })) continue;
    const fill = (record: Readonly<Record<string, string>> = {}) =>
      Object.fromEntries(Object.entries(record).map(([name, value]) => [name, interpolate(value, { contexts })]));
    const filled = { ...step, inputs: fill(step.inputs), env: fill(step.env) };
    begun.push(await begin(job, filled, step.id ?? String(index + 1)));
  }
  const steps = new Map<string, ActionRun>();
  for (const main of begun.toReversed()) steps.set(main.key, await finish(job, main));
  return { conclusion: job.status, steps: new Map([...steps].toReversed()), directory: job.directory };
}

function contextsOf(job: Job, begun: readonly Begun[]): Readonly<Record<string, Value>> {
  const steps = begun.map(
    ({ key, run }) => [key, { outputs: run.outputs, conclusion: run.conclusion, outcome: run.conclusion }] as const,
  );
  const contexts = jobContexts(job);
  const jobContext = typeof contexts['job'] === 'object' ? contexts['job'] : {};
  return {
    ...contexts,
    job: { ...jobContext, status: job.status },
    env: stepEnvironment(job),
    steps: Object.fromEntries(steps),
  };
}
