/** Ends parts in the reverse order of their start. One that fails does not keep the others from ending. */
export class Closers {
  readonly #parts: { readonly name: string; readonly close: () => Promise<void> }[] = [];
  #closing: Promise<void> | undefined;

  add(name: string, close: () => Promise<void>): void {
    this.#parts.push({ name, close });
  }

  /** @throws AggregateError with what could not be ended */
  close(): Promise<void> {
    return (this.#closing ??= this.#closeAll());
  }

  async #closeAll(): Promise<void> {
    const failures: Error[] = [];
    for (const { name, close } of this.#parts.splice(0).toReversed()) {
      try {
        await close();
      } catch (error) {
        failures.push(
          new Error(`${name}: ${error instanceof Error ? error.message : String(error)}`, { cause: error }),
        );
      }
    }
    if (failures.length > 0)
      throw new AggregateError(
        failures,
        `the sandbox could not end all it started: ${failures.map(({ message }) => message).join('; ')}`,
      );
  }
}
