import type { SandboxClock } from '#sandbox/clock';
import { pullError } from '#sandbox/tasks/pull-errors';
import type { PullFailure } from '#sandbox/tasks/pull-errors';
import type {
  ContainerExit,
  ContainerSpec,
  Execution,
  PulledImage,
  PullRequest,
  RunningContainer,
  TaskRuntime,
} from '#sandbox/tasks/runtime';
import { httpGates } from './gates.ts';
import type { Gate, Gates, GateState } from './gates.ts';
import type { CrashFault, PullProblem, TaskFault, TaskFaults } from './task-faults.ts';

export interface FaultyRuntimeOptions {
  readonly faults: TaskFaults;
  readonly clock: SandboxClock;
  /** Default: {@link httpGates}. */
  readonly gates?: Gates;
  /** Told when a container could not be ended as ordered. */
  readonly log: (line: string) => void;
}

/** A runtime whose tasks meet what was ordered for them; all else is as the runtime itself does it. */
export function withTaskFaults(runtime: TaskRuntime, options: FaultyRuntimeOptions): TaskRuntime {
  const closing = new AbortController();
  const { clock, faults } = options;
  return {
    kind: runtime.kind,
    pull: (request) => pull(runtime, request, { clock, struck: struckBy(faults, request), closing: closing.signal }),
    start: async (spec) => {
      const struck = struckBy(faults, spec);
      const running = await runtime.start(spec);
      return struck.length === 0 ? running : FaultyContainer.wrap(running, { ...options, spec, struck });
    },
    close: () => {
      closing.abort(new Error('the runtime is closing'));
      return runtime.close();
    },
  };
}

function struckBy(faults: TaskFaults, { origin, image }: PullRequest | ContainerSpec): readonly TaskFault[] {
  return faults.strike({ ...origin, image });
}

interface PullConditions {
  readonly clock: SandboxClock;
  readonly struck: readonly TaskFault[];
  readonly closing: AbortSignal;
}

async function pull(
  runtime: TaskRuntime,
  request: PullRequest,
  { clock, struck, closing }: PullConditions,
): Promise<PulledImage> {
  for (const fault of struck) {
    if (fault.kind === 'slow-pull') await clock.sleep(fault.ms, closing);
    if (fault.kind === 'cannot-pull') throw pullError(request.image, pullFailures[fault.why]);
  }
  return runtime.pull(request);
}

const pullFailures: Readonly<Record<PullProblem, PullFailure>> = {
  'missing-tag': { kind: 'not-found' },
  'no-auth': { kind: 'forbidden' },
  'wrong-platform': { kind: 'platform', platform: 'linux/amd64' },
  timeout: { kind: 'other', reason: 'failed to do request: dial tcp: i/o timeout' },
};

interface Affliction extends FaultyRuntimeOptions {
  readonly spec: ContainerSpec;
  readonly struck: readonly TaskFault[];
}

/** A container with something wrong with it. */
class FaultyContainer {
  readonly #running: RunningContainer;
  readonly #affliction: Affliction;
  /** Aborted once it has ended. */
  readonly #ended = new AbortController();
  /** How it ended, when a fault ended it. */
  #forced: ContainerExit | undefined;
  #gates: readonly Gate[] = [];
  #mood: () => GateState = () => 'through';

  private constructor(running: RunningContainer, affliction: Affliction) {
    this.#running = running;
    this.#affliction = affliction;
  }

  static async wrap(running: RunningContainer, affliction: Affliction): Promise<RunningContainer> {
    const container = new FaultyContainer(running, affliction);
    const hostPorts = await container.#gated();
    const exited = running.exited.then((exit) => container.#over(exit));
    for (const fault of affliction.struck) {
      if (fault.kind === 'exit' || fault.kind === 'out-of-memory') {
        container.#crash(fault).catch((error: unknown) => {
          affliction.log(`${affliction.spec.name} could not be ended as ordered: ${String(error)}`);
        });
      }
    }
    return {
      ...running,
      hostPorts,
      exited,
      execute: (command, limitMs) => container.#execute(command, limitMs),
      stop: (graceMs) => container.#stop(graceMs, exited),
    };
  }

  async #over(exit: ContainerExit): Promise<ContainerExit> {
    this.#ended.abort();
    await Promise.all(this.#gates.map((gate) => gate.close()));
    return this.#forced ?? exit;
  }

  /** What does not answer on its ports fails its own health checks, too. */
  #execute(command: readonly string[], limitMs: number): Promise<Execution> {
    const ordered = this.#affliction.struck.some(({ kind }) => kind === 'failing-health-check');
    const failing = ordered || this.#mood() !== 'through';
    return failing ? Promise.resolve({ exitCode: 1 }) : this.#running.execute(command, limitMs);
  }

  async #crash(fault: CrashFault): Promise<void> {
    if (!(await this.#lives(fault.afterMs))) return;
    for (const line of fault.lastWords ?? []) this.#affliction.spec.onOutput(line);
    this.#forced ??=
      fault.kind === 'exit' ? { exitCode: fault.exitCode, outOfMemory: false } : { exitCode: 137, outOfMemory: true };
    await this.#running.stop(0);
  }

  /** @param graceMs wall-clock milliseconds */
  async #stop(graceMs: number, exited: Promise<ContainerExit>): Promise<ContainerExit> {
    const stubborn = this.#affliction.struck.some(({ kind }) => kind === 'ignores-sigterm');
    if (!stubborn) {
      await this.#running.stop(graceMs);
      return exited;
    }
    if (await this.#lives(graceMs * this.#affliction.clock.speed)) {
      this.#forced ??= { exitCode: 137, outOfMemory: false };
      await this.#running.stop(0);
    }
    return exited;
  }

  /** Waits so many milliseconds of AWS time. False when the container ended meanwhile. */
  async #lives(ms: number): Promise<boolean> {
    try {
      await this.#affliction.clock.sleep(ms, this.#ended.signal);
      return true;
    } catch (error) {
      if (this.#ended.signal.aborted) return false;
      throw error;
    }
  }

  async #gated(): Promise<ReadonlyMap<number, number>> {
    const { clock, gates = httpGates, struck } = this.#affliction;
    const since = clock.now();
    const moods = struck.flatMap((fault) => moodOf(fault) ?? []);
    if (moods.length === 0) return this.#running.hostPorts;
    const state = (): GateState => {
      const passed = (clock.now() - since) * clock.speed;
      return moods.map((mood) => mood(passed)).find((answer) => answer !== 'through') ?? 'through';
    };
    this.#mood = state;
    const opened = await Promise.all(
      [...this.#running.hostPorts].map(async ([port, hostPort]) => [port, await gates.open(hostPort, state)] as const),
    );
    this.#gates = opened.map(([, gate]) => gate);
    return new Map(opened.map(([port, gate]) => [port, gate.port]));
  }
}

/** How a fault lets the ports answer, so many milliseconds of AWS time after the start. */
function moodOf(fault: TaskFault): ((passedMs: number) => GateState) | undefined {
  switch (fault.kind) {
    case 'never-healthy':
      return () => fault.answer;
    case 'slow-start':
      return (passed) => (passed < fault.ms ? 'unavailable' : 'through');
    case 'flapping':
      return (passed) => (Math.floor(passed / fault.periodMs) % 2 === 0 ? 'through' : 'unavailable');
    default:
      return undefined;
  }
}
