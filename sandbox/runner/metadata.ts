import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { load } from 'js-yaml';

/** An action as its metadata file describes it. */
export interface ActionMetadata {
  /** The folder of the metadata file; `main` and its siblings are relative to it. */
  readonly directory: string;
  readonly inputs: readonly InputMetadata[];
  readonly main: string;
  readonly pre?: string;
  readonly post?: string;
  readonly postIf: string;
}

export interface InputMetadata {
  readonly name: string;
  /** May hold expressions. */
  readonly default?: string;
  readonly deprecationMessage?: string;
}

/** @throws Error when there is no metadata file, or it describes no JavaScript action */
export async function readMetadata(directory: string): Promise<ActionMetadata> {
  for (const name of ['action.yml', 'action.yaml']) {
    const text = await readFile(join(directory, name), 'utf8').catch(() => undefined);
    if (text !== undefined) return parseMetadata(text, directory);
  }
  throw new Error(`Can't find 'action.yml' or 'action.yaml' under '${directory}'`);
}

export function parseMetadata(text: string, directory: string): ActionMetadata {
  const file = mapping(load(text));
  const runs = mapping(file['runs']);
  const using = scalar(runs['using']) ?? 'nothing';
  if (!/^node\d+$/.test(using)) throw new Error(`${directory}: only JavaScript actions run here, not ${using}`);
  const main = scalar(runs['main']);
  if (main === undefined) throw new Error(`${directory}: runs.main is missing`);
  const [pre, post] = [scalar(runs['pre']), scalar(runs['post'])];
  return {
    directory,
    inputs: Object.entries(mapping(file['inputs'])).map(([name, value]) => inputOf(name, mapping(value))),
    main,
    ...(pre !== undefined && { pre }),
    ...(post !== undefined && { post }),
    postIf: scalar(runs['post-if']) ?? 'always()',
  };
}

function inputOf(name: string, value: Readonly<Record<string, unknown>>): InputMetadata {
  const [fallback, deprecationMessage] = [scalar(value['default']), scalar(value['deprecationMessage'])];
  return {
    name,
    ...(fallback !== undefined && { default: fallback }),
    ...(deprecationMessage !== undefined && { deprecationMessage }),
  };
}

function mapping(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}

/** GitHub reads `true` and `5` as the text that was written; YAML's null is absent. */
function scalar(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
}
