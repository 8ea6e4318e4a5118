import { ActionError } from '#shared/action/errors';
import { isRecordTag } from '#shared/release/record';
import type { TaskDefinitionInput } from '../api.ts';
import { readDocument } from './document.ts';
import { nearest } from './nearest.ts';
import { withoutReadOnly } from './registration.ts';
import { registerShape, type Shape } from './shape.ts';

export interface ParseOptions {
  /** Names the text in errors: its path. A path that ends in .json or .jsonc is read as that, never as YAML. */
  readonly source: string;
  /** Takes members that ECS may know and this SDK does not. Default false. */
  readonly allowUnknown?: boolean;
}

/**
 * The task definition in a JSON, JSONC or YAML text: the request of RegisterTaskDefinition, or an answer of
 * DescribeTaskDefinition, whose read-only members are dropped. A member ECS does not know is an error, since the SDK
 * would leave it out without a word and deploy something else than what was written. Empty texts and lists stay as
 * they are; a null is the same as leaving the member out.
 * @throws {ActionError} with every problem in it
 */
export async function parseTaskDefinition(
  text: string,
  { source, allowUnknown = false }: ParseOptions,
): Promise<TaskDefinitionInput> {
  const value = unwrap(await readDocument(text, source));
  const problems: string[] = [];
  const definition = check(isObject(value) ? withoutReadOnly(value) : value, {
    shape: registerShape,
    path: '',
    problems,
    allowUnknown,
  });
  if (problems.length === 0) problems.push(...missingMembers(definition));
  if (problems.length > 0) {
    throw new ActionError(
      [
        `${source} is not a task definition Amazon ECS can register:`,
        ...problems.map((problem) => `  ${problem}`),
      ].join('\n'),
    );
  }
  return definition as TaskDefinitionInput; // just checked against the SDK's own model
}

type Json = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** `aws ecs describe-task-definition` answers `{ taskDefinition, tags }`. */
function unwrap(value: unknown): unknown {
  if (!isObject(value) || !isObject(value['taskDefinition'])) return value;
  const { taskDefinition, tags, ...rest } = value;
  delete (rest as Record<string, unknown>)['ResponseMetadata']; // botocore adds it
  return { ...taskDefinition, ...rest, ...(tags === undefined ? {} : { tags: withoutAwsTags(tags) }) };
}

function withoutAwsTags(tags: unknown): unknown {
  if (!Array.isArray(tags)) return tags;
  return tags.filter((tag: unknown) => !(isObject(tag) && typeof tag['key'] === 'string' && isRecordTag(tag['key'])));
}

interface Place {
  readonly shape: Shape;
  /** Empty for the whole, else such as `containerDefinitions[0].image`. */
  readonly path: string;
  readonly problems: string[];
  readonly allowUnknown: boolean;
}

/** `value` as the SDK wants it; what does not fit is noted. */
function check(value: unknown, place: Place): unknown {
  const { shape, path } = place;
  switch (shape.kind) {
    case 'any':
      return value;
    case 'structure':
      return isObject(value)
        ? checkMembers(value, { ...place, members: shape.members })
        : refuse(place, 'an object', value);
    case 'map':
      if (!isObject(value)) return refuse(place, 'an object of names and values', value);
      return Object.fromEntries(
        Object.entries(value).map(([key, item]) => [
          key,
          check(item, { ...place, shape: shape.of, path: join(path, key) }),
        ]),
      );
    case 'list':
      if (!Array.isArray(value)) return refuse(place, 'a list', value);
      return value.map((item: unknown, index) => check(item, { ...place, shape: shape.of, path: `${path}[${index}]` }));
    case 'text':
      // Task sizes are texts in the API, but everybody writes 256; nothing is lost by taking it.
      if (typeof value === 'number' && (path === 'cpu' || path === 'memory')) return String(value);
      return typeof value === 'string' ? value : refuse(place, 'a text (put it in quotes)', value);
    case 'number':
    case 'boolean':
      return typeof value === shape.kind ? value : refuse(place, `a ${shape.kind}`, value);
  }
}

function checkMembers(value: Json, place: Place & { readonly members: ReadonlyMap<string, Shape> }): unknown {
  const { members, path, problems } = place;
  const checked: Record<string, unknown> = {};
  for (const [key, member] of Object.entries(value)) {
    const shape = members.get(key);
    if (shape === undefined) {
      if (place.allowUnknown) checked[key] = member;
      else problems.push(unknownMember(join(path, key), key, members));
    } else if (member !== null) checked[key] = check(member, { ...place, shape, path: join(path, key) });
  }
  return checked;
}

function unknownMember(path: string, key: string, members: ReadonlyMap<string, Shape>): string {
  const meant = nearest(key, members.keys());
  const advice = meant === undefined ? `known here: ${[...members.keys()].join(', ')}` : `did you mean ${meant}?`;
  return `${path} is not known to Amazon ECS; ${advice}`;
}

function refuse({ path, problems }: Place, expected: string, value: unknown): unknown {
  const got =
    value === null ? 'null' : Array.isArray(value) ? 'a list' : isObject(value) ? 'an object' : `a ${typeof value}`;
  problems.push(`${path === '' ? 'the whole' : path} must be ${expected}; it is ${got}`);
  return undefined;
}

function missingMembers(definition: unknown): readonly string[] {
  const { family, containerDefinitions = [] } = definition as TaskDefinitionInput; // checked by the caller
  return [
    ...(family === undefined || family === '' ? ['family is missing'] : []),
    ...(containerDefinitions.length === 0 ? ['containerDefinitions is missing or empty'] : []),
    ...containerDefinitions.flatMap(({ name }, index) =>
      name === undefined || name === '' ? [`containerDefinitions[${index}].name is missing`] : [],
    ),
    ...containerDefinitions.flatMap(({ name }, index) =>
      name !== undefined && containerDefinitions.findIndex((other) => other.name === name) < index
        ? [`containerDefinitions[${index}].name is ${name}, as that of another container`]
        : [],
    ),
  ];
}

function join(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}
