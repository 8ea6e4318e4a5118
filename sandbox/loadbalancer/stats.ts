import type { LoadBalancerStats, RequestCount } from './messages.ts';

/** Counts what the load balancer answered, by listener, target and status. */
export class Stats {
  readonly #now: () => number;
  readonly #counts = new Map<string, RequestCount>();
  #since: number;
  #retried = 0;
  #truncated = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.#since = now();
  }

  answered(request: Omit<RequestCount, 'count'>): void {
    const key = JSON.stringify([request.port, request.groupId, request.targetId, request.from, request.status]);
    this.#counts.set(key, { ...request, count: (this.#counts.get(key)?.count ?? 0) + 1 });
  }

  retried(): void {
    this.#retried += 1;
  }

  truncated(): void {
    this.#truncated += 1;
  }

  snapshot(): LoadBalancerStats {
    return {
      since: this.#since,
      requests: [...this.#counts.values()],
      retried: this.#retried,
      truncated: this.#truncated,
    };
  }

  reset(): void {
    this.#counts.clear();
    this.#since = this.#now();
    this.#retried = 0;
    this.#truncated = 0;
  }
}
