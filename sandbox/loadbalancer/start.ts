import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { LoadBalancer } from './load-balancer.ts';
import type { Limits } from './messages.ts';
import { ProcessHandle } from './process-handle.ts';

/** AWS's defaults of an Application Load Balancer. */
const DEFAULT_LIMITS: Limits = { idleTimeoutMs: 60_000, connectTimeoutMs: 10_000, minimumCheckTimeoutMs: 1000 };

export interface LoadBalancerOptions {
  /** Of the sandbox's clock: health check intervals and deregistration delays are compressed by it. */
  readonly speed: number;
  readonly limits?: Partial<Limits>;
}

/** Resolves when the process is ready to take commands. */
export async function startLoadBalancer(options: LoadBalancerOptions): Promise<LoadBalancer> {
  const settings = { speed: options.speed, limits: { ...DEFAULT_LIMITS, ...options.limits } };
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [JSON.stringify(settings)], {
    // Not the parent's flags: a test runner's or a debugger's are not meant for this program.
    execArgv: [],
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const handle = new ProcessHandle(child);
  await handle.ready();
  return handle;
}
