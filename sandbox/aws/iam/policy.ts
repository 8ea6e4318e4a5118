import { AwsError } from '../service.ts';

/** One statement of a policy, with lists where JSON allows a single text. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions: Match | undefined;
  /** Undefined in a trust policy. */
  readonly resources: Match | undefined;
  /** `AWS`, `Service`, `Federated` → who. `'*'` is everybody. Undefined in an identity policy. */
  readonly principals: Readonly<Record<string, readonly string[]>> | '*' | undefined;
  /** Operator → key → values. */
  readonly conditions: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
}

/** Wildcards of which one must match (`Action`), or none may (`NotAction`). */
export interface Match {
  readonly kind: 'any' | 'none';
  readonly patterns: readonly string[];
}

/**
 * Reads a policy document.
 * @throws {AwsError} MalformedPolicyDocument
 */
export function parsePolicy(text: string): readonly Statement[] {
  const document = parsed(text);
  if (!isRecord(document)) throw malformed('This policy contains invalid Json');
  const statements = [document['Statement']].flat().filter((statement) => statement !== undefined);
  if (statements.length === 0) throw malformed('Syntax errors in policy.');
  return statements.map(readStatement);
}

function readStatement(value: unknown): Statement {
  if (!isRecord(value)) throw malformed('Syntax errors in policy.');
  const effect = value['Effect'];
  if (effect !== 'Allow' && effect !== 'Deny') throw malformed(`Invalid effect: ${JSON.stringify(effect)}`);
  if (value['NotPrincipal'] !== undefined) throw malformed('The sandbox does not support NotPrincipal.');
  const actions = readMatch(value, 'Action');
  if (!actions) throw malformed('Policy statement must contain actions.');
  return {
    effect,
    actions,
    resources: readMatch(value, 'Resource'),
    principals: readPrincipals(value['Principal']),
    conditions: readConditions(value['Condition']),
  };
}

function readMatch(statement: Readonly<Record<string, unknown>>, member: string): Match | undefined {
  const wanted = statement[member];
  const excluded = statement[`Not${member}`];
  if (wanted !== undefined) return { kind: 'any', patterns: texts(wanted) };
  return excluded === undefined ? undefined : { kind: 'none', patterns: texts(excluded) };
}

function readPrincipals(value: unknown): Statement['principals'] {
  if (value === undefined || value === '*') return value;
  if (!isRecord(value)) throw malformed('Invalid principal in policy.');
  return Object.fromEntries(Object.entries(value).map(([kind, who]) => [kind, texts(who)]));
}

function readConditions(value: unknown): Statement['conditions'] {
  if (value === undefined) return {};
  if (!isRecord(value)) throw malformed('Syntax errors in policy.');
  return Object.fromEntries(
    Object.entries(value).map(([operator, keys]) => {
      if (!isRecord(keys)) throw malformed('Syntax errors in policy.');
      return [operator, Object.fromEntries(Object.entries(keys).map(([key, values]) => [key, texts(values)]))];
    }),
  );
}

function texts(value: unknown): readonly string[] {
  return [value].flat().map((item: unknown) => {
    if (typeof item === 'string') return item;
    if (typeof item === 'boolean' || typeof item === 'number') return String(item);
    throw malformed('Syntax errors in policy.');
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) throw malformed('This policy contains invalid Json');
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function malformed(message: string): AwsError {
  return new AwsError('MalformedPolicyDocument', message);
}
