import { join } from 'node:path';
import type { EngineChoice } from '../engine/choose.ts';
import type { Ledger } from '../ledger.ts';
import type { Credentials } from '../registry/policy.ts';
import { createContainerRuntime } from './container-runtime.ts';
import { createProcessRuntime } from './process-runtime.ts';
import type { TaskRuntime } from './runtime.ts';
import { createSimulatedRuntime } from './simulated-runtime.ts';

export interface RuntimeWish {
  /** `real`: containers of the engine, else processes. */
  readonly tasks: 'real' | 'simulated';
  readonly engine: EngineChoice;
  readonly ledger: Ledger;
  /** `localhost:PORT` of the sandbox's registry. */
  readonly registryHost: string;
  readonly credentials: () => Credentials;
  readonly log: (line: string) => void;
}

/** The runtime for the sandbox's tasks; what it makes outside this process is in the ledger first. */
export async function startRuntime({ tasks, engine, ledger, ...rest }: RuntimeWish): Promise<TaskRuntime> {
  const { registryHost, credentials, log } = rest;
  if (tasks === 'simulated') return createSimulatedRuntime({ registry: { host: registryHost, credentials } });
  if (!engine.found) {
    return createProcessRuntime({
      registryHost,
      credentials,
      directory: join(ledger.directory, 'tasks'),
      environment: ledger.environment,
      onProcess: (child) => {
        ledger.adopt(child);
      },
      say: log,
    });
  }
  const { dockerHost } = engine;
  return createContainerRuntime({
    dockerHost,
    registryHost,
    credentials,
    instance: ledger.instance,
    onCreate: (name) => {
      ledger.record({ kind: 'container', dockerHost, name });
    },
    onRemoved: (name) => {
      ledger.forget({ kind: 'container', dockerHost, name });
    },
  });
}
