import { begin, finish, type ActionRun } from './action-run.ts';
import { openJob, type JobOptions } from './job.ts';

export interface ActionOptions extends JobOptions {
  /** The action's folder in the repository, e.g. `deploy-ecs`. */
  readonly action: string;
  /** Taken as they are; defaults come from the metadata file. */
  readonly inputs: Readonly<Record<string, string>>;
  /** A name for the step. */
  readonly step?: string;
}

/**
 * Runs one action as GitHub's runner does, main and post.
 * @throws Error when the action's metadata is wrong, and the signal's reason when it has aborted already; what the action
 * does wrong is its conclusion
 */
export async function runAction(options: ActionOptions): Promise<ActionRun> {
  const { action, inputs, step = action, ...job } = options;
  options.signal?.throwIfAborted();
  const opened = await openJob(job);
  return finish(opened, await begin(opened, { action, inputs }, step));
}
