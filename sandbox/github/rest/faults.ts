/** What can be ordered to go wrong with GitHub's API. */
export type GithubFault =
  /** The token has no request left until its window ends. */
  | { readonly kind: 'primary-limit'; readonly status?: 403 | 429 }
  /** Too many at once. GitHub names `retry-after` only at times. */
  | { readonly kind: 'secondary-limit'; readonly status?: 403 | 429; readonly retryAfterSeconds?: number }
  | { readonly kind: 'server-error'; readonly status: 500 | 502 | 503 | 504 }
  | { readonly kind: 'reset' }
  /** The answer comes, but late, by the clock. */
  | { readonly kind: 'slow'; readonly ms: number }
  /** The answer ends in its middle, and the connection with it. */
  | { readonly kind: 'truncate' };

export interface GithubFaultOrder {
  readonly fault: GithubFault;
  /** Default: every method. */
  readonly method?: string;
  /** The path without its query. Default: every path. */
  readonly path?: RegExp;
  /** How many fitting requests go well first. Default 0. */
  readonly after?: number;
  /** How many then fail. Default 1; Infinity for all. */
  readonly times?: number;
}

/** The orders that stand. The first one that fits a request has it. */
export class GithubFaults {
  readonly #orders: { readonly order: GithubFaultOrder; seen: number }[] = [];

  /** @returns takes the order back */
  order(order: GithubFaultOrder): () => void {
    const entry = { order, seen: 0 };
    this.#orders.push(entry);
    return () => {
      const place = this.#orders.indexOf(entry);
      if (place !== -1) this.#orders.splice(place, 1);
    };
  }

  clear(): void {
    this.#orders.length = 0;
  }

  /** The fault this request meets. Every order that fits it counts it, whichever strikes. */
  strike(method: string, path: string): GithubFault | undefined {
    let struck: GithubFault | undefined;
    for (const entry of this.#orders) {
      const { order } = entry;
      if (order.method !== undefined && order.method !== method) continue;
      if (order.path !== undefined && path.search(order.path) === -1) continue;
      entry.seen += 1;
      const after = order.after ?? 0;
      if (entry.seen > after && entry.seen <= after + (order.times ?? 1)) struck ??= order.fault;
    }
    return struck;
  }
}
