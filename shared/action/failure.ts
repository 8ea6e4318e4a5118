import { codeBlock } from '#shared/text/markdown';
import { neutralise } from '#shared/text/neutralise';
import type { ActionContext } from './context.ts';
import { ActionError, describeCauses, errorMessage } from './errors.ts';
import { writeReport } from './report.ts';

/** The outputs that an action sets however it ends, by their names in its action.yml. */
export interface EndOutputs {
  /** Says how it ended; `failed` or `cancelled` where it ended before there was a verdict. */
  readonly verdict: 'outcome' | 'result';
  readonly also: readonly ('reason' | 'duration-ms')[];
}

export interface Failure {
  readonly error: unknown;
  readonly durationMs: number;
  /** Outputs that were set before: what the action itself has told stands. */
  readonly told: ReadonlySet<string>;
}

/**
 * Tells a failure that no verdict of the action tells (wrong inputs, AWS refuses, the job is cancelled early) where a
 * verdict would be told: outputs, report, summary. Workflows ask for the outputs in `if: always()`.
 * @returns the message for the annotation
 */
export async function tellFailure(context: ActionContext, outputs: EndOutputs, failure: Failure): Promise<string> {
  const { log, redactor, signal, summary, name, setOutput } = context;
  const { error, durationMs, told } = failure;
  const { hint, facts } = error instanceof ActionError ? error : { hint: undefined, facts: {} };
  const reason = neutralise(redactor.redact(errorMessage(error)));
  const verdict = signal.aborted ? 'cancelled' : 'failed';
  const { verdict: output, also } = outputs;
  const ends = { [output]: verdict, reason, 'duration-ms': String(durationMs) };
  log.debug(describeCauses(error));
  if (hint !== undefined) log.info(hint);
  for (const key of [output, ...also]) if (!told.has(key)) setOutput(key, ends[key] ?? '');
  if (summary.isEmpty) {
    summary.add(`## ${name}: ${verdict}`).add(codeBlock(reason, 'text'));
    if (hint !== undefined) summary.add(hint);
  }
  if (told.has('report')) return reason;
  try {
    await writeReport(context, { [output]: verdict, reason, hint, durationMs, ...facts });
  } catch (unwritten) {
    // The failure itself must be told whatever happens to its report.
    log.warning(`The report could not be written: ${errorMessage(unwritten)}`);
  }
  return reason;
}
