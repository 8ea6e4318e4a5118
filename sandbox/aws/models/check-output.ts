import type { JsonObject, JsonValue } from '../service.ts';
import { isKnownGap } from './known-gaps.ts';
import { shapeOf } from './model.ts';
import type { ServiceModel, Shape, StructureShape } from './model.ts';
import { isList, isObject, memberOf } from './value-kind.ts';

export interface OutputCheck {
  readonly model: ServiceModel;
  /** JSON answers carry timestamps as epoch seconds, XML as ISO 8601. */
  readonly timestamps: 'seconds' | 'iso';
}

/**
 * What of an answer its shape does not allow, one line each. Lengths, ranges and patterns are not looked at: AWS's own
 * answers break those of its models.
 */
export function outputViolations(check: OutputCheck, shapeName: string, output: JsonObject): readonly string[] {
  const violations: string[] = [];
  visit({ ...check, violations }, { shapeName, value: output, path: '' });
  return violations;
}

interface Walk extends OutputCheck {
  readonly violations: string[];
}

interface Place {
  readonly shapeName: string;
  readonly value: JsonValue;
  readonly path: string;
}

function visit(walk: Walk, { shapeName, value, path }: Place): void {
  const shape = shapeOf(walk.model, shapeName);
  if (shape.type === 'structure' && (shape.document || shape.eventstream)) return;
  if (!fits(shape, value, walk.timestamps)) {
    walk.violations.push(
      `${path || 'the answer'} is ${value === undefined ? 'undefined' : JSON.stringify(value)}, not a ${shape.type}`,
    );
  } else if (shape.type === 'structure' && isObject(value)) visitStructure(walk, shape, { value, path });
  else if (shape.type === 'list' && isList(value)) {
    for (const [index, entry] of value.entries())
      visit(walk, { shapeName: shape.member, value: entry, path: `${path}[${index}]` });
  } else if (shape.type === 'map' && isObject(value)) {
    for (const [key, entry] of Object.entries(value)) {
      if (entry !== undefined) visit(walk, { shapeName: shape.value, value: entry, path: `${path}.${key}` });
    }
  } else if (shape.type === 'string' && shape.enum && typeof value === 'string' && !shape.enum.includes(value)) {
    if (!isKnownGap(walk.model.serviceId, shapeName, value))
      walk.violations.push(`${path} is '${value}', not one of ${shape.enum.join(', ')}`);
  }
}

function visitStructure(walk: Walk, shape: StructureShape, place: { value: JsonObject; path: string }): void {
  const { value, path } = place;
  const under = (name: string): string => (path === '' ? name : `${path}.${name}`);
  for (const name of shape.required ?? []) {
    if (memberOf(value, name) === undefined) walk.violations.push(`${under(name)} is missing`);
  }
  let set = 0;
  for (const [name, member] of Object.entries(value)) {
    if (member === undefined) continue;
    set += 1;
    const shapeName = Object.hasOwn(shape.members, name) ? shape.members[name] : undefined;
    if (shapeName === undefined) walk.violations.push(`${under(name)} is not in the model`);
    else visit(walk, { shapeName, value: member, path: under(name) });
  }
  if (shape.union && set !== 1) walk.violations.push(`${path} has ${set} members, not one of a union`);
}

function fits(shape: Shape, value: JsonValue, timestamps: OutputCheck['timestamps']): boolean {
  switch (shape.type) {
    case 'structure':
    case 'map':
      return isObject(value);
    case 'list':
      return isList(value);
    case 'string':
    case 'blob':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
    case 'long':
      return Number.isInteger(value);
    case 'double':
    case 'float':
      return Number.isFinite(value);
    case 'timestamp':
      return timestamps === 'seconds' ? Number.isFinite(value) : typeof value === 'string' && isoTime.test(value);
  }
}

const isoTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
