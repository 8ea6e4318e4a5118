import { isDeepStrictEqual } from 'node:util';
import { hasSecretName, hideSecretParts, looksSecret } from '#shared/text/looks-secret';
import type { TaskDefinitionInput } from '../api.ts';
import { canonical } from './canonical.ts';

/** One member that differs. */
export interface Change {
  /** Undefined: a member of the task. */
  readonly container: string | undefined;
  /** Such as `image`, `environment LOG_LEVEL` or `cpu`. */
  readonly what: string;
  readonly kind: 'added' | 'removed' | 'changed';
  /** Undefined where the member is absent, and where the value must not be shown. */
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What differs in meaning between two task definitions: of the task, then of each container. No value that may be a
 * credential is in it: those of earlier revisions are not known to the runner's masking. Of secrets only the name is
 * told.
 */
export function diffTaskDefinitions(before: TaskDefinitionInput, after: TaskDefinitionInput): readonly Change[] {
  const old = flatten(canonical(before));
  const now = flatten(canonical(after));
  const changes: Change[] = [];
  for (const at of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(at), now.get(at)];
    const { container, path } = b ?? a ?? { container: undefined, path: [] };
    if (isDeepStrictEqual(a?.value, b?.value)) continue;
    const kind = a === undefined ? 'added' : b === undefined ? 'removed' : 'changed';
    const [was, is] = [shown(path, a?.value), shown(path, b?.value)];
    // Beside a hidden value the other one would tell half of it.
    const isShown = (a === undefined || was !== undefined) && (b === undefined || is !== undefined);
    changes.push({
      container,
      what: path.join(' '),
      kind,
      before: isShown ? was : undefined,
      after: isShown ? is : undefined,
    });
  }
  const ofTask = changes.filter(({ container }) => container === undefined);
  const ofContainers = changes.filter(({ container }) => container !== undefined);
  return [...ofTask, ...[...Map.groupBy(ofContainers, ({ container }) => container).values()].flat()];
}

/** `value` as it may be shown, undefined when it must not be. */
function shown(path: readonly string[], value: unknown): string | undefined {
  const [member = ''] = path;
  if (value === undefined || member === 'secrets') return undefined;
  if (Array.isArray(value) && FREE_NAMES.has(member)) return undefined; // a name twice: the list is one value
  if (typeof value !== 'string') return JSON.stringify(Array.isArray(value) ? shownWords(value) : value);
  if (member === 'image') return value;
  // Names of the API's own members, such as taskRoleArn, tell nothing about their values; those of a team do.
  return FREE_NAMES.has(member) && looksSecret(path.at(-1) ?? '', value) ? undefined : hideSecretParts(value);
}

/** Members whose names and values a team chooses freely. */
const FREE_NAMES: ReadonlySet<string> = new Set(['environment', 'dockerLabels', 'logConfiguration', 'tags']);

/** Words of a command; the one after `--password` or its like is hidden. */
function shownWords(words: readonly unknown[]): readonly unknown[] {
  return words.map((word, index) => {
    if (typeof word !== 'string') return word;
    const former = words[index - 1];
    const isValue = typeof former === 'string' && /^--?[a-z][\w-]*$/i.test(former) && hasSecretName(former);
    return isValue ? '***' : hideSecretParts(word);
  });
}

interface Leaf {
  readonly container: string | undefined;
  readonly path: readonly string[];
  readonly value: unknown;
}

/** Leaves by where they stand. Lists of named things are addressed by name, other lists are one value. */
function flatten({ containerDefinitions, ...task }: Readonly<Record<string, unknown>>): ReadonlyMap<string, Leaf> {
  const leaves = new Map<string, Leaf>();
  const visit = (value: unknown, path: readonly string[], container?: string): void => {
    const members = namedItems(value) ?? (isObject(value) ? Object.entries(value) : undefined);
    if (members === undefined) leaves.set(JSON.stringify([container, path]), { container, path, value });
    else for (const [name, member] of members) visit(member, [...path, name], container);
  };
  visit(task, []);
  for (const [name, container] of namedItems(containerDefinitions) ?? []) visit(container, [], name);
  return leaves;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Items of a list whose members all have a `name` (or `key`, for tags) of their own, with what they say besides it. */
function namedItems(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.flatMap((item: unknown) => {
    const named = nameAndRest(item);
    return named === undefined ? [] : [named];
  });
  return items.length === value.length && new Set(items.map(([name]) => name)).size === items.length
    ? items
    : undefined;
}

function nameAndRest(item: unknown): readonly [string, unknown] | undefined {
  if (!isObject(item)) return undefined;
  const { name, key, ...rest } = item;
  const label = name ?? key;
  if (typeof label !== 'string') return undefined;
  const [only, ...others] = Object.entries(rest);
  // `{ name, value }` reads better as one value.
  const isPair = others.length === 0 && (only?.[0] === 'value' || only?.[0] === 'valueFrom');
  return [label, isPair ? only[1] : rest];
}
