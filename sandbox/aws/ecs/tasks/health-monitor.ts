import type { SandboxClock } from '#sandbox/clock';
import type { RunningContainer } from '#sandbox/tasks/runtime';
import type { TaskContainer } from '../model.ts';
import type { HealthCheck } from '../task-definition/model.ts';
import { elapsed, wallClockLimit } from '../time.ts';

export interface MonitorOptions {
  readonly clock: SandboxClock;
  /** Aborts when the container has ended or is to end. */
  readonly signal: AbortSignal;
}

/**
 * Runs the health check of a container until `signal` aborts, and notes on the container what it finds.
 *
 * As engines do it: the first check comes one `interval` after the start; `retries` failures in a row make the container
 * UNHEALTHY, one success makes it HEALTHY; failures within `startPeriod` count only once a check has passed
 * (API reference, HealthCheck).
 */
export async function monitorHealth(
  container: TaskContainer,
  running: RunningContainer,
  { clock, signal }: MonitorOptions,
): Promise<void> {
  const { healthCheck } = container.definition;
  const command = healthCheck && commandOf(healthCheck);
  if (!command) return;
  const { interval = 30, timeout = 5, retries = 3, startPeriod = 0 } = healthCheck;
  const startedAt = container.startedAt ?? clock.now();
  let failures = 0;
  while (await slept(interval * 1000, { clock, signal })) {
    const execution = await running.execute(command, wallClockLimit(clock, timeout * 1000));
    if (signal.aborted) return;
    if (execution !== 'timed-out' && execution.exitCode === 0) {
      failures = 0;
      container.health = 'HEALTHY';
      continue;
    }
    const starting = container.health === undefined && elapsed(clock, startedAt) < startPeriod * 1000;
    if (!starting) failures += 1;
    if (failures >= retries) container.health = 'UNHEALTHY';
  }
}

/** Undefined for a check that an engine never runs: `NONE`, and first words it does not know. */
function commandOf({ command = [] }: HealthCheck): readonly string[] | undefined {
  const [kind, ...words] = command;
  if (kind === 'CMD') return words;
  return kind === 'CMD-SHELL' ? ['/bin/sh', '-c', ...words] : undefined;
}

async function slept(ms: number, { clock, signal }: MonitorOptions): Promise<boolean> {
  try {
    await clock.sleep(ms, signal);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
