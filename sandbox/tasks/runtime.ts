/** Runs the containers of ECS tasks: through a Docker engine, or as child processes of the image's own layers. */
export interface TaskRuntime {
  readonly kind: 'containers' | 'processes' | 'simulated';
  /**
   * Makes an image ready to start.
   * @throws {ContainerError} `CannotPullContainerError` with the reason as ECS words it
   */
  pull(request: PullRequest): Promise<PulledImage>;
  /** @throws {ContainerError} `CannotStartContainerError` and the like */
  start(spec: ContainerSpec): Promise<RunningContainer>;
  /** Stops everything this runtime started and removes what it created. */
  close(): Promise<void>;
}

export interface PullRequest {
  readonly image: string;
  readonly origin: Origin;
}

/** Which task is asking: what a fault is ordered for. */
export interface Origin {
  readonly taskId: string;
  /** `family:revision`. */
  readonly taskDefinition: string;
  /** `service:NAME` for a task of a service, else what RunTask was given. */
  readonly group: string;
}

export interface PulledImage {
  /** `sha256:…` of the manifest the reference resolved to. */
  readonly digest: string;
}

export interface ContainerSpec {
  readonly origin: Origin;
  readonly name: string;
  readonly image: string;
  readonly entryPoint?: readonly string[];
  readonly command?: readonly string[];
  readonly workingDirectory?: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly containerPorts: readonly number[];
  /** Hard limit in MiB, where the runtime can hold it. */
  readonly memoryMiB?: number;
  /** One call a line, without the line end, stdout and stderr alike. */
  readonly onOutput: (line: string) => void;
}

export interface RunningContainer {
  /** Container port → port on 127.0.0.1 where it is reached. */
  readonly hostPorts: ReadonlyMap<number, number>;
  /** Settles once, when the container has ended and its output was delivered. Never rejects. */
  readonly exited: Promise<ContainerExit>;
  /** SIGTERM, then SIGKILL after `graceMs` (wall-clock milliseconds). Resolves when it has ended. */
  stop(graceMs: number): Promise<ContainerExit>;
}

export interface ContainerExit {
  readonly exitCode: number;
  readonly outOfMemory: boolean;
}

/** A container failure in ECS's words, e.g. code `CannotPullContainerError`. */
export class ContainerError extends Error {
  override readonly name = 'ContainerError';
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}
