import { ActionError } from '#shared/action/errors';
import { runProcess, type ProcessResult } from '#shared/process/run';

export interface DockerRun extends ProcessResult {
  readonly stdout: readonly string[];
  readonly stderr: readonly string[];
}

/** Runs `docker` with these arguments; a non-zero exit code is an answer, not an error. */
export type DockerCli = (args: readonly string[], onLine?: (line: string) => void) => Promise<DockerRun>;

export interface DockerCliOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  readonly signal: AbortSignal;
}

/** Enough of a program's output to find the cause of a failure in, however much it prints. */
const KEPT_LINES = 500;

/**
 * The docker program on PATH.
 * @throws {ActionError} from the returned function when there is none; the signal's reason when it aborts
 */
export function createDockerCli({ env, cwd, signal }: DockerCliOptions): DockerCli {
  return async (args, onLine) => {
    const kept = { stdout: [] as string[], stderr: [] as string[] };
    try {
      const result = await runProcess({
        command: 'docker',
        args,
        cwd,
        env,
        signal,
        onLine: (line, stream) => {
          kept[stream].push(line);
          if (kept[stream].length > 2 * KEPT_LINES) kept[stream].splice(0, KEPT_LINES);
          onLine?.(line);
        },
      });
      if (result.ending === 'cancelled') signal.throwIfAborted();
      return { ...result, ...kept };
    } catch (error) {
      if (!isMissingProgram(error)) throw error;
      throw new ActionError('The docker program is not on PATH, so no image can be built here.', {
        hint: 'Run this job where Docker is installed, such as a Linux runner of GitHub.',
        cause: error,
      });
    }
  };
}

function isMissingProgram(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
