import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../ledger/processes.ts';

const names = ['env', 'path', 'output', 'state', 'step_summary'] as const;

export type CommandFile = (typeof names)[number];

export type CommandFiles = Readonly<Record<CommandFile, string>>;

/** Makes the empty files a step writes to. */
export async function createCommandFiles(directory: string, id: string): Promise<CommandFiles> {
  await mkdir(directory, { recursive: true });
  const file = async (name: CommandFile) => {
    const path = join(directory, `${name}_${id}`);
    await writeFile(path, '');
    return [name, path] as const;
  };
  // fromEntries forgets the keys; `names` holds each of them once.
  return Object.fromEntries(await Promise.all(names.map(file))) as CommandFiles;
}

/** GITHUB_ENV, GITHUB_OUTPUT, … */
export function commandFileEnvironment(files: CommandFiles): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [`GITHUB_${name.toUpperCase()}`, files[name]]));
}

/** A file the step removed is as good as an empty one. */
export async function readCommandFile(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return Buffer.alloc(0);
    throw error;
  }
}

export interface Pairs {
  /** What was read before `error`; it counts. */
  readonly pairs: readonly (readonly [name: string, value: string])[];
  readonly error?: string;
}

/** `NAME=VALUE`, or `NAME<<DELIMITER`, lines, `DELIMITER`. The rules and the words are those of the runner's FileCommandManager. */
export function parsePairs(text: string): Pairs {
  const pairs: (readonly [string, string])[] = [];
  const lines = text.split('\n');
  // What follows the last line feed is no line when it is empty.
  if (lines.at(-1) === '') lines.pop();
  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const [equals, heredoc] = [line.indexOf('='), line.indexOf('<<')];
    if (equals >= 0 && (heredoc < 0 || equals < heredoc)) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
    } else if (heredoc >= 0) {
      const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
      if (name === '' || delimiter === '') {
        return { pairs, error: `Invalid format '${line}'. Name must not be empty and delimiter must not be empty` };
      }
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) return { pairs, error: `Invalid value. Matching delimiter not found '${delimiter}'` };
      pairs.push([name, lines.slice(index + 1, end).join('\n')]);
      index = end;
    } else {
      return { pairs, error: `Invalid format '${line}'` };
    }
  }
  return { pairs };
}
