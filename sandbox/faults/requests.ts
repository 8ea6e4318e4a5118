import type { SandboxClock } from '#sandbox/clock';
import { glob } from './glob.ts';
import { OrderBook } from './order-book.ts';
import type { Order } from './order-book.ts';

/** `none`: as if the request had never arrived. `done`: the operation took effect, and only its answer is lost. */
export type Effect = 'none' | 'done';

/** What can go wrong with one request to AWS. */
export type RequestFault =
  /** ThrottlingException `Rate exceeded`; Query services say `Throttling`. */
  | { readonly kind: 'throttle' }
  /** 500 in the service's own words, or the HTML page of something in front of it. */
  | { readonly kind: 'server-error'; readonly shape: 'aws' | 'html'; readonly effect?: Effect }
  /** The connection is reset instead of an answer. */
  | { readonly kind: 'reset'; readonly effect?: Effect }
  /** The answer stops in its middle; the operation took effect. */
  | { readonly kind: 'truncate' }
  /** No answer, ever; the connection stays open. */
  | { readonly kind: 'hang'; readonly effect?: Effect }
  /** Waits before anything is done, in AWS time or by the wall clock. */
  | { readonly kind: 'slow'; readonly ms: number; readonly time: 'aws' | 'wall' }
  | { readonly kind: 'expired-token' }
  | { readonly kind: 'access-denied' }
  /**
   * The server's clock is `ms` ahead of the true one (behind when negative): `Date` says so, and a signature more than five
   * minutes off is refused, as Signature Version 4 demands.
   */
  | { readonly kind: 'clock-skew'; readonly ms: number };

/** The request a fault may strike. */
export interface FaultyRequest {
  /** {@link AwsService.name}. */
  readonly service: string;
  readonly operation: string;
  /** Made only for an order that asks for it. */
  readonly body: () => string;
}

export interface RequestMatch {
  /** `ECS.UpdateService`, `ECS.Describe*`, `ECS.*` or `*`: service as in `AWS_ENDPOINT_URL_<NAME>`, in any case. */
  readonly operation: string;
  /** Only requests whose body it finds something in, such as the name of one service. Default: every one. */
  readonly body?: RegExp;
}

export type RequestOrder = Order<RequestMatch, RequestFault>;
export type RequestFaults = OrderBook<RequestMatch, FaultyRequest, RequestFault>;

export function createRequestFaults(clock: SandboxClock): RequestFaults {
  return new OrderBook({
    clock,
    matches: (match, { service, operation, body }) =>
      glob(match.operation.toLowerCase()).test(`${service}.${operation}`.toLowerCase()) &&
      (match.body === undefined || body().search(match.body) !== -1),
  });
}
