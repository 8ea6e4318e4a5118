import type { Shape, StringShape } from './model.ts';

/**
 * What of a well-typed value its shape forbids, in the words of AWS's request validation.
 * @param value the text or number itself, or how many entries a list or map has
 */
export function brokenConstraint(shape: Shape, value: string | number): string | undefined {
  if (shape.type === 'structure' || shape.type === 'boolean' || shape.type === 'timestamp' || shape.type === 'blob')
    return undefined;
  if (shape.type === 'string') return typeof value === 'string' ? brokenText(shape, value) : undefined;
  const measured = shape.type === 'list' || shape.type === 'map' ? 'length' : 'value';
  return brokenBounds(shape, Number(value), measured);
}

function brokenText(shape: StringShape, value: string): string | undefined {
  if (shape.enum && !shape.enum.includes(value))
    return `Member must satisfy enum value set: [${shape.enum.join(', ')}]`;
  const bounds = brokenBounds(shape, value.length, 'length');
  if (bounds !== undefined) return bounds;
  if (shape.pattern === undefined || expression(shape.pattern).test(value)) return undefined;
  return `Member must satisfy regular expression pattern: ${shape.pattern}`;
}

function brokenBounds(
  { min, max }: { readonly min?: number; readonly max?: number },
  size: number,
  measured: 'length' | 'value',
): string | undefined {
  if (min !== undefined && size < min) return `Member must have ${measured} greater than or equal to ${min}`;
  if (max !== undefined && size > max) return `Member must have ${measured} less than or equal to ${max}`;
  return undefined;
}

const compiled = new Map<string, RegExp>();

/** The services' Java expressions as JavaScript's; they have to match the whole value, as Java's `matches` does. */
export function expression(pattern: string): RegExp {
  const known = compiled.get(pattern);
  if (known) return known;
  const made = compile(`^(?:${pattern.replaceAll(String.raw`\p{Print}`, String.raw`[\x20-\x7E]`)})$`);
  compiled.set(pattern, made);
  return made;
}

function compile(source: string): RegExp {
  try {
    return new RegExp(source, 'u');
  } catch {
    // Some escape what needs no escape, which JavaScript takes only without the Unicode flag.
    return new RegExp(source);
  }
}
