/** Keeps the first and the last items of a list that may grow without end, and counts what it let go in between. */
export class BoundedList<T> {
  readonly #head: T[] = [];
  readonly #tail: T[] = [];
  readonly #limits: { readonly head: number; readonly tail: number };
  #dropped = 0;

  constructor(limits: { readonly head: number; readonly tail: number }) {
    this.#limits = limits;
  }

  add(item: T): void {
    if (this.#head.length < this.#limits.head) {
      this.#head.push(item);
      return;
    }
    this.#tail.push(item);
    if (this.#tail.length > this.#limits.tail) {
      this.#tail.shift();
      this.#dropped += 1;
    }
  }

  get head(): readonly T[] {
    return this.#head;
  }

  get tail(): readonly T[] {
    return this.#tail;
  }

  /** Items between head and tail that are not kept. */
  get dropped(): number {
    return this.#dropped;
  }
}
