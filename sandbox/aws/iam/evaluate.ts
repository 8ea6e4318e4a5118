import { AwsError } from '../service.ts';
import type { Match, Statement } from './policy.ts';

export interface Request {
  /** `ecs:UpdateService` */
  readonly action: string;
  readonly resource: string;
  /** Condition keys, in lower case, with their values. */
  readonly context: ReadonlyMap<string, readonly string[]>;
}

export type Decision = 'allowed' | 'explicitDeny' | 'implicitDeny';

export interface Evaluation<S extends Statement> {
  readonly decision: Decision;
  /** The statements that decided. */
  readonly matched: readonly S[];
}

/**
 * Decides by identity policies alone: a denial beats everything, and what nothing allows is denied.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 * @throws {AwsError} InvalidInput for a condition operator the sandbox does not know
 */
export function evaluate<S extends Statement>(statements: readonly S[], request: Request): Evaluation<S> {
  const matching = statements.filter((statement) => applies(statement, request));
  const denying = matching.filter(({ effect }) => effect === 'Deny');
  if (denying.length > 0) return { decision: 'explicitDeny', matched: denying };
  return { decision: matching.length > 0 ? 'allowed' : 'implicitDeny', matched: matching };
}

function applies(statement: Statement, { action, resource, context }: Request): boolean {
  return (
    // Actions are the one thing in a policy whose case does not count.
    matches(statement.actions, action.toLowerCase(), (pattern) => pattern.toLowerCase()) &&
    (statement.resources === undefined || matches(statement.resources, resource, (pattern) => pattern)) &&
    conditionsHold(statement.conditions, context)
  );
}

function matches(match: Match | undefined, text: string, fold: (pattern: string) => string): boolean {
  if (!match) return false;
  return match.patterns.some((pattern) => matchesWildcard(fold(pattern), text)) === (match.kind === 'any');
}

/** `*` stands for any text, `?` for one character. */
export function matchesWildcard(pattern: string, text: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

/** All of them; of one, any value. A key that the request does not have fulfils no condition but `…IfExists`. */
export function conditionsHold(
  conditions: Statement['conditions'],
  context: ReadonlyMap<string, readonly string[]>,
): boolean {
  return Object.entries(conditions).every(([operator, keys]) => {
    const { test, negated, optional } = operatorOf(operator);
    return Object.entries(keys).every(([key, wanted]) => {
      const present = context.get(key.toLowerCase());
      if (present === undefined) return optional || negated;
      return present.some((value) => wanted.some((pattern) => test(pattern, value))) !== negated;
    });
  });
}

interface Operator {
  readonly test: (pattern: string, value: string) => boolean;
  readonly negated: boolean;
  readonly optional: boolean;
}

function operatorOf(name: string): Operator {
  // `ForAnyValue:` is what a plain operator does here; `ForAllValues:` is not known.
  const plain = name.replace(/^ForAnyValue:/, '').replace(/IfExists$/, '');
  const known = operators[plain];
  if (!known) throw new AwsError('InvalidInput', `The sandbox does not know the condition operator ${name}.`);
  return { ...known, optional: name.endsWith('IfExists') };
}

const equal = (pattern: string, value: string): boolean => pattern === value;
const equalIgnoringCase = (pattern: string, value: string): boolean => pattern.toLowerCase() === value.toLowerCase();
const operators: Readonly<Record<string, Pick<Operator, 'test' | 'negated'>>> = {
  StringEquals: { test: equal, negated: false },
  StringNotEquals: { test: equal, negated: true },
  StringEqualsIgnoreCase: { test: equalIgnoringCase, negated: false },
  StringLike: { test: matchesWildcard, negated: false },
  StringNotLike: { test: matchesWildcard, negated: true },
  ArnEquals: { test: matchesWildcard, negated: false },
  ArnLike: { test: matchesWildcard, negated: false },
  ArnNotLike: { test: matchesWildcard, negated: true },
  Bool: { test: equalIgnoringCase, negated: false },
};
