import { readFile, realpath } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { errorMessage, InputError } from '#shared/action/errors';

/** A task definition is some kilobytes (ECS takes 64 KiB); a file far larger is something else. */
const MAX_LENGTH = 1024 * 1024;

/**
 * The text of the task definition file. It must lie in the workspace, also after symbolic links: what a workflow
 * deploys is what its repository holds.
 * @throws {InputError}
 */
export async function readDefinitionFile(path: string, workspace: string): Promise<string> {
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
  if (text.length > MAX_LENGTH) throw wrong(`${JSON.stringify(path)} is too large to be a task definition.`);
  return text;
}

function isInside(path: string, root: string): boolean {
  const inside = relative(root, path);
  return inside !== '..' && !/^\.\.[/\\]/.test(inside) && !isAbsolute(inside);
}

function wrong(problem: string): InputError {
  return new InputError([{ input: 'task-definition', problem }]);
}
