import type { Target } from './target.ts';

/** When a verification is over. Times are milliseconds. */
export interface Rules {
  /** Before the first round; part of `timeoutMs`. */
  readonly initialDelayMs: number;
  /** Rounds in a row in which every critical URL answered as expected. */
  readonly successThreshold: number;
  readonly stableForMs: number;
  readonly timeoutMs: number;
  readonly intervalMs: number;
  /** Not below `intervalMs`. */
  readonly maxIntervalMs: number;
}

/** What is verified, and by which rules. */
export interface VerifySettings {
  readonly targets: readonly Target[];
  readonly rules: Rules;
  readonly requestTimeoutMs: number;
}
