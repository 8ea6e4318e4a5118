import type { CallRecord } from '#sandbox/aws/server';
import { WayBackStage, type Kind } from '../way-back/stage.ts';

const REQUESTS: ReadonlySet<string> = new Set(['UpdateService', 'StopServiceDeployment']);
const SPEED = 60;

export interface RollbackStart {
  readonly request: string;
  /** Milliseconds from the start of the step, the runner's own work before its process included. */
  readonly requestMs: number;
  /** `SERVICE.Operation` of what was called before, in order. */
  readonly before: readonly string[];
}

/**
 * Rollbacks in a sandbox, one after another, each of a service of its own that stands like this.
 * @throws Error when one does not end well
 */
export async function rollbackStarts(kind: Kind, runs: number): Promise<readonly RollbackStart[]> {
  const stage = await WayBackStage.open(SPEED);
  try {
    const services = Array.from({ length: runs }, (_, place) => `web-${place}`);
    // What is under way ends by itself.
    const oneByOne = kind === 'under way';
    if (!oneByOne) await Promise.all(services.map((service) => stage.prepare(service, kind)));
    const starts: RollbackStart[] = [];
    for (const service of services) {
      if (oneByOne) await stage.prepare(service, kind);
      starts.push(await rollbackStart(stage, service));
    }
    return starts;
  } finally {
    await stage.close();
  }
}

async function rollbackStart(stage: WayBackStage, service: string): Promise<RollbackStart> {
  const { sandbox } = stage.rollouts;
  const first = sandbox.calls().length;
  const started = Date.now();
  const { outputs, errors } = await stage.rollBack(service);
  if (outputs['outcome'] !== 'rolled-back') throw new Error(`the rollback of ${service} failed: ${errors.join(' ')}`);
  const calls: readonly CallRecord[] = sandbox.calls().slice(first);
  const at = calls.findIndex(({ operation }) => REQUESTS.has(operation));
  return {
    request: calls[at]?.operation ?? '',
    requestMs: (calls[at]?.at ?? NaN) - started,
    before: calls.slice(0, at).map((call) => `${call.service}.${call.operation}`),
  };
}
