import { interpolate, type Scope } from './expressions.ts';
import type { InputMetadata } from './metadata.ts';

export interface ResolvedInputs {
  readonly values: ReadonlyMap<string, string>;
  readonly warnings: readonly string[];
}

/**
 * What the runner gives an action: the user's values, and the defaults of inputs the user does not name. It does not hold
 * an action to `required`, and unknown inputs are only warned of; they reach the action all the same.
 */
export function resolveInputs(
  given: Readonly<Record<string, string>>,
  declared: readonly InputMetadata[],
  scope: Scope,
): ResolvedInputs {
  const known = new Set(declared.map(({ name }) => name.toLowerCase()));
  const named = new Set(Object.keys(given).map((name) => name.toLowerCase()));
  const deprecated = declared.flatMap(({ name, deprecationMessage }) =>
    deprecationMessage !== undefined && named.has(name.toLowerCase())
      ? [`Input '${name}' has been deprecated with message: ${deprecationMessage}`]
      : [],
  );
  const unknown = Object.keys(given).filter((name) => !known.has(name.toLowerCase()));
  const valid = declared.map(({ name }) => name).join("', '");
  const unexpected =
    unknown.length > 0 ? [`Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${valid}']`] : [];
  const defaults = declared
    .filter(({ name }) => !named.has(name.toLowerCase()))
    .map((input) => [input.name, interpolate(input.default ?? '', scope)] as const);
  return { values: new Map([...Object.entries(given), ...defaults]), warnings: [...deprecated, ...unexpected] };
}

/** `INPUT_` and the name in upper case, spaces as underscores; hyphens stay. */
export function inputEnvironment(values: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    [...values].map(([name, value]) => [`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`, value]),
  );
}
