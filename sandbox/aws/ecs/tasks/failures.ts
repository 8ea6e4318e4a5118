import { ContainerError } from '#sandbox/tasks/runtime';
import type { StopOrder, TaskContainer } from '../model.ts';

/** A task that could not be started, in the words its `stoppedReason` will have. */
export class StartFailure extends Error {
  override readonly name = 'StartFailure';
}

export function resourceInitializationError(detail: string): StartFailure {
  return new StartFailure(`ResourceInitializationError: ${detail}`);
}

/** Notes on the container why its image could not be pulled, and makes that the reason of the task. */
export function pullFailure(container: TaskContainer, error: unknown): unknown {
  if (!(error instanceof ContainerError)) return error;
  container.reason = worded(error);
  return new StartFailure(container.reason);
}

/** Notes on the container why it did not start; the task itself only says that it failed. */
export function startFailure(container: TaskContainer, error: unknown): unknown {
  if (!(error instanceof ContainerError)) return error;
  container.reason = worded(error);
  return new StartFailure('Task failed to start');
}

export function stopOrderOf(error: unknown): StopOrder {
  if (error instanceof StartFailure) return { code: 'TaskFailedToStart', reason: error.message };
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'TaskFailedToStart', reason: `InternalError: ${message}` };
}

function worded({ code, message }: ContainerError): string {
  return message.startsWith(code) ? message : `${code}: ${message}`;
}
