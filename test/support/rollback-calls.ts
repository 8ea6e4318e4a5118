import type { Rollouts } from './rollouts.ts';

/** How a rollback ended, and what it called before and after its request; all of it before, where there was none. */
export interface RollbackCalls {
  readonly told: {
    readonly exitCode: number;
    readonly outcome: string | undefined;
    readonly errors: readonly string[];
    /** As `SERVICE Operation`, like the others. */
    readonly request: string | undefined;
  };
  readonly before: readonly string[];
  readonly after: readonly string[];
}

const REQUESTS: ReadonlySet<string> = new Set([
  'ECS UpdateService',
  'ECS StopServiceDeployment',
  'CODEDEPLOY CreateDeployment',
  'CODEDEPLOY StopDeployment',
]);

export async function rollbackCalls(
  rollouts: Rollouts,
  service: string,
  inputs: Readonly<Record<string, string>> = {},
): Promise<RollbackCalls> {
  const first = rollouts.sandbox.calls().length;
  const run = await rollouts.act('rollback', { service, 'wait-for-minutes': '5', ...inputs });
  const calls = rollouts.sandbox.calls().slice(first);
  const names = calls.map(({ service: of, operation }) => `${of} ${operation}`);
  const at = names.findIndex((name) => REQUESTS.has(name));
  const { outcome } = run.outputs;
  return {
    told: { exitCode: run.exitCode, outcome, errors: run.errors, request: names[at] },
    before: names.slice(0, at === -1 ? undefined : at),
    after: names.slice(at + 1),
  };
}
