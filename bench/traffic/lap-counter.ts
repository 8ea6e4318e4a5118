import type { Lap, LostRequest } from './messages.ts';

/** Counts the requests of a lap, and begins the next one when asked for the result. */
export class LapCounter {
  #started = performance.now();
  #milliseconds: number[] = [];
  #lost: LostRequest[] = [];
  #bodies = new Map<string, number>();

  served(milliseconds: number, body: string): void {
    this.#milliseconds.push(milliseconds);
    this.#bodies.set(body, (this.#bodies.get(body) ?? 0) + 1);
  }

  lost(request: LostRequest): void {
    this.#lost.push(request);
  }

  lap(): Lap {
    const sorted = this.#milliseconds.sort((a, b) => a - b);
    const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    const lap: Lap = {
      served: sorted.length,
      lost: this.#lost,
      seconds: (performance.now() - this.#started) / 1000,
      latency: { median: at(0.5), p99: at(0.99), slowest: at(1) },
      bodies: Object.fromEntries(this.#bodies),
    };
    this.#started = performance.now();
    this.#milliseconds = [];
    this.#lost = [];
    this.#bodies = new Map();
    return lap;
  }
}
