import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { errorMessage, InputError } from '#shared/action/errors';

/** Task definitions and AppSpecs are some kilobytes (ECS takes 64 KiB); a file far larger is something else. */
const MAX_LENGTH = 1024 * 1024;

/**
 * The text of a file that an input names. It must lie in the workspace, also after symbolic links: what a workflow
 * deploys is what its repository holds.
 * @throws {InputError}
 */
export async function readWorkspaceFile(
  path: string,
  { workspace, input }: { readonly workspace: string; readonly input: string },
): Promise<string> {
  const wrong = (problem: string): InputError => new InputError([{ input, problem }]);
  const root = await realpath(workspace);
  const place = resolve(root, path);
  if (!isInside(place, root)) throw wrong(`${JSON.stringify(path)} is outside the workspace.`);
  let text: string;
  try {
    if (!isInside(await realpath(place), root))
      throw wrong(`${JSON.stringify(path)} is a link that leads out of the workspace.`);
    text = await readFile(place, 'utf8');
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw wrong(`the file cannot be read: ${errorMessage(error)}. Was the repository checked out?`);
  }
  if (text.length > MAX_LENGTH) throw wrong(`${JSON.stringify(path)} is too large for it.`);
  return text;
}

function isInside(path: string, root: string): boolean {
  const inside = relative(root, path);
  return inside !== '..' && !/^\.\.[/\\]/.test(inside) && !isAbsolute(inside);
}
