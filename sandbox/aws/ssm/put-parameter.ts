import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { JsonObject } from '../service.ts';
import { readTags } from '../tags.ts';
import type { ParameterStore } from './parameter-store.ts';
import { encrypted, latest, TYPES } from './parameter.ts';
import type { Parameter, ParameterType, ParameterVersion } from './parameter.ts';

/** Characters of a value, by tier. */
const MAX_VALUE = { standard: 4096, advanced: 8192 } as const;

/** @throws {AwsError} ParameterAlreadyExists, ParameterPatternMismatchException, ValidationException */
export function putParameter(store: ParameterStore, input: Members): JsonObject {
  const name = readName(input.requiredText('Name'));
  const known = store.get(name);
  const overwrite = input.flag('Overwrite') ?? false;
  const tags = readTags(input);
  if (known && !overwrite) {
    const message =
      'The parameter already exists. To overwrite this value, set the overwrite option in the request to true.';
    throw new AwsError('ParameterAlreadyExists', message);
  }
  if (tags.length > 0 && overwrite) {
    const message =
      "Invalid request: tags and overwrite can't be used together. To create a parameter with tags, please remove overwrite flag. To update tags for an existing parameter, please use AddTagsToResource or RemoveTagsFromResource.";
    throw invalid(message);
  }
  const version = readVersion(store, input, known);
  const parameter = store.save(name, version);
  for (const [key, value] of tags) parameter.tags.set(key, value);
  return { Version: version.version, Tier: version.tier };
}

function readVersion(store: ParameterStore, input: Members, known: Parameter | undefined): ParameterVersion {
  const before = known && latest(known);
  const type = readType(input.text('Type')) ?? before?.type;
  if (!type) throw invalid('A parameter type is required when you create a parameter.');
  const value = input.requiredText('Value');
  const tier = tierOf(input.text('Tier') ?? before?.tier ?? 'Standard', value);
  const allowedPattern = input.text('AllowedPattern') ?? before?.allowedPattern;
  requireMatch(value, allowedPattern);
  const secure = type === 'SecureString';
  return {
    version: (before?.version ?? 0) + 1,
    type,
    value,
    ciphertext: secure ? encrypted(value) : undefined,
    keyId: secure ? (input.text('KeyId') ?? before?.keyId ?? 'alias/aws/ssm') : undefined,
    description: input.text('Description') ?? before?.description,
    allowedPattern,
    dataType: input.text('DataType') ?? before?.dataType ?? 'text',
    tier,
    modifiedAt: store.now(),
    modifiedBy: `arn:aws:iam::${store.account}:user/sandbox`,
  };
}

function readName(name: string): string {
  const message =
    'Parameter name: can\'t be prefixed with "aws" or "ssm" (case-insensitive). If formed as a path, it can consist of sub-paths divided by slash symbol; each sub-path can be formed as a mix of letters, numbers and the following 3 symbols .-_';
  if (/^\/?(aws|ssm)/i.test(name) || !/^\/?[\w.-]+(\/[\w.-]+)*$/.test(name)) throw invalid(message);
  // A path without a slash in front is no path to SSM.
  if (name.includes('/') && !name.startsWith('/')) throw invalid('Parameter name must be a fully qualified name.');
  return name;
}

function readType(text: string | undefined): ParameterType | undefined {
  const type = TYPES.find((known) => known === text);
  if (type || text === undefined) return type;
  const constraint = `Member must satisfy enum value set: [${TYPES.join(', ')}]`;
  throw invalid(`1 validation error detected: Value '${text}' at 'type' failed to satisfy constraint: ${constraint}`);
}

function tierOf(tier: string, value: string): string {
  const size = Buffer.byteLength(value);
  if (size > MAX_VALUE.advanced) {
    throw invalid(`Parameter value size ${size} exceeds the maximum of ${MAX_VALUE.advanced} characters.`);
  }
  if (tier === 'Intelligent-Tiering') return size > MAX_VALUE.standard ? 'Advanced' : 'Standard';
  if (tier === 'Standard' && size > MAX_VALUE.standard) {
    throw invalid(
      `Standard tier parameters support a maximum parameter value of ${MAX_VALUE.standard} characters. To create a larger parameter value, upgrade the parameter to use the advanced-parameter tier. For more information, see https://docs.aws.amazon.com/systems-manager/latest/userguide/parameter-store-advanced-parameters.html`,
    );
  }
  return tier;
}

function requireMatch(value: string, pattern: string | undefined): void {
  if (pattern === undefined || compiled(pattern).test(value)) return;
  const message = `Parameter value, cannot be validated against allowedPattern: ${pattern}`;
  throw new AwsError('ParameterPatternMismatchException', message);
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(`^(?:${pattern})$`);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new AwsError('InvalidAllowedPatternException', `The allowedPattern ${pattern} is not a regular expression.`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
