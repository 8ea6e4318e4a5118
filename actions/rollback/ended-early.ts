import type { ActionContext } from '#shared/action/context';
import { ActionError, errorMessage } from '#shared/action/errors';
import { neutralise } from '#shared/text/neutralise';
import type { Known } from './journal.ts';
import type { RollbackResult } from './result.ts';

/**
 * What is told of a rollback that ended before there was a verdict: AWS refused, there is nothing to go back to, the job
 * was cancelled. Undefined when not even the service was read.
 */
export function endedEarly(
  error: unknown,
  { signal, redactor }: Pick<ActionContext, 'signal' | 'redactor'>,
  { from, ...known }: Known,
): RollbackResult | undefined {
  if (from === undefined) return undefined;
  return {
    outcome: signal.aborted ? 'cancelled' : 'failed',
    reason: neutralise(redactor.redact(errorMessage(error))),
    hint: error instanceof ActionError ? error.hint : undefined,
    from,
    ...known,
  };
}
