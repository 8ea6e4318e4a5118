import type { HttpResult } from '#shared/http/probe-result';

/** GitHub did not do what it was asked. `message` is one sentence without a full stop, with what to do about it. */
export class GithubFault extends Error {
  override readonly name = 'GithubFault';
  /** Whether the same request may succeed in a moment. */
  readonly retryable: boolean;
  /** Of the answer, where there was one. */
  readonly status: number | undefined;

  constructor(message: string, retryable: boolean, status?: number) {
    super(message);
    this.retryable = retryable;
    this.status = status;
  }
}

/** Longer is not waited for: the record is not worth the time of a deployment. */
const PATIENCE_SECONDS = 5;

/** What is wrong with an answer; undefined for one that is good. */
export function faultOf(call: string, result: HttpResult): GithubFault | undefined {
  if (result.kind === 'failed') return new GithubFault(`${call}: ${result.message}`, true);
  const { status, headers, body } = result;
  if (status >= 200 && status < 300) return undefined;
  const said = `${call}: HTTP ${status}${messageOf(body)}`;
  if (status >= 500) return new GithubFault(said, true, status);
  if (isRateLimit(result)) {
    const wait = Number(headers['retry-after'] ?? Number.NaN);
    return new GithubFault(`${said}; the rate limit of the token is used up`, wait <= PATIENCE_SECONDS, status);
  }
  const wanted = headers['x-accepted-github-permissions'];
  return new GithubFault(`${said}${adviceOn(status, wanted)}`, false, status);
}

/** GitHub docs, "Rate limits for the REST API": 403 or 429, with no request left or a time to wait. */
function isRateLimit({ status, headers }: Extract<HttpResult, { readonly kind: 'answered' }>): boolean {
  if (status === 429) return true;
  return status === 403 && (headers['x-ratelimit-remaining'] === '0' || headers['retry-after'] !== undefined);
}

function adviceOn(status: number, wanted: string | undefined): string {
  if (status === 401) return '; the token is not valid, or has expired';
  if (status === 403) return `; the token lacks a permission${wanted === undefined ? '' : ` (${wanted})`}`;
  // What a token may not see does not exist for it.
  if (status === 404) return '; the token may not see the repository';
  return '';
}

/** `: Resource not accessible by integration` of an answer's body. */
function messageOf(body: string): string {
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed === 'object' && parsed !== null && 'message' in parsed && typeof parsed.message === 'string') {
      return `: ${parsed.message.replace(/\s+/g, ' ').replace(/\.$/, '')}`;
    }
  } catch {
    // A proxy's page says nothing that the status does not.
  }
  return '';
}
