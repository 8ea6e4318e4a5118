import type { JsonObject, JsonValue } from '../service.ts';
import { brokenConstraint } from './constraints.ts';
import { shapeOf } from './model.ts';
import type { ListShape, MapShape, ServiceModel, Shape, StructureShape } from './model.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Reader } from './readers.ts';
import { isList, isObject, isPresent, memberOf } from './value-kind.ts';
import type { Present } from './value-kind.ts';

/** Everything in a request that the shape does not allow, in the order of the model. */
export function inputProblems(check: InputCheck, shapeName: string, input: JsonObject): readonly Problem[] {
  const problems: Problem[] = [];
  visit({ ...check, problems }, { shapeName, value: input, path: '' });
  return problems;
}

export interface InputCheck {
  readonly model: ServiceModel;
  readonly reader: Reader;
}

interface Walk extends InputCheck {
  readonly problems: Problem[];
}

interface Place {
  readonly shapeName: string;
  readonly value: Present;
  readonly path: string;
}

function visit(walk: Walk, { shapeName, value, path }: Place): void {
  const shape = shapeOf(walk.model, shapeName);
  if (shape.type === 'structure' && shape.document) return;
  const collection = shape.type === 'structure' || shape.type === 'list' || shape.type === 'map';
  if (collection && walk.reader.isEmptyCollection(value)) return;
  const message = walk.reader.complaint(shape, value);
  if (message !== undefined) walk.problems.push({ kind: 'ill-typed', path, message });
  else if (shape.type === 'structure' && isObject(value)) visitStructure(walk, shape, { value, path });
  else {
    constrain(walk, shape, { value, path });
    if (shape.type === 'list' && isList(value)) visitList(walk, shape, { value, path });
    if (shape.type === 'map' && isObject(value)) visitMap(walk, shape, { value, path });
  }
}

interface At<T> {
  readonly value: T;
  readonly path: string;
}

function visitStructure(walk: Walk, shape: StructureShape, { value, path }: At<JsonObject>): void {
  for (const [name, shapeName] of Object.entries(shape.members)) {
    const member = memberOf(value, name);
    if (isPresent(member)) visit(walk, { shapeName, value: member, path: under(path, name) });
    else if (shape.required?.includes(name)) walk.problems.push({ kind: 'missing', path: under(path, name) });
  }
  for (const name of Object.keys(value)) {
    if (Object.hasOwn(shape.members, name)) continue;
    walk.problems.push({
      kind: 'unknown',
      path: under(path, name),
      nearest: nearest(name, Object.keys(shape.members)),
    });
  }
}

function visitList(walk: Walk, { member }: ListShape, { value, path }: At<readonly JsonValue[]>): void {
  for (const [index, entry] of value.entries()) {
    if (isPresent(entry)) visit(walk, { shapeName: member, value: entry, path: `${path}.${index + 1}.member` });
  }
}

function visitMap(walk: Walk, shape: MapShape, { value, path }: At<JsonObject>): void {
  for (const [key, entry] of Object.entries(value)) {
    visit(walk, { shapeName: shape.key, value: key, path: `${path}.${key}.key` });
    if (isPresent(entry)) visit(walk, { shapeName: shape.value, value: entry, path: `${path}.${key}.member` });
  }
}

function constrain(walk: Walk, shape: Shape, { value, path }: At<Present>): void {
  const constraint = brokenConstraint(shape, measured(walk.reader, shape, value));
  if (constraint === undefined) return;
  walk.problems.push({ kind: 'unsatisfied', path, value: shape.sensitive ? undefined : shown(value), constraint });
}

function measured(reader: Reader, shape: Shape, value: Present): string | number {
  if (isList(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  return shape.type === 'string' && typeof value === 'string' ? value : reader.number(value);
}

/** As Java prints a list, which is how AWS shows one. */
function shown(value: Present): string {
  if (isList(value)) return `[${value.map((entry) => (isPresent(entry) ? shown(entry) : 'null')).join(', ')}]`;
  return isObject(value) ? JSON.stringify(value) : String(value);
}

/** Members begin with a small letter in AWS's messages, whatever the protocol calls them. */
function under(path: string, name: string): string {
  const member = name.charAt(0).toLowerCase() + name.slice(1);
  return path === '' ? member : `${path}.${member}`;
}
