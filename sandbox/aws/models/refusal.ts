import { AwsError } from '../service.ts';
import type { ModelledCall } from '../validator.ts';
import type { Problem } from './problem.ts';

/** A problem of the request's content, not of its form. */
type Invalid = Exclude<Problem, { kind: 'ill-typed' | 'unknown' }>;

/**
 * The error AWS answers a request with these problems: its parser stops at the first value it cannot read; then the
 * request is held against the model, and all that is wrong is said at once. In between stands the sandbox's own refusal
 * of members AWS does not know.
 */
export function refusal(call: ModelledCall, problems: readonly Problem[]): AwsError | undefined {
  for (const problem of problems) if (problem.kind === 'ill-typed') return illTyped(call, problem);
  const code = codeOf(call);
  for (const problem of problems) if (problem.kind === 'unknown') return new AwsError(code, unknown(problem));
  const invalid = problems.filter((problem): problem is Invalid => isInvalid(problem));
  return invalid.length === 0 ? undefined : new AwsError(code, (wordings[call.service] ?? detected)(invalid));
}

function isInvalid(problem: Problem): problem is Invalid {
  return problem.kind === 'missing' || problem.kind === 'unsatisfied';
}

function illTyped({ kind }: ModelledCall, { path, message }: { path: string; message: string }): AwsError {
  return kind === 'json'
    ? new AwsError('SerializationException', message)
    : new AwsError('MalformedInput', `Value at '${path}': ${message}`);
}

function unknown({ path, nearest }: { path: string; nearest: string | undefined }): string {
  const hint = nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
  return `Unknown member '${path}': AWS ignores it, the sandbox refuses it.${hint}`;
}

/**
 * Which error each service names an invalid request by. Read from published errors: ECR, CloudWatch Logs, Secrets Manager,
 * Systems Manager, Application Auto Scaling and the Query services. Of ECS no "validation error detected" was found: task
 * definitions are refused with ClientException throughout, the rest with InvalidParameterException, so these are kept.
 */
function codeOf({ service, operation }: ModelledCall): string {
  if (service === 'ECS' && operation === 'RegisterTaskDefinition') return 'ClientException';
  return codes[service] ?? 'ValidationException';
}

const codes: Readonly<Record<string, string>> = {
  CLOUDWATCH: 'ValidationError',
  CLOUDWATCH_LOGS: 'InvalidParameterException',
  ECR: 'InvalidParameterException',
  ECS: 'InvalidParameterException',
  ELASTIC_LOAD_BALANCING_V2: 'ValidationError',
  IAM: 'ValidationError',
  STS: 'ValidationError',
};

const wordings: Readonly<Record<string, (problems: readonly Invalid[]) => string>> = { ECR: ecr };

/** `2 validation errors detected: Value 'x' at 'name' failed to satisfy constraint: …; Value null at …` */
function detected(problems: readonly Invalid[]): string {
  const each = problems.map((problem) => {
    if (problem.kind === 'missing')
      return `Value null at '${problem.path}' failed to satisfy constraint: Member must not be null`;
    const { path, value, constraint } = problem;
    return `Value ${value === undefined ? '' : `'${value}' `}at '${path}' failed to satisfy constraint: ${constraint}`;
  });
  return `${problems.length} validation error${problems.length === 1 ? '' : 's'} detected: ${each.join('; ')}`;
}

/** ECR words its first complaint alone: `Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must …'`. */
function ecr([problem]: readonly Invalid[]): string {
  if (!problem) return 'Invalid parameter';
  const constraint = problem.kind === 'missing' ? 'must not be null' : problem.constraint.replace(/^Member /, '');
  const worded = constraint.replace(
    /^must satisfy regular expression pattern: (.*)$/,
    `must satisfy regular expression '$1'`,
  );
  return `Invalid parameter at '${problem.path}' failed to satisfy constraint: '${worded}'`;
}
