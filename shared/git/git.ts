import { execFile } from 'node:child_process';
import { ActionError } from '#shared/action/errors';
import type { Environment } from '#shared/action/inputs';

/** A git command that failed. `stderr` is git's own text. */
export class GitError extends ActionError {
  override readonly name = 'GitError';
  readonly stderr: string;

  constructor(command: string, stderr: string, cause: unknown) {
    super(`git ${command} failed: ${stderr.trim() || 'no message'}`, { cause });
    this.stderr = stderr;
  }
}

export interface Git {
  /**
   * Runs git with these arguments and gives its standard output.
   * @throws {GitError} when git is missing or ends with another code than 0
   * @throws the signal's reason when the job is cancelled
   */
  run(args: readonly string[], options?: { readonly timeoutMs?: number }): Promise<string>;
}

/** Enough for the file list of the largest repositories: a million paths of 100 characters. */
const MAX_OUTPUT_BYTES = 128 * 1024 * 1024;

export function createGit(options: {
  readonly cwd: string;
  readonly env: Environment;
  readonly signal: AbortSignal;
}): Git {
  const { cwd, signal } = options;
  const env = { ...options.env, GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return {
    run: (args, { timeoutMs = 0 } = {}) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        // In a container job the checkout belongs to another user; git would refuse to read it (safe.directory).
        const all = ['-c', 'safe.directory=*', ...args];
        execFile(
          'git',
          all,
          { cwd, env, signal, timeout: timeoutMs, maxBuffer: MAX_OUTPUT_BYTES },
          (error, out, err) => {
            if (error === null) resolve(out);
            else if (signal.aborted) reject(signal.reason as Error);
            else if (error.killed) reject(new GitError(args[0] ?? '', `no answer within ${timeoutMs} ms`, error));
            else reject(new GitError(args[0] ?? '', err || error.message, error));
          },
        );
      }),
  };
}

/** The answer of a git command that may rightly fail, such as looking for a commit: undefined when it did. */
export async function tryGit(
  git: Git,
  args: readonly string[],
  options?: { readonly timeoutMs?: number },
): Promise<string | undefined> {
  try {
    return (await git.run(args, options)).trim();
  } catch (error) {
    if (error instanceof GitError) return undefined;
    throw error;
  }
}
