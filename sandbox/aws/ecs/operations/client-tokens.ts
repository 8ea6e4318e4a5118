import { isDeepStrictEqual } from 'node:util';
import type { SandboxClock } from '#sandbox/clock';
import { conflict } from '../errors.ts';

/** How long RunTask knows a token, in wall-clock milliseconds (API reference, RunTask: clientToken, 24 hours). */
const kept = 24 * 3_600_000;

interface Answered<Request, Answer> {
  readonly at: number;
  readonly request: Request;
  readonly answer: Answer;
}

/** Makes a request that comes again with its token get the answer it had the first time. */
export class ClientTokens<Request, Answer> {
  readonly #clock: SandboxClock;
  /** Oldest first. */
  readonly #answered = new Map<string, Answered<Request, Answer>>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  /** @throws ConflictException when the token came with another request before */
  once(token: string | undefined, request: Request, answer: () => Answer): Answer {
    if (token === undefined) return answer();
    this.#forget();
    const earlier = this.#answered.get(token);
    if (earlier && !isDeepStrictEqual(earlier.request, request)) {
      throw conflict(
        'The RunTask request could not be processed due to conflicts. The provided clientToken is already in use with a different RunTask request.',
      );
    }
    if (earlier) return earlier.answer;
    const given = answer();
    this.#answered.set(token, { at: this.#clock.now(), request, answer: given });
    return given;
  }

  #forget(): void {
    for (const [token, { at }] of this.#answered) {
      if (this.#clock.now() - at <= kept) return;
      this.#answered.delete(token);
    }
  }
}
