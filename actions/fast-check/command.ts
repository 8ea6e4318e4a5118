import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import type { Environment } from '#shared/action/inputs';

export interface Shell {
  readonly command: string;
  readonly options: readonly string[];
}

const BASH: Shell = { command: 'bash', options: ['--noprofile', '--norc', '-e', '-o', 'pipefail', '-c'] };
const SH: Shell = { command: 'sh', options: ['-e', '-c'] };

/** The shell of a `run` step: bash with the options GitHub gives it, and sh where there is no bash. */
export async function findShell(env: Environment): Promise<Shell> {
  for (const folder of (env['PATH'] ?? env['Path'] ?? '').split(delimiter)) {
    for (const name of ['bash', 'bash.exe']) {
      if (folder !== '' && (await isExecutable(join(folder, name)))) return BASH;
    }
  }
  return SH;
}

async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * The argument lists of a check's processes. The script is the shell's; file names are its positional parameters, so
 * no shell ever reads a name that somebody put into a pull request. Too many names for one process go to several.
 */
export function commandLines(
  shell: Shell,
  task: { readonly name: string; readonly run: string; readonly files: readonly string[] | undefined },
  maxBytes = MAX_FILE_BYTES,
): readonly (readonly string[])[] {
  // Quotes around the placeholder are the same wish.
  const script = task.run.replace(/"\{files\}"|'\{files\}'|\{files\}/g, '"$@"');
  const start = [...shell.options, script, task.name];
  return task.files === undefined
    ? [start]
    : chunk(task.files, maxBytes).map((files) => [...start, ...files.map(asOperand)]);
}

/**
 * Linux allows 2 MiB for arguments and environment together, macOS 1 MiB, Windows 32,767 characters; the script
 * starts its tool with the same names again, so they have to fit beside whatever it adds.
 */
const MAX_FILE_BYTES = process.platform === 'win32' ? 16 * 1024 : 256 * 1024;

/** A name such as `--fix` or `-rf` must stay a name. */
function asOperand(file: string): string {
  return file.startsWith('-') ? `./${file}` : file;
}

function chunk(files: readonly string[], maxBytes: number): readonly (readonly string[])[] {
  const chunks: string[][] = [];
  let size = Infinity;
  for (const file of files) {
    const bytes = Buffer.byteLength(file) + POINTER_AND_END;
    if (size + bytes > maxBytes) {
      chunks.push([]);
      size = 0;
    }
    chunks.at(-1)?.push(file);
    size += bytes;
  }
  return chunks;
}

/** What the kernel counts beside the characters: a pointer, the closing zero, and a `./` that may be added. */
const POINTER_AND_END = 11;

/** The action's own inputs and outputs, and the tokens that the runner gives to actions but to no `run` step. */
const NOT_FOR_CHECKS = /^(?:INPUT_.*|ACTIONS_(?:ID_TOKEN|RUNTIME|CACHE|RESULTS)_.*|GITHUB_(?:OUTPUT|STATE))$/;

/** The environment of a check: that of the job. */
export function checkEnvironment(env: Environment): Environment {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !NOT_FOR_CHECKS.test(name)));
}
