import type { JsonObject } from '#sandbox/aws/service';

/** What went wrong with a request, as a client sees it. */
export class WireError extends Error {
  override readonly name = 'WireError';
  /** The service's own code, `HTTP 503` where there is none, or `NetworkError`. */
  readonly code: string;
  /** Would a client of AWS try it again: throttled, 5xx, no connection. */
  readonly retryable: boolean;

  constructor(code: string, message: string, retryable: boolean) {
    super(`${code}: ${message}`);
    this.code = code;
    this.retryable = retryable;
  }
}

/**
 * Asks ECS over HTTP as an SDK does, without one: the sandbox holds no AWS code.
 * @throws {WireError}
 */
export async function askEcs(endpoint: string, operation: string, input: JsonObject): Promise<JsonObject> {
  const answer = await exchange(endpoint, operation, input);
  const body = parsed(answer.text);
  if (answer.status === 200 && body) return body;
  const code = body?.['__type'];
  if (typeof code === 'string') {
    const retryable = answer.status >= 500 || code === 'ThrottlingException';
    const message = body?.['message'];
    throw new WireError(code, typeof message === 'string' ? message : '', retryable);
  }
  throw new WireError(`HTTP ${answer.status}`, answer.text.slice(0, 200), true);
}

async function exchange(
  endpoint: string,
  operation: string,
  input: JsonObject,
): Promise<{ readonly status: number; readonly text: string }> {
  const date = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
  try {
    const response = await fetch(endpoint, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `AmazonEC2ContainerServiceV20141113.${operation}`,
        'x-amz-date': date,
        // The sandbox reads who signed, and does not verify the signature.
        authorization: `AWS4-HMAC-SHA256 Credential=AKIASANDBOX000000000/${date.slice(0, 8)}/us-east-1/ecs/aws4_request, SignedHeaders=host, Signature=0`,
      },
      body: JSON.stringify(input),
    });
    return { status: response.status, text: await response.text() };
  } catch (error) {
    const { cause, message } = error as { readonly cause?: unknown; readonly message?: unknown };
    throw new WireError('NetworkError', String(cause ?? message), true);
  }
}

function parsed(text: string): JsonObject | undefined {
  try {
    // ECS answers with an object, or it is not ECS that answered.
    return JSON.parse(text) as JsonObject;
  } catch {
    return undefined;
  }
}
