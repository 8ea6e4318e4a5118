import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ActionContext } from '#shared/action/context';
import { InputError } from '#shared/action/errors';
import { InputReader } from '#shared/action/inputs';
import { parseYaml } from '#shared/text/yaml';
import { parseChecks, type Check } from './checks.ts';
import { DEFAULT_CONFIG, parseInputs, type FastCheckInputs } from './inputs.ts';

export interface Configuration extends FastCheckInputs {
  readonly list: readonly Check[];
  /** Absolute path of the working directory. */
  readonly directory: string;
}

/**
 * Reads the inputs, and the list of checks from where they say it is.
 * @throws {InputError} with every problem of both
 */
export async function readConfiguration(context: ActionContext): Promise<Configuration> {
  const read = new InputReader(context);
  const inputs = parseInputs(read);
  const { workspace } = context.run;
  const directory = resolve(workspace, inputs.workingDirectory);
  if (!(await isDirectory(directory)))
    read.problem('working-directory', `${JSON.stringify(inputs.workingDirectory)} is no folder of the workspace.`);
  const list = await readChecks(read, inputs, workspace);
  if (read.issues.length > 0) throw new InputError(read.issues);
  return { ...inputs, list, directory };
}

async function readChecks(read: InputReader, inputs: FastCheckInputs, workspace: string): Promise<readonly Check[]> {
  const complain = (problem: string): void => {
    if (inputs.checks === undefined) read.problem('config', `${inputs.config}: ${problem}`);
    else read.problem('checks', problem);
  };
  if (inputs.checks !== undefined) return parseText(inputs.checks, complain);
  try {
    return await parseText(await readFile(resolve(workspace, inputs.config), 'utf8'), complain);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException; // undefined unless the system refused
    if (code === undefined) throw error;
    if (code === 'ENOENT' && inputs.config === DEFAULT_CONFIG)
      read.problem('checks', `is empty and there is no ${inputs.config}; give the list in one of them.`);
    else complain(code === 'ENOENT' ? 'there is no such file.' : `the file cannot be read (${code}).`);
    return [];
  }
}

async function parseText(text: string, complain: (problem: string) => void): Promise<readonly Check[]> {
  try {
    const { checks, problems } = parseChecks(await parseYaml(text));
    problems.forEach(complain);
    return checks;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    complain(`is no YAML: ${error.message.split('\n', 1).join('')}.`);
    return [];
  }
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false; // whatever the reason, nothing can run there
  }
}
