/**
 * Runs the containers of ECS tasks: through a Docker engine, as child processes of the image's own layers, or by
 * answering in their place.
 */
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
  /** `os/architecture` the task definition asks for, in OCI's words. Default: what the runtime runs on. */
  readonly platform?: string;
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
  /** As in {@link PullRequest.platform}. */
  readonly platform?: string;
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
  /**
   * Runs a program inside the container, as container health checks do. Its output is not kept. Never rejects: a
   * program that cannot be started has the exit code of a shell that finds none, 126 or 127.
   * @param limitMs wall-clock milliseconds after which it is given up
   */
  execute(command: readonly string[], limitMs: number): Promise<Execution>;
  /** SIGTERM, then SIGKILL after `graceMs` (wall-clock milliseconds). Resolves when it has ended. */
  stop(graceMs: number): Promise<ContainerExit>;
}

/** How a program inside a container ended, or that it did not end in time. */
export type Execution = { readonly exitCode: number } | 'timed-out';

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
