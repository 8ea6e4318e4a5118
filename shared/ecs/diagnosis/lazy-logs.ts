import type { ActionContext } from '#shared/action/context';
import type { AwsClientConfig } from '#shared/aws/client-config';
import type { LogPages } from '../one-off/log-follower.ts';
import { patientReader, type LogReader } from './log-tail.ts';

/** A log reader whose code is loaded when the first log is read, which only failed deployments do. */
export function lazyLogReader(
  config: AwsClientConfig,
  { clock, signal }: Pick<ActionContext, 'clock' | 'signal'>,
): LogReader {
  const read: LogReader = async (request) => {
    const { createLogReader } = await import('./cloudwatch-logs.ts');
    return createLogReader(config, signal)(request);
  };
  return patientReader(read, clock, signal);
}

/** Reads logs page by page; the code for it is loaded with the first page, which only one-off tasks need. */
export function lazyLogPages(config: AwsClientConfig, signal: AbortSignal): LogPages {
  let pages: Promise<LogPages> | undefined;
  return async (request) => {
    pages ??= import('./cloudwatch-logs.ts').then(({ createLogPages }) => createLogPages(config, signal));
    return (await pages)(request);
  };
}
