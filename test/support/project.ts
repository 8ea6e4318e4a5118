import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';

/** The project's root folder. */
export const root = join(import.meta.dirname, '..', '..');

export interface ActionMetadata {
  readonly name: string;
  readonly description: string;
  readonly author?: string;
  readonly branding?: { readonly icon?: string; readonly color?: string };
  readonly inputs?: Readonly<Record<string, ActionInput>>;
  readonly outputs?: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main?: string; readonly pre?: string; readonly post?: string };
}

export interface ActionInput {
  readonly description: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
}

/** Names of the suite's actions, from their sources. */
export async function actionNames(): Promise<readonly string[]> {
  const entries = await readdir(join(root, 'actions'), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

export async function readMetadata(folder: string): Promise<ActionMetadata> {
  return load(await readFile(join(root, folder, 'action.yml'), 'utf8')) as ActionMetadata;
}

/** The default of every input that has one, as the runner would pass it. */
export function defaults({ inputs = {} }: ActionMetadata): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, input]) =>
      input.default === undefined ? [] : [[name, String(input.default)]],
    ),
  );
}

/** `INPUT_*` as the runner names them. */
export function inputEnvironment(inputs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}

/** Files the project has under version control or would have, below `folder`, by their ending. */
export async function projectFiles(folder: string, ending: string): Promise<readonly string[]> {
  if (!existsSync(join(root, folder))) return [];
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending) && !entry.parentPath.includes('node_modules'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .sort();
}
