/** Calls of one operation since the start, or the last reset. */
export interface CallCount {
  readonly calls: number;
  /** Answered with an error, or not at all; throttled ones included. */
  readonly errors: number;
  readonly throttled: number;
}

const throttleCodes: ReadonlySet<string> = new Set(['ThrottlingException', 'Throttling']);

/** Counts every call by `SERVICE.Operation`, also the ones long forgotten otherwise. */
export class CallCounter {
  readonly #counts = new Map<string, CallCount>();

  add(call: {
    readonly service: string;
    readonly operation: string;
    readonly status: number;
    readonly errorCode?: string;
  }): void {
    const name = `${call.service}.${call.operation}`;
    const { calls, errors, throttled } = this.#counts.get(name) ?? { calls: 0, errors: 0, throttled: 0 };
    const failed = call.status !== 200 || call.errorCode !== undefined;
    this.#counts.set(name, {
      calls: calls + 1,
      errors: errors + (failed ? 1 : 0),
      throttled: throttled + (throttleCodes.has(call.errorCode ?? '') ? 1 : 0),
    });
  }

  /** By name, sorted. */
  all(): ReadonlyMap<string, CallCount> {
    return new Map([...this.#counts].sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}

/** One line an operation, the busiest first, for people. */
export function renderCallCounts(counts: ReadonlyMap<string, CallCount>): readonly string[] {
  return [...counts]
    .toSorted(([, a], [, b]) => b.calls - a.calls)
    .map(([name, { calls, errors, throttled }]) => {
      const failed = errors === 0 ? '' : `, ${errors} failed`;
      return `${String(calls).padStart(6)} ${name}${failed}${throttled === 0 ? '' : ` (${throttled} throttled)`}`;
    });
}
