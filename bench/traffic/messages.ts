/** What the load generator is told, and what it says. Plain JSON: it crosses a process boundary. */

export interface LoadSettings {
  readonly port: number;
  /** Asked for in turn. Default `/`. */
  readonly paths?: readonly string[];
  /** Sent at this pace, however long the answers take. Without it every connection sends as soon as it is answered. */
  readonly requestsPerSecond?: number;
  /** Kept alive between requests. */
  readonly connections: number;
}

/** Since the start or the lap before; every request is counted in the lap in which it ended. */
export interface Lap {
  readonly served: number;
  readonly lost: readonly LostRequest[];
  /** Wall-clock seconds. */
  readonly seconds: number;
  /** Milliseconds from the call to the last byte of the answer. */
  readonly latency: { readonly median: number; readonly p99: number; readonly slowest: number };
  /** How often each body came. */
  readonly bodies: Readonly<Record<string, number>>;
}

/** Any request without a complete answer of status 200. */
export interface LostRequest {
  /** Epoch milliseconds when it was sent. */
  readonly sentAt: number;
  readonly method: string;
  /** `status 503`, `ECONNRESET`, `incomplete`, `no answer in 10 s`. */
  readonly why: string;
  readonly milliseconds: number;
}

/** `end`: send nothing more, and report when all that is under way has ended. */
export type LoadCommand = 'lap' | 'end';
