import type { BalancerTarget, GroupSettings, HealthReport, LoadBalancerStats } from './messages.ts';
import type { Routing } from './routing.ts';

export type { LoadBalancerStats, RequestCount } from './messages.ts';

/**
 * An HTTP load balancer in a process of its own, so that a busy parent does not slow the traffic down. It ends with its
 * parent, however that ends. Commands take effect in the order they are given; those that return nothing are on their way
 * when the call returns.
 */
export interface LoadBalancer {
  readonly pid: number;
  /** Creates or changes a target group. */
  configure(settings: GroupSettings): void;
  /** Forgets the group and its targets at once; requests in flight still have the deregistration delay to end. */
  removeGroup(groupId: string): void;
  /** Starts checking the target; it gets traffic once it is healthy. */
  register(groupId: string, target: BalancerTarget): void;
  /** Ends new traffic at once; requests in flight have the group's deregistration delay to end. */
  deregister(groupId: string, targetId: string): void;
  /**
   * Binds 127.0.0.1 and does with requests what the routing says. A group it forwards to and that was not configured
   * answers 503.
   * @param port 0 takes a free one
   * @returns the port bound
   * @throws {BalancerRefusal} with the operating system's code when the port cannot be bound
   */
  listen(port: number, routing: Routing): Promise<number>;
  /** Other rules for the listener on this port, from the next request on; requests under way end where they are. */
  route(port: number, routing: Routing): void;
  /** Takes no new connection; resolves when the requests under way have ended (5 s at most, then they are cut). WebSockets are closed at once. */
  unlisten(port: number): Promise<void>;
  stats(): Promise<LoadBalancerStats>;
  resetStats(): void;
  /** Calls back for every change of a target's health; returns the way to stop that. */
  onHealth(listener: (report: HealthReport) => void): () => void;
  /** Ends the process. Commands given afterwards are ignored, questions refused. */
  close(): Promise<void>;
}
