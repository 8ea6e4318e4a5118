import type { JsonObject } from './service.ts';

/** The Lambda functions that deployment lifecycle hooks call. */
export interface LambdaFunctions {
  exists(functionArn: string): boolean;
  /** Calls the function and waits for its answer; rejects when the function fails. */
  invoke(functionArn: string, event: JsonObject): Promise<JsonObject>;
}
