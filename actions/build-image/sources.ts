import { statSync } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError, type InputIssue } from '#shared/action/errors';
import type { BuildImageInputs } from './inputs.ts';

export interface Sources {
  /** Absolute paths. */
  readonly context: string;
  readonly dockerfile: string;
}

/**
 * The files a build starts from. Like docker/build-push-action, a Dockerfile that is named is looked for from the
 * workspace, one that is not in the context.
 * @throws {InputError} when one of them is not there
 */
export function locateSources(inputs: Pick<BuildImageInputs, 'context' | 'dockerfile'>, workspace: string): Sources {
  const context = resolve(workspace, inputs.context);
  const dockerfile =
    inputs.dockerfile === undefined ? join(context, 'Dockerfile') : resolve(workspace, inputs.dockerfile);
  const issues: InputIssue[] = [];
  const folder = kindOf(context);
  if (folder !== 'folder') {
    issues.push({ input: 'context', problem: `${context} is ${describe(folder)}; give a folder of the checkout.` });
  }
  const file = folder === 'folder' || inputs.dockerfile !== undefined ? kindOf(dockerfile) : 'file';
  if (file !== 'file') {
    issues.push({ input: 'dockerfile', problem: `${dockerfile} is ${describe(file)}; give the path of a Dockerfile.` });
  }
  if (issues.length > 0) throw new InputError(issues);
  return { context, dockerfile };
}

/** A folder only this user can read, gone when `body` has ended, however it ends. */
export async function withPrivateFolder<T>(parent: string, body: (folder: string) => Promise<T>): Promise<T> {
  await mkdir(parent, { recursive: true });
  const folder = await mkdtemp(join(parent, 'build-image-'));
  try {
    await chmod(folder, 0o700);
    return await body(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Writes each secret to a file of its own, for BuildKit to mount. */
export async function writeSecretFiles(
  folder: string,
  secrets: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [id, value] of secrets) {
    // By number: an id such as ".." is no file name.
    const path = join(folder, `secret-${files.size}`);
    await writeFile(path, value, { mode: 0o600 });
    files.set(id, path);
  }
  return files;
}

type Kind = 'file' | 'folder' | 'missing';

function kindOf(path: string): Kind {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'missing';
  return stats.isDirectory() ? 'folder' : 'file';
}

function describe(kind: Kind): string {
  return kind === 'missing' ? 'not there' : `a ${kind}`;
}
