import { startSandbox } from '#sandbox/sandbox';
import { startLoad } from './load.ts';
import type { Lap } from './messages.ts';
import { TwoServices } from './services.ts';

export interface ZeroLossOptions {
  /** Rolling updates. */
  readonly updates: number;
  /** Blue/green deployments. */
  readonly switches: number;
  readonly requestsPerSecond: number;
  readonly connections: number;
  /** Of the sandbox's clock. */
  readonly speed: number;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  /** Told of every lap as it ends. */
  readonly onLap: (name: string, lap: Lap) => void;
}

/**
 * Traffic through the load balancer of a sandbox while its tasks are replaced: rolling updates of one service, and blue/green
 * switches of another spread among them.
 * @returns every lap
 */
export async function runZeroLoss(options: ZeroLossOptions): Promise<readonly Lap[]> {
  const { updates, switches, requestsPerSecond, connections, speed, env } = options;
  const sandbox = await startSandbox({ speed, env, engine: 'none', tasks: 'simulated', log: () => undefined });
  try {
    const services = await TwoServices.create(sandbox);
    const { port, paths } = services;
    const load = startLoad({ port, paths, requestsPerSecond, connections });
    const laps: Lap[] = [];
    const told = (name: string, lap: Lap): void => {
      laps.push(lap);
      options.onLap(name, lap);
    };
    for (const step of plan(updates, switches)) {
      await (step === 'update' ? services.rollingUpdate() : services.switchOver());
      told(step, await load.lap());
    }
    told('end', await load.end());
    services.close();
    return laps;
  } finally {
    await sandbox.close();
  }
}

/** Switches at even distances among the updates, the last step a switch where there is one. */
export function plan(updates: number, switches: number): readonly ('update' | 'switch')[] {
  const steps = [
    ...Array.from({ length: updates }, (_, index) => ({ kind: 'update' as const, at: (index + 1) / (updates + 1) })),
    ...Array.from({ length: switches }, (_, index) => ({ kind: 'switch' as const, at: (index + 1) / switches })),
  ];
  return steps.sort((a, b) => a.at - b.at).map(({ kind }) => kind);
}
