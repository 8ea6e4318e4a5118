import { isDeepStrictEqual } from 'node:util';
import type { TaskDefinitionInput } from '../api.ts';
import { canonical } from './canonical.ts';

/** One member that differs. Values are undefined where the member is absent, and where they must not be shown. */
export interface Change {
  /** Such as `web image`, `web environment LOG_LEVEL` or `cpu`. */
  readonly what: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly before: string | undefined;
  readonly after: string | undefined;
}

// Values of environment variables are often credentials, and those of earlier revisions are not known to the runner's
// masking: no value is shown. The same for options that are named like one (splunk-token).
const NEVER_SHOWN = /(?:^|\s)environment\s|token|secret|password|passwd|credential|api-?key/i;

/** What differs in meaning between two task definitions, in the order of their members. */
export function diffTaskDefinitions(before: TaskDefinitionInput, after: TaskDefinitionInput): readonly Change[] {
  const old = flatten(canonical(before));
  const now = flatten(canonical(after));
  const changes: Change[] = [];
  for (const what of new Set([...old.keys(), ...now.keys()])) {
    const [a, b] = [old.get(what), now.get(what)];
    if (isDeepStrictEqual(a, b)) continue;
    const kind = a === undefined ? 'added' : b === undefined ? 'removed' : 'changed';
    const shown = !NEVER_SHOWN.test(what);
    changes.push({ what, kind, before: shown ? a : undefined, after: shown ? b : undefined });
  }
  return changes;
}

/** `web image: a → b`, one line a change. */
export function describeChange({ what, kind, before, after }: Change): string {
  if (before === undefined && after === undefined) return `${what}: ${kind}`;
  if (kind === 'added') return `${what}: added ${after ?? ''}`;
  if (kind === 'removed') return `${what}: removed ${before ?? ''}`;
  return `${what}: ${before ?? ''} → ${after ?? ''}`;
}

/** Leaves by readable path. Lists of named things are addressed by name, other lists are one value. */
function flatten(definition: Readonly<Record<string, unknown>>): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const visit = (value: unknown, path: readonly string[]): void => {
    const named = namedItems(value);
    if (named !== undefined) {
      // The container's name says enough; "containerDefinitions" before it would only repeat itself.
      const at = path.length === 1 && path[0] === 'containerDefinitions' ? [] : path;
      for (const [name, item] of named) visit(item, [...at, name]);
    } else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, member] of Object.entries(value)) visit(member, [...path, key]);
    } else {
      leaves.set(path.join(' '), typeof value === 'string' ? value : JSON.stringify(value));
    }
  };
  visit(definition, []);
  return leaves;
}

/** Items of a list whose members all have a `name` (or `key`, for tags), with what they say besides it. */
function namedItems(value: unknown): readonly (readonly [string, unknown])[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const items = value.map((item: unknown) => nameAndRest(item));
  return items.every((item) => item !== undefined) ? items : undefined;
}

function nameAndRest(item: unknown): readonly [string, unknown] | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { name, key, ...rest } = item as Readonly<Record<string, unknown>>; // an object, so it has members
  const label = name ?? key;
  if (typeof label !== 'string') return undefined;
  const [only, ...others] = Object.entries(rest);
  // `{ name, value }` reads better as one value.
  const isPair = others.length === 0 && (only?.[0] === 'value' || only?.[0] === 'valueFrom');
  return [label, isPair ? only[1] : rest];
}
