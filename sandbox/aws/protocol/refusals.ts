import { AwsError } from '../service.ts';

/** Who refuses: each protocol has its own names for the same thing. */
export interface Refusing {
  readonly kind: 'json' | 'query';
  readonly service: string;
  readonly operation: string;
}

/** JSON services answer 400 to a client's mistake in who it is, Query services 403. */
function refusal(
  kind: Refusing['kind'],
  codes: { readonly json: string; readonly query: string },
  message: string,
): AwsError {
  return kind === 'json' ? new AwsError(codes.json, message) : new AwsError(codes.query, message, 403);
}

export function throttled({ kind }: Refusing): AwsError {
  return new AwsError(kind === 'json' ? 'ThrottlingException' : 'Throttling', 'Rate exceeded');
}

export function missingToken({ kind }: Refusing): AwsError {
  const codes = { json: 'MissingAuthenticationTokenException', query: 'MissingAuthenticationToken' };
  return refusal(kind, codes, 'Request is missing Authentication Token');
}

export function expiredToken({ kind }: Refusing): AwsError {
  const codes = { json: 'ExpiredTokenException', query: 'ExpiredToken' };
  return refusal(kind, codes, 'The security token included in the request is expired');
}

export function invalidToken({ kind }: Refusing): AwsError {
  const codes = { json: 'UnrecognizedClientException', query: 'InvalidClientTokenId' };
  return refusal(kind, codes, 'The security token included in the request is invalid');
}

/** What IAM calls a service, where that is not its endpoint's name. */
const iamNames: ReadonlyMap<string, string> = new Map([
  ['elastic_load_balancing_v2', 'elasticloadbalancing'],
  ['cloudwatch_logs', 'logs'],
  ['secrets_manager', 'secretsmanager'],
  ['application_auto_scaling', 'application-autoscaling'],
]);

/** @param principal ARN of who asked */
export function accessDenied({ kind, service, operation }: Refusing, principal: string): AwsError {
  const name = service.toLowerCase();
  const action = `${iamNames.get(name) ?? name}:${operation}`;
  const message = `User: ${principal} is not authorized to perform: ${action} because no identity-based policy allows the ${action} action`;
  return refusal(kind, { json: 'AccessDeniedException', query: 'AccessDenied' }, message);
}

export function serverError({ kind, service }: Refusing): AwsError {
  // ECS and ECR have an exception of their own; the others answer what every service may.
  const own = kind === 'json' && ['ecs', 'ecr'].includes(service.toLowerCase());
  return new AwsError(
    own ? 'ServerException' : 'InternalFailure',
    'The request processing has failed because of an unknown error, exception or failure.',
    500,
  );
}

/** Signature Version 4: a request is good for five minutes either way. */
const TOLERANCE_MS = 5 * 60_000;

/**
 * Undefined when the signature's date is near enough to the server's.
 * @param signedAt as `X-Amz-Date` has it, `20261121T055700Z`
 */
export function skewed({ kind }: Refusing, signedAt: string, now: number): AwsError | undefined {
  const signed = parseBasicDate(signedAt);
  const codes = { json: 'InvalidSignatureException', query: 'SignatureDoesNotMatch' };
  const server = basicDate(now);
  if (signed < now - TOLERANCE_MS) {
    const edge = basicDate(now - TOLERANCE_MS);
    return refusal(kind, codes, `Signature expired: ${signedAt} is now earlier than ${edge} (${server} - 5 min.)`);
  }
  if (signed > now + TOLERANCE_MS) {
    const edge = basicDate(now + TOLERANCE_MS);
    return refusal(
      kind,
      codes,
      `Signature not yet current: ${signedAt} is still later than ${edge} (${server} + 5 min.)`,
    );
  }
  return undefined;
}

/** Epoch milliseconds; NaN when it is no such date. */
function parseBasicDate(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}

function basicDate(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}
