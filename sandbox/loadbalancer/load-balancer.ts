import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { BalancerTarget, GroupSettings, HealthReport, Limits, LoadBalancerStats } from './messages.ts';
import { ProcessHandle } from './process-handle.ts';

export type { LoadBalancerStats, RequestCount } from './messages.ts';

/** AWS's defaults of an Application Load Balancer. */
const DEFAULT_LIMITS: Limits = { idleTimeoutMs: 60_000, connectTimeoutMs: 10_000, minimumCheckTimeoutMs: 1000 };

export interface LoadBalancerOptions {
  /** Of the sandbox's clock: health check intervals and deregistration delays are compressed by it. */
  readonly speed: number;
  readonly limits?: Partial<Limits>;
}

/**
 * An HTTP load balancer in a process of its own, so that a busy parent does not slow the traffic down. It ends with its
 * parent, however that ends. Commands take effect in the order they are given; those that return nothing are on their way
 * when the call returns.
 */
export interface LoadBalancer {
  readonly pid: number;
  /** Creates or changes a target group. */
  configure(settings: GroupSettings): void;
  /** Forgets the group and its targets at once, without draining. */
  removeGroup(groupId: string): void;
  /** Starts checking the target; it gets traffic once it is healthy. */
  register(groupId: string, target: BalancerTarget): void;
  /** Ends new traffic at once; requests in flight have the group's deregistration delay to end. */
  deregister(groupId: string, targetId: string): void;
  /**
   * Binds 127.0.0.1 and forwards to the group.
   * @param port 0 takes a free one
   * @returns the port bound
   * @throws {BalancerRefusal} with the operating system's code when the port cannot be bound
   */
  listen(port: number, groupId: string): Promise<number>;
  /** Takes no new connection; resolves when the requests under way have ended (5 s at most, then they are cut). */
  unlisten(port: number): Promise<void>;
  stats(): Promise<LoadBalancerStats>;
  resetStats(): void;
  /** Calls back for every change of a target's health; returns the way to stop that. */
  onHealth(listener: (report: HealthReport) => void): () => void;
  /** Ends the process. Commands given afterwards are ignored, questions refused. */
  close(): Promise<void>;
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
