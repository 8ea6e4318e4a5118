import { appendFile } from 'node:fs/promises';
import { listenForCancellation } from './cancellation.ts';
import { createContext, type ActionContext } from './context.ts';
import { errorMessage } from './errors.ts';
import { tellFailure, type EndOutputs } from './failure.ts';
import { failStep } from './workflow-commands.ts';

/**
 * Runs an action: gives it its context, and is the only place that catches, fails the step and writes the summary.
 * A failure is reported once, as an annotation; its hint and, in debug logs, its causes follow in the log. The
 * `outputs` are set however the action ends.
 */
export async function runAction(
  name: string,
  main: (context: ActionContext) => Promise<void>,
  outputs: EndOutputs,
): Promise<void> {
  const cancellation = listenForCancellation(process);
  const created = createContext(name, { env: process.env, signal: cancellation.signal });
  const told = new Set<string>();
  const context: ActionContext = {
    ...created,
    setOutput: (output, value) => {
      told.add(output);
      created.setOutput(output, value);
    },
  };
  const started = context.clock.elapsed();
  try {
    await main(context);
  } catch (error) {
    const durationMs = Math.round(context.clock.elapsed() - started);
    failStep(await tellFailure(context, outputs, { error, durationMs, told }));
  } finally {
    cancellation.dispose();
    await flushSummary(context);
  }
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
