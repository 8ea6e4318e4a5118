import type { AwsError, JsonObject } from '../service.ts';

/** One HTTP answer, ready to be sent. */
export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly body: string | Uint8Array;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How one AWS protocol words a result and an error. */
export interface Wire {
  success(operation: string, output: JsonObject, requestId: string): Reply;
  failure(error: AwsError, requestId: string): Reply;
}
