import type { Sandbox } from '#sandbox/sandbox';
import type { Infrastructure } from './infrastructure.ts';
import type { Repository } from './repository.ts';
import type { Traffic } from './traffic.ts';

/** Where the releases are shipped to, and with what. */
export interface Stage {
  /** Root of this project: its bundles are what runs. */
  readonly suite: string;
  readonly sandbox: Sandbox;
  readonly infrastructure: Infrastructure;
  readonly repository: Repository;
  readonly traffic: Traffic;
  /** Where job summaries and logs are kept for the reader. */
  readonly records: string;
  readonly signal: AbortSignal;
}
