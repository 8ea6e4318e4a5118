import { errorMessage, InputError } from '#shared/action/errors';
import type { RunFacts } from '#shared/action/run-facts';
import { runProcess } from '#shared/process/run';
import type { EventFacts } from './event.ts';
import { COMMIT_SHA } from './inputs.ts';

/**
 * The commit an image is built from: what the user names, the head of the pull request (not the merge commit GitHub
 * makes for it, which nobody can check out later), else the event's.
 * @throws {InputError} when none of them is a commit
 */
export function chooseCommit(
  sha: string | undefined,
  { event, run }: { readonly event: EventFacts; readonly run: Pick<RunFacts, 'sha'> },
): string {
  const commit = sha ?? event.pullRequest?.headSha ?? run.sha;
  if (COMMIT_SHA.test(commit)) return commit;
  const found = commit === '' ? 'GITHUB_SHA is not set' : `GITHUB_SHA is ${JSON.stringify(commit)}`;
  throw new InputError([{ input: 'sha', problem: `is empty and ${found}; give the full commit SHA.` }]);
}

export interface Checkout {
  /** What is checked out, undefined without a repository or without git. */
  readonly head: string | undefined;
  /** When the wanted commit was made, RFC 3339; undefined when the checkout does not have it. */
  readonly committedAt: string | undefined;
}

export interface CheckoutQuery {
  readonly directory: string;
  readonly sha: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
  readonly debug: (message: string) => void;
}

/** Asks git about the checkout. A shallow clone may lack the commit, and a container may lack git: then less is known. */
export async function readCheckout(query: CheckoutQuery): Promise<Checkout> {
  const [head, committedAt] = await Promise.all([
    gitLine(query, ['rev-parse', '--verify', 'HEAD']),
    gitLine(query, ['show', '--no-patch', '--format=%cI', query.sha, '--']),
  ]);
  return { head, committedAt };
}

async function gitLine(query: CheckoutQuery, args: readonly string[]): Promise<string | undefined> {
  const { directory, env, signal, debug } = query;
  const lines: string[] = [];
  try {
    const result = await runProcess({
      command: 'git',
      // In a container job the checkout belongs to another user; git would refuse to read it.
      args: ['-c', 'safe.directory=*', '-C', directory, ...args],
      env,
      signal,
      onLine: (line) => lines.push(line),
    });
    signal.throwIfAborted();
    if (result.exitCode === 0) return lines[0];
    debug(`git ${args.join(' ')}: ${lines.join(' ')}`);
  } catch (error) {
    signal.throwIfAborted();
    debug(`git cannot be run: ${errorMessage(error)}`);
  }
  return undefined;
}
