import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Edit } from './releases.ts';

const run = promisify(execFile);

/** A Git repository of its own with the example service in it, so that each release is a real commit. */
export interface Repository {
  readonly folder: string;
  /** Edits, commits, and gives the full SHA. */
  commit(message: string, edits: readonly Edit[]): Promise<string>;
  checkout(sha: string): Promise<void>;
}

export async function createRepository(folder: string, example: string): Promise<Repository> {
  const git = async (...args: readonly string[]): Promise<string> => {
    // Nothing of the user's own Git: no hooks, no signing, no identity.
    const env = { PATH: process.env['PATH'], HOME: folder, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' };
    const { stdout } = await run('git', ['-c', 'user.name=Demo', '-c', 'user.email=demo@example.com', ...args], {
      cwd: folder,
      env,
    });
    return stdout.trim();
  };
  await cp(example, folder, { recursive: true, filter: (path) => !/[\\/](?:node_modules|dist)$/.test(path) });
  await git('init', '--quiet', '--initial-branch=main');
  return {
    folder,
    commit: async (message, edits) => {
      for (const edit of edits) await apply(folder, edit);
      await git('add', '--all');
      await git('commit', '--quiet', '--message', message);
      return git('rev-parse', 'HEAD');
    },
    checkout: async (sha) => {
      await git('checkout', '--quiet', sha);
    },
  };
}

async function apply(folder: string, { file, find, replace }: Edit): Promise<void> {
  const path = join(folder, file);
  const text = await readFile(path, 'utf8');
  if (!text.includes(find)) throw new Error(`${file} does not hold what the release edits: ${find}`);
  await writeFile(
    path,
    text.replace(find, () => replace),
  );
}
