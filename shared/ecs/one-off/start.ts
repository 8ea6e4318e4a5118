import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import { withRetry } from '#shared/aws/retry';
import type { EcsTask } from '../api.ts';
import type { WatchTools } from '../rollout/watch.ts';
import type { RunTaskInput, TaskApi } from './api.ts';
import { readRefusal } from './placement.ts';

/** Milliseconds between two tries to place a task: capacity comes back in minutes rather than seconds. */
const AGAIN_MS = { least: 5_000, most: 15_000 } as const;

/**
 * Starts one task. A lost answer is asked for again with the same client token, so that no second task starts; a
 * refusal for want of capacity is tried again, as a request of its own, until `deadline` (the clock's `elapsed`).
 * @param inputFor the request with a client token
 * @throws {ActionError} when it cannot be started
 */
export async function startOneOff(
  request: {
    readonly api: Pick<TaskApi, 'runTask'>;
    readonly inputFor: (clientToken: string) => RunTaskInput;
    readonly deadline: number;
  },
  tools: WatchTools,
): Promise<EcsTask> {
  const { clock, random, log, signal } = tools;
  const stem = `cicd-${clock.now().toString(36)}-${digits(random)}${digits(random)}`;
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    const { task, failures } = await send(request, `${stem}-${attempt}`, tools);
    if (task !== undefined) return task;
    const [failure] = failures;
    const refusal = readRefusal(failure ?? { reason: '', detail: undefined });
    const said = `Amazon ECS could not place the task: ${refusal.text}`;
    if (!refusal.temporary) throw new ActionError(`${said}.`);
    const left = request.deadline - clock.elapsed();
    if (left <= 0) throw new ActionError(`${said}. Tried ${attempt} times until the time limit.`);
    const waitMs = Math.min(left, AGAIN_MS.least + random() * (AGAIN_MS.most - AGAIN_MS.least));
    if (attempt === 1) log.info(`${said}. It is tried again until the time limit.`);
    await clock.sleep(waitMs, signal);
  }
}

async function send(
  { api, inputFor }: { readonly api: Pick<TaskApi, 'runTask'>; readonly inputFor: (token: string) => RunTaskInput },
  clientToken: string,
  tools: WatchTools,
): ReturnType<TaskApi['runTask']> {
  const input = inputFor(clientToken);
  try {
    return await withRetry(() => api.runTask(input), tools);
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure('run the task', error);
  }
}

/** Token characters from chance; two of them make a collision within an account unthinkable. */
function digits(random: () => number): string {
  return Math.floor(random() * 36 ** 8)
    .toString(36)
    .padStart(8, '0');
}
