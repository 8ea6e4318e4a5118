import type { Routing } from './routing.ts';

/** What parent and load balancer process say to each other. Plain JSON: it crosses a process boundary. */

export interface GroupSettings {
  readonly groupId: string;
  readonly healthCheck: HealthCheckSettings;
  /** AWS time, milliseconds. */
  readonly deregistrationDelayMs: number;
}

/** Times are AWS time in milliseconds. */
export interface HealthCheckSettings {
  readonly path: string;
  readonly intervalMs: number;
  readonly timeoutMs: number;
  readonly healthyThreshold: number;
  readonly unhealthyThreshold: number;
  /** Statuses that pass. */
  readonly matcher: readonly StatusRange[];
}

export interface StatusRange {
  readonly from: number;
  readonly to: number;
}

export interface BalancerTarget {
  /** Unique in its group, and what {@link LoadBalancerStats} calls the target. */
  readonly targetId: string;
  /** Port on 127.0.0.1. */
  readonly hostPort: number;
}

export type Health =
  | { readonly state: 'initial' }
  | { readonly state: 'healthy' }
  | { readonly state: 'unhealthy'; readonly failure: CheckFailure };

export type CheckFailure =
  { readonly kind: 'mismatch'; readonly status: number } | { readonly kind: 'timeout' } | { readonly kind: 'error' };

/** Limits of waiting on the other side, in milliseconds of the wall clock: programs do not run faster in compressed time. */
export interface Limits {
  /** ALB's `idle_timeout.timeout_seconds`: silence on either side of a request. */
  readonly idleTimeoutMs: number;
  readonly connectTimeoutMs: number;
  /** A compressed health check still waits this long for its answer. */
  readonly minimumCheckTimeoutMs: number;
}

export interface LoadBalancerStats {
  /** Epoch milliseconds of the start or the last reset. */
  readonly since: number;
  readonly requests: readonly RequestCount[];
  /** Requests sent again because the target closed an idle connection just as it was reused. */
  readonly retried: number;
  /** Responses a target broke off after their first byte. */
  readonly truncated: number;
}

export interface RequestCount {
  readonly port: number;
  /** Undefined when the request was not forwarded. */
  readonly groupId?: string;
  /** Undefined when no target could be chosen. */
  readonly targetId?: string;
  /** Who answered: as CloudWatch tells `HTTPCode_Target_5XX` from `HTTPCode_ELB_5XX`. */
  readonly from: 'target' | 'balancer';
  /** 460 when the client left before the response began. */
  readonly status: number;
  readonly count: number;
}

/** Commands without an answer; they take effect in the order they were sent. */
export type Tell =
  | { readonly kind: 'configure'; readonly settings: GroupSettings }
  | { readonly kind: 'remove-group'; readonly groupId: string }
  | {
      readonly kind: 'register';
      readonly groupId: string;
      readonly target: BalancerTarget;
      readonly registration: number;
    }
  | { readonly kind: 'deregister'; readonly groupId: string; readonly targetId: string }
  | { readonly kind: 'route'; readonly port: number; readonly routing: Routing }
  | { readonly kind: 'reset-stats' };

/** Commands with an answer. */
export type Ask =
  | { readonly kind: 'listen'; readonly port: number; readonly routing: Routing }
  | { readonly kind: 'unlisten'; readonly port: number }
  | { readonly kind: 'stats' };

export type ToBalancer =
  { readonly kind: 'tell'; readonly tell: Tell } | { readonly kind: 'ask'; readonly id: number; readonly ask: Ask };

export type FromBalancer =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answer'; readonly id: number; readonly value: number | LoadBalancerStats | undefined }
  | { readonly kind: 'refusal'; readonly id: number; readonly message: string; readonly code: string | undefined }
  | { readonly kind: 'health'; readonly report: HealthReport };

/** A target changed its health, or has left after draining. */
export interface HealthReport {
  readonly groupId: string;
  readonly targetId: string;
  /** Which registration of the target is meant: it may have been registered again since. */
  readonly registration: number;
  readonly health: Health | { readonly state: 'gone' };
}
