import { readOnlyMembers, registerShape, type Shape } from './shape.ts';

/**
 * Paths of what a task definition says beyond the model of this SDK, which leaves such members out of what it sends
 * and of what it reads without a word. Lists are told once: `containerDefinitions[].newMember`.
 */
export function unknownMembers(definition: unknown): readonly string[] {
  const found = new Set<string>();
  visit(definition, { shape: registerShape, path: '', found });
  return [...found];
}

interface Place {
  readonly shape: Shape;
  readonly path: string;
  readonly found: Set<string>;
}

function visit(value: unknown, { shape, path, found }: Place): void {
  if (typeof value !== 'object' || value === null) return;
  if (shape.kind === 'list' && Array.isArray(value)) {
    for (const item of value) visit(item, { shape: shape.of, path: `${path}[]`, found });
  }
  if (shape.kind === 'map') {
    for (const item of Object.values(value)) visit(item, { shape: shape.of, path: `${path}[]`, found });
  }
  if (shape.kind !== 'structure') return;
  for (const [key, member] of Object.entries(value)) {
    const at = path === '' ? key : `${path}.${key}`;
    const known = shape.members.get(key);
    if (known !== undefined) visit(member, { shape: known, path: at, found });
    else if (path !== '' || !readOnlyMembers.has(key)) found.add(at);
  }
}
