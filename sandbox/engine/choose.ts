import type { Ledger } from '../ledger.ts';
import { createEngineClient } from '../tasks/engine-client.ts';
import { engineAt } from './find.ts';
import { canStartEngine } from './requirements.ts';
import { startEngine } from './start.ts';

export type EngineChoice =
  | {
      readonly found: true;
      readonly dockerHost: string;
      /** For programs that use the engine: PATH, DOCKER_HOST, DOCKER_CONFIG as far as they are needed. */
      readonly env: Readonly<Record<string, string>>;
      /** One sentence. */
      readonly description: string;
      stop(): Promise<void>;
    }
  /** One sentence why there is none. */
  | { readonly found: false; readonly reason: string };

export interface EngineWish {
  readonly wanted: 'auto' | 'none';
  readonly ledger: Ledger;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** An image of the sandbox's registry: an engine that cannot pull it (in a virtual machine, elsewhere) is of no use. */
  readonly probeImage: string;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal;
}

/** The engine at hand, if it reaches the sandbox's registry; else a private one, where this machine can run it. */
export async function chooseEngine(wish: EngineWish): Promise<EngineChoice> {
  if (wish.wanted === 'none') return { found: false, reason: 'it was asked to do without' };
  const present = await engineAtHand(wish);
  if (present.found) return present;
  const requirements = await canStartEngine();
  if (!requirements.ok) return { found: false, reason: `${present.reason}, and ${requirements.reason}` };
  const engine = await startEngine(wish);
  const description = `a private Docker engine ${engine.version}`;
  return { found: true, dockerHost: engine.dockerHost, env: engine.env, description, stop: () => engine.stop() };
}

async function engineAtHand({ env, probeImage }: EngineWish): Promise<EngineChoice> {
  const search = await engineAt(env);
  if (!search.found) return search;
  const { dockerHost, version, containerdStore } = search.engine;
  // buildx can push from the classic store too, but neither export a registry cache nor tell the pushed digest.
  if (!containerdStore)
    return { found: false, reason: `the Docker engine ${version} at hand has no containerd image store` };
  // One in a virtual machine (Docker Desktop) has a loopback of its own.
  if (!(await createEngineClient(dockerHost).reaches(probeImage, { username: '', password: '' }))) {
    return { found: false, reason: `the Docker engine ${version} at hand does not reach this machine's loopback` };
  }
  const pass = ['PATH', 'DOCKER_HOST', 'DOCKER_CONFIG', 'DOCKER_CONTEXT', 'HOME'].flatMap((name) =>
    env[name] === undefined ? [] : [[name, env[name]] as const],
  );
  return {
    found: true,
    dockerHost,
    env: Object.fromEntries(pass),
    description: `the Docker engine ${version} at hand`,
    stop: () => Promise.resolve(),
  };
}
