import { appendFile } from 'node:fs/promises';
import { codeBlock } from '#shared/text/markdown';
import { neutralise } from '#shared/text/neutralise';
import { listenForCancellation } from './cancellation.ts';
import { createContext, type ActionContext } from './context.ts';
import { ActionError, describeCauses, errorMessage } from './errors.ts';
import { failStep } from './workflow-commands.ts';

/**
 * Runs an action: gives it its context, and is the only place that catches, fails the step and writes the summary.
 * A failure is reported once, as an annotation; its hint and, in debug logs, its causes follow in the log.
 */
export async function runAction(name: string, main: (context: ActionContext) => Promise<void>): Promise<void> {
  const cancellation = listenForCancellation(process);
  const context = createContext(name, { env: process.env, signal: cancellation.signal });
  try {
    await main(context);
  } catch (error) {
    fail(context, error);
  } finally {
    cancellation.dispose();
    await flushSummary(context);
  }
}

function fail(context: ActionContext, error: unknown): void {
  const { log, redactor, summary, name } = context;
  const message = neutralise(redactor.redact(errorMessage(error)));
  const hint = error instanceof ActionError ? error.hint : undefined;
  log.debug(describeCauses(error));
  if (hint !== undefined) log.info(hint);
  if (summary.isEmpty) {
    summary.add(`## ${name} failed`).add(codeBlock(message, 'text'));
    if (hint !== undefined) summary.add(hint);
  }
  failStep(message);
}

async function flushSummary({ env, log, redactor, summary }: ActionContext): Promise<void> {
  const path = env['GITHUB_STEP_SUMMARY'];
  if (path === undefined || path === '' || summary.isEmpty) return;
  try {
    await appendFile(path, redactor.redact(summary.render()));
  } catch (error) {
    // The step's result must not depend on a page nobody may read.
    log.warning(`The job summary could not be written: ${errorMessage(error)}`);
  }
}
