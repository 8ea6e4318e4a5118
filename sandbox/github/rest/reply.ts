import type { Json } from './model.ts';

/** What a route answers; the server adds what every answer has. */
export interface Reply {
  readonly status: number;
  readonly body?: Json;
  readonly headers?: Readonly<Record<string, string>>;
  /** Number of the last page, where the answer is one of several. */
  readonly lastPage?: number;
}
