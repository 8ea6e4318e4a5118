import { RegisterTaskDefinitionRequest$, TaskDefinition$ } from '@aws-sdk/client-ecs';

/** What a member of a task definition may hold, as the SDK's own service model says. */
export type Shape =
  | { readonly kind: 'text' | 'number' | 'boolean' | 'any' }
  | { readonly kind: 'list' | 'map'; readonly of: Shape }
  | { readonly kind: 'structure'; readonly members: ReadonlyMap<string, Shape> };

// The encoding of Smithy's static schemas (@smithy/types, schema/static-schemas): aggregates are tuples led by a
// number, simple types are numbers, and a list or map of a simple type is that number with a bit set.
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const UNION = 4;
const LIST_BIT = 64;
const MAP_BIT = 128;
const SIMPLE: Readonly<Record<number, 'text' | 'number' | 'boolean'>> = { 0: 'text', 1: 'number', 2: 'boolean' };

/** The shape of RegisterTaskDefinition's request: everything a task definition file may say. */
export const registerShape = readShape(RegisterTaskDefinitionRequest$);

/** Members of a described task definition that ECS sets itself, such as `revision`. Not part of a registration. */
export const readOnlyMembers: ReadonlySet<string> = new Set(
  [...members(readShape(TaskDefinition$)).keys()].filter((name) => !members(registerShape).has(name)),
);

function members(shape: Shape): ReadonlyMap<string, Shape> {
  return shape.kind === 'structure' ? shape.members : new Map();
}

function readShape(schema: unknown): Shape {
  if (typeof schema === 'function') return readShape((schema as () => unknown)()); // lazy reference
  if (typeof schema === 'number') return readSimple(schema);
  if (!Array.isArray(schema)) return { kind: 'any' };
  const parts: readonly unknown[] = schema;
  if (typeof parts[0] !== 'number' || parts.length === 2) return readShape(parts[0]); // [schema, traits]
  const [kind, , , , first, second] = parts;
  if (kind === LIST) return { kind: 'list', of: readShape(first) };
  if (kind === MAP) return { kind: 'map', of: readShape(second) };
  if ((kind !== STRUCTURE && kind !== UNION) || !Array.isArray(first) || !Array.isArray(second)) return { kind: 'any' };
  const schemas: readonly unknown[] = second;
  return {
    kind: 'structure',
    members: new Map(first.map((name, index) => [String(name), readShape(schemas[index])])),
  };
}

function readSimple(code: number): Shape {
  if (code >= MAP_BIT) return { kind: 'map', of: readSimple(code - MAP_BIT) };
  if (code >= LIST_BIT) return { kind: 'list', of: readSimple(code - LIST_BIT) };
  return { kind: SIMPLE[code] ?? 'any' };
}
