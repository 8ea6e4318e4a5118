import { ActionError, errorMessage, isError } from '#shared/action/errors';

/**
 * What kind of failure an AWS call met.
 * - `throttled`: the account's rate limit; wait and try again
 * - `transient`: server fault, network or time-out; try again
 * - `conflict`: somebody else changes the same thing at this moment; try again
 * - `credentials`: missing, expired or invalid; nothing will work until they are renewed
 * - `denied`: the identity lacks a permission
 * - `not-found`: what was named does not exist
 * - `invalid`: the request can never succeed as it is
 * - `unknown`: none of AWS's; a defect or an unexpected answer
 */
export type FaultKind =
  'throttled' | 'transient' | 'conflict' | 'credentials' | 'denied' | 'not-found' | 'invalid' | 'unknown';

const RETRYABLE: ReadonlySet<FaultKind> = new Set(['throttled', 'transient', 'conflict']);

/** Error codes by kind, as the service models and the SDK's retry code name them. */
const KIND_BY_CODE: readonly (readonly [FaultKind, RegExp])[] = [
  ['throttled', /Throttl|TooManyRequests|RequestLimitExceeded|SlowDown|BandwidthLimit/],
  [
    'credentials',
    /^Expired|^InvalidClientTokenId$|^UnrecognizedClient|^InvalidSignature|^SignatureDoesNotMatch$|^MissingAuthenticationToken|^IncompleteSignature|^CredentialsProviderError$|^TokenProviderError$|^NotAuthorized$|^InvalidIdentityToken|^IDPRejectedClaim/,
  ],
  ['denied', /^AccessDenied|^Unauthorized|^OptInRequired/],
  ['not-found', /NotFound|^NoSuchEntity/],
  ['conflict', /^ConflictException$|^ConcurrentModification/],
  [
    'transient',
    /^TimeoutError$|^RequestTimeout|^ServiceUnavailable|^InternalFailure|^InternalServer|^ServerException$|^AbortError$/,
  ],
];
const TRANSIENT_SYSTEM_CODES = new Set([
  'ECONNRESET',
  'ECONNREFUSED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);

// ECS answers it as a plain ClientException (aws-actions/amazon-ecs-deploy-task-definition users; PrefectHQ/prefect#21351).
const CONCURRENT_REVISION = /too many concurrent attempts to create a new revision/i;

export function faultKind(error: unknown): FaultKind {
  if (!isError(error)) return 'unknown';
  if (CONCURRENT_REVISION.test(error.message)) return 'conflict';
  const byName = KIND_BY_CODE.find(([, names]) => names.test(error.name))?.[0];
  if (byName !== undefined) return byName;
  // An answer that is not AWS's (a proxy's HTML page, an empty body) surfaces as a SyntaxError: the status decides.
  const status = httpStatus(error);
  if (status === 429) return 'throttled';
  if (status !== undefined && status >= 500) return 'transient';
  if ('code' in error && typeof error.code === 'string' && TRANSIENT_SYSTEM_CODES.has(error.code)) return 'transient';
  if (status !== undefined && status >= 400) return 'invalid';
  return error.cause === undefined ? 'unknown' : faultKind(error.cause);
}

export function isRetryable(error: unknown): boolean {
  return RETRYABLE.has(faultKind(error));
}

/** No connection was made, so no request was sent. */
const NOT_SENT = new Set(['ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** Whether the answer is lost, so that nothing tells whether AWS did what was asked for. */
export function isUnanswered(error: unknown): boolean {
  if (!isError(error)) return false;
  const status = httpStatus(error);
  // Said to be done, in an answer that cannot be read.
  if (status !== undefined && status >= 200 && status < 300) return true;
  return faultKind(error) === 'transient' && !('code' in error && NOT_SENT.has(String(error.code)));
}

/**
 * The error for the user, with what to do about it. An `ActionError` is handed through.
 * @param action what was being done, to complete the sentence "Could not …"
 */
export function awsFailure(action: string, error: unknown): ActionError {
  if (error instanceof ActionError) return error;
  const hint = HINTS[faultKind(error)];
  return new ActionError(`Could not ${action}: ${errorMessage(error)}`, {
    cause: error,
    ...(hint === undefined ? {} : { hint }),
  });
}

const HINTS: Readonly<Partial<Record<FaultKind, string>>> = {
  throttled: 'AWS limits calls for each account and region. Run fewer jobs at a time, or ask AWS for a higher limit.',
  credentials:
    'The AWS credentials are missing, expired or not valid. Set role-to-assume (with `permissions: id-token: write`), or run aws-actions/configure-aws-credentials before this step; sessions it makes last an hour by default.',
  denied: 'Add the permission named above to the identity this job uses. The README lists what this action needs.',
};

function httpStatus(error: Error): number | undefined {
  const metadata = (error as { readonly $metadata?: { readonly httpStatusCode?: unknown } }).$metadata;
  return typeof metadata?.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
