import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import type { Result } from '#shared/verify/progress';

/** What a server does with one connection. It is called when the client's first bytes are there, TLS already undone. */
export type Play = (socket: Socket) => void;

/** A server that plays one part to the client that verifies it, and what must come of it. */
export interface Script {
  /** What each connection gets, in turn; the last one repeats. Every probe makes one connection. */
  readonly plays: readonly Play[];
  /** Plays begin when the connection opens, before the client has said anything. */
  readonly unasked?: boolean;
  readonly tls?: SecureContextOptions;
  /** The URL's scheme, when it is not that of the server. */
  readonly scheme?: 'http' | 'https';
  /** The name in the URL; default 127.0.0.1. */
  readonly host?: string;
  /** Inputs besides the URL, or keys of its entry in `urls`; those of the whole verification are `rules`. */
  readonly settings?: Readonly<Record<string, string>>;
  readonly rules?: Readonly<Record<string, string>>;
  readonly result: Result;
  /** Rounds until the result, on a clock that only waits move, with a back-off of half its limit. */
  readonly attempts: number;
  /** What the last attempt that did not pass was said to be. */
  readonly says?: RegExp;
}

export type Scripts = Readonly<Record<string, Script>>;

/** With the rules of the tests, 10 s and a back-off of 1, 2, 4 s and the rest: asked again and again, never right. */
export const NEVER = { result: 'timed-out', attempts: 5 } as const;
export const WRONG = { result: 'unhealthy', attempts: 5 } as const;
/** Right at once, three times. */
export const RIGHT = { result: 'healthy', attempts: 3 } as const;
