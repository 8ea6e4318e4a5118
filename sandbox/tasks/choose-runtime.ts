import type { ContainerRuntimeOptions } from './container-runtime.ts';
import { createContainerRuntime } from './container-runtime.ts';
import { createEngineClient } from './engine-client.ts';
import type { ProcessRuntimeOptions } from './process-runtime.ts';
import { createProcessRuntime } from './process-runtime.ts';
import type { TaskRuntime } from './runtime.ts';

export interface RuntimeOptions
  extends Omit<ContainerRuntimeOptions, 'dockerHost'>, Omit<ProcessRuntimeOptions, 'say'> {
  /** As in `DOCKER_HOST`. Default: {@link defaultDockerHost}. */
  readonly dockerHost?: string;
  /** Told which runtime it became, and why. */
  readonly say: (line: string) => void;
}

/** Containers when an engine answers that can pull from the sandbox's registry, processes otherwise. */
export async function chooseRuntime(options: RuntimeOptions): Promise<TaskRuntime> {
  const { dockerHost = defaultDockerHost(process.platform), registryHost, credentials, say } = options;
  const engine = createEngineClient(dockerHost);
  if (!(await engine.ping())) {
    say(`No Docker engine answers at ${dockerHost}: tasks run as processes.`);
    return createProcessRuntime(options);
  }
  // An engine in a virtual machine (Docker Desktop) has a loopback of its own.
  if (!(await engine.reaches(`${registryHost}/library/node:24-slim`, credentials()))) {
    say(`The Docker engine at ${dockerHost} does not reach ${registryHost}: tasks run as processes.`);
    return createProcessRuntime(options);
  }
  say(`Tasks run as containers of the engine at ${dockerHost}.`);
  return createContainerRuntime({ ...options, dockerHost });
}

/** Where Docker listens unless told otherwise. */
export function defaultDockerHost(platform: NodeJS.Platform): string {
  return platform === 'win32' ? 'npipe:////./pipe/docker_engine' : 'unix:///var/run/docker.sock';
}
