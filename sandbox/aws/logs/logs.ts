import type { SandboxClock } from '../../clock.ts';
import type { LogSink } from '../log-sink.ts';
import type { AwsService } from '../service.ts';
import { LogStore } from './log-store.ts';
import { logOperations } from './operations.ts';
import type { BufferLimits } from './stream-buffer.ts';

/** Kept of each stream; AWS keeps everything. */
const DEFAULT_LIMITS: BufferLimits = { maxEvents: 10_000, maxLength: 4 * 1024 * 1024 };

export interface LogsOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly limits?: BufferLimits;
}

export interface Logs {
  readonly service: AwsService;
  /** Where containers with the `awslogs` driver write. */
  readonly sink: LogSink;
}

/** Amazon CloudWatch Logs, in memory. */
export function createLogs({ clock, account, region, limits = DEFAULT_LIMITS }: LogsOptions): Logs {
  const store = new LogStore({ clock, account, region, limits });
  const service: AwsService = {
    name: 'CLOUDWATCH_LOGS',
    protocol: { kind: 'json', targetPrefix: 'Logs_20140328' },
    operations: logOperations(store, () => clock.now()),
  };
  return { service, sink: store };
}
