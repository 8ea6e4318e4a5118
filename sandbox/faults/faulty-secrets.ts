import type { SecretSource } from '#sandbox/aws/secret-source';
import type { SandboxClock } from '#sandbox/clock';
import { glob } from './glob.ts';
import { OrderBook } from './order-book.ts';
import type { Order } from './order-book.ts';

export interface SecretFault {
  readonly why: 'not-found' | 'access-denied' | 'no-such-key';
}

export interface SecretMatch {
  /** Of the container's secret; `*` stands for anything. */
  readonly valueFrom: string;
}

export type SecretOrder = Order<SecretMatch, SecretFault>;
export type SecretFaults = OrderBook<SecretMatch, string, SecretFault>;

export function createSecretFaults(clock: SandboxClock): SecretFaults {
  return new OrderBook({ clock, matches: (match, valueFrom) => glob(match.valueFrom).test(valueFrom) });
}

/** Secrets that cannot be read although they are there. */
export function withSecretFaults(source: SecretSource, faults: SecretFaults): SecretSource {
  return {
    read: (valueFrom) => {
      const [fault] = faults.strike(valueFrom);
      return fault ? { found: false, why: fault.why } : source.read(valueFrom);
    },
  };
}
