import type { Gate, Gates, GateState } from '../gates.ts';

/** Gates without sockets: what would be answered can be asked. */
export class FakeGates implements Gates {
  readonly #open = new Map<number, { readonly hostPort: number; readonly state: () => GateState }>();
  #ports = 50_000;

  open(hostPort: number, state: () => GateState): Promise<Gate> {
    const port = this.#ports++;
    this.#open.set(port, { hostPort, state });
    return Promise.resolve({
      port,
      close: () => {
        this.#open.delete(port);
        return Promise.resolve();
      },
    });
  }

  get size(): number {
    return this.#open.size;
  }

  /** How a port answers now; one without a gate is the container's own. */
  state(port: number): GateState {
    return this.#open.get(port)?.state() ?? 'through';
  }

  /** The container's port behind. */
  behind(port: number): number {
    return this.#open.get(port)?.hostPort ?? port;
  }
}
