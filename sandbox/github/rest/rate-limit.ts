import type { SandboxClock } from '#sandbox/clock';
import { GithubError } from './error.ts';
import type { Holder } from './access.ts';
import type { Json } from './model.ts';

/** Requests per hour: a workflow's GITHUB_TOKEN has 1,000 for each repository, a user 5,000, nobody 60. */
const LIMITS = { installation: 1000, user: 5000, anonymous: 60 } as const;
const HOUR_MS = 3_600_000;

interface Window {
  used: number;
  /** Epoch milliseconds. */
  readonly ends: number;
}

export interface RateState {
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  /** Epoch seconds. */
  readonly reset: number;
}

/**
 * The primary limit, by token, in windows of an hour (shorter by the clock's speed).
 * @see https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api
 */
export class RateLimiter {
  readonly #windows = new Map<string, Window>();
  readonly #clock: SandboxClock;
  readonly #limit: number | undefined;

  /** @param limit requests per hour of every token, in place of GitHub's own numbers */
  constructor(clock: SandboxClock, limit?: number) {
    this.#clock = clock;
    this.#limit = limit;
  }

  state(holder: Holder): RateState {
    const { used, ends } = this.#window(holder);
    const limit = this.#limit ?? LIMITS[holder.kind];
    return { limit, used, remaining: Math.max(0, limit - used), reset: Math.ceil(ends / 1000) };
  }

  /** Counts one request. @throws GithubError 403 when there is none left */
  take(holder: Holder): void {
    if (this.state(holder).remaining === 0) throw limitExceeded(holder, 403);
    this.#window(holder).used += 1;
  }

  /** An answer from the caller's own cache (304) is not counted. */
  giveBack(holder: Holder): void {
    const window = this.#window(holder);
    window.used = Math.max(0, window.used - 1);
  }

  /** Leaves the token without a request until its window ends. */
  exhaust(holder: Holder): void {
    this.#window(holder).used = this.#limit ?? LIMITS[holder.kind];
  }

  #window(holder: Holder): Window {
    const now = this.#clock.now();
    const known = this.#windows.get(holder.key);
    if (known && known.ends > now) return known;
    const fresh = { used: 0, ends: now + HOUR_MS / this.#clock.speed };
    this.#windows.set(holder.key, fresh);
    return fresh;
  }
}

export function limitExceeded(holder: Holder, status: 403 | 429): GithubError {
  const whose = {
    installation: `installation ID ${holder.account.id}`,
    user: `user ID ${holder.account.id}`,
    anonymous: '127.0.0.1',
  }[holder.kind];
  const hint =
    holder.kind === 'anonymous'
      ? " (But here's the good news: Authenticated requests get a higher rate limit. Check out the documentation for more details.)"
      : '';
  return new GithubError(status, `API rate limit exceeded for ${whose}.${hint}`);
}

export function rateHeaders({ limit, remaining, reset, used }: RateState): Record<string, string> {
  return {
    'x-ratelimit-limit': String(limit),
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset': String(reset),
    'x-ratelimit-used': String(used),
    'x-ratelimit-resource': 'core',
  };
}

/** `GET /rate_limit`, which is never counted. Only `core` is ever used up here. */
export function rateOverview(state: RateState): Json {
  const core = { ...state };
  const unused = (limit: number): Json => ({ limit, used: 0, remaining: limit, reset: state.reset });
  return { resources: { core, search: unused(30), graphql: unused(5000) }, rate: core };
}
