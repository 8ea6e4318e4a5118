import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { ActionContext } from '#shared/action/context';
import { trackedFiles } from '#shared/git/files';
import { createGit, GitError, type Git } from '#shared/git/git';
import { compare } from './compare.ts';
import type { Configuration } from './configuration.ts';
import { compileGlobs } from './glob.ts';
import { plan, takesFiles, type Plan } from './plan.ts';
import { select, type Selection } from './selection.ts';

export interface Preparation {
  readonly selection: Selection;
  readonly plan: Plan;
}

/** Finds out what has changed, and from that what has to run. */
export async function prepare(context: ActionContext, configuration: Configuration): Promise<Preparation> {
  const { list, directory, scope, base, globalFiles } = configuration;
  const git = createGit({ cwd: directory, env: context.env, signal: context.signal });
  const comparison = scope === 'all' ? undefined : await compare(git, { context, base });
  const selection = select({ scope, isGlobal: compileGlobs(globalFiles), comparison });
  const needsAll = selection.kind === 'all' && list.some(takesFiles);
  const everything = needsAll ? await allFiles(git, directory) : [];
  return { selection, plan: plan(list, selection, everything) };
}

async function allFiles(git: Git, directory: string): Promise<readonly string[]> {
  try {
    return await trackedFiles(git);
  } catch (error) {
    if (!(error instanceof GitError)) throw error;
    return walk(directory); // no repository, or no git: actions/checkout can do without
  }
}

const NOT_SOURCE = new Set(['.git', 'node_modules']);

async function walk(root: string, folder = root): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const nested = entries.map(async (entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return NOT_SOURCE.has(entry.name) ? [] : walk(root, path);
    return entry.isFile() ? [relative(root, path).split(sep).join('/')] : [];
  });
  return (await Promise.all(nested)).flat();
}
