import { runInProcess, type InProcessRun } from '../in-process.ts';
import { main } from '../../actions/deploy-ecs/main.ts';

export interface Deployed extends InProcessRun {
  /** Empty when nothing was begun. */
  readonly outcome: string;
  /** Epoch milliseconds at which it began to watch a deployment; undefined when it never did. */
  readonly watchedFrom: number | undefined;
  /** Epoch milliseconds of the verdict, and of the request to roll back where there was one. */
  readonly spokeAt: number;
  readonly gaveUpAt: number | undefined;
}

export interface DeployerOptions {
  readonly inputs: Readonly<Record<string, string>>;
  /** The deployer's clock goes so many times faster. */
  readonly speed: number;
  readonly random: () => number;
  /** Folder for its report. */
  readonly temp: string;
}

/**
 * Runs deploy-ecs in this process, as its bundle would, on a clock as fast as the sandbox's.
 * @throws what is no ActionError: a defect
 */
export async function runDeployer(options: DeployerOptions): Promise<Deployed> {
  let watchedFrom: number | undefined;
  let gaveUpAt: number | undefined;
  let spokeAt = NaN;
  const run = await runInProcess({
    ...options,
    name: 'deploy-ecs',
    main,
    onLine: (line) => {
      if (line.startsWith('deployment: ')) watchedFrom = Date.now();
      if (line.startsWith('Rolling back to ')) gaveUpAt = Date.now();
    },
    onOutput: (name) => {
      if (name === 'outcome') spokeAt = Date.now();
    },
  });
  return { ...run, outcome: run.outputs.get('outcome') ?? '', watchedFrom, spokeAt, gaveUpAt };
}
