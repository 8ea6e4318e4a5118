/** What a check printed: all of it, or its beginning and its end. */
export interface Output {
  readonly head: readonly string[];
  /** Lines left out between head and tail. */
  readonly omitted: number;
  readonly tail: readonly string[];
}

const HALF_BYTES = 256 * 1024;

/** Collects lines in bounded memory: the first say what was wrong first, the last say how it ended. */
export class OutputCollector {
  readonly #half: number;
  readonly #head: string[] = [];
  readonly #tail: string[] = [];
  #headSize = 0;
  #tailSize = 0;
  #tailStart = 0;
  #omitted = 0;

  constructor(halfBytes = HALF_BYTES) {
    this.#half = halfBytes;
  }

  add(line: string): void {
    const size = line.length + 1;
    if (this.#tail.length === 0 && this.#headSize + size <= this.#half) {
      this.#head.push(line);
      this.#headSize += size;
      return;
    }
    this.#tail.push(line);
    this.#tailSize += size;
    while (this.#tailSize > this.#half && this.#tail.length - this.#tailStart > 1) this.#dropOldest();
  }

  get output(): Output {
    return { head: [...this.#head], omitted: this.#omitted, tail: this.#tail.slice(this.#tailStart) };
  }

  #dropOldest(): void {
    this.#tailSize -= (this.#tail[this.#tailStart] ?? '').length + 1;
    this.#tailStart += 1;
    this.#omitted += 1;
    // Moving the rest up for every line would take time by the square of the lines.
    if (this.#tailStart <= 1_024) return;
    this.#tail.splice(0, this.#tailStart);
    this.#tailStart = 0;
  }
}

/** The lines to show, with a line in place of what was left out. */
export function outputLines({ head, omitted, tail }: Output): readonly string[] {
  return omitted === 0 ? [...head, ...tail] : [...head, `... ${omitted} lines left out ...`, ...tail];
}

/** The end of an output, where most tools say what is wrong. */
export function lastLines(output: Output, count: number): readonly string[] {
  const lines = outputLines(output);
  return lines.length <= count ? lines : [`... ${lines.length - count} lines before ...`, ...lines.slice(-count)];
}
