import type { Members } from '../protocol/members.ts';
import { AwsError } from '../service.ts';
import type { LogGroup, LogStore } from './log-store.ts';

/**
 * The group a request names, by `logGroupName` or by `logGroupIdentifier` (a name or an ARN).
 * @throws {AwsError} ResourceNotFoundException, or InvalidParameterException when it names none or two
 */
export function groupOf(store: LogStore, input: Members): LogGroup {
  const name = input.text('logGroupName');
  const identifier = input.text('logGroupIdentifier');
  if ((name === undefined) === (identifier === undefined)) {
    const message = 'Exactly one of logGroupName and logGroupIdentifier must be specified.';
    throw new AwsError('InvalidParameterException', message);
  }
  return store.group(name ?? (identifier ?? '').replace(/^arn:[^:]+:logs:[^:]*:\d+:log-group:/, ''));
}
