import { availableParallelism } from 'node:os';
import { relative } from 'node:path';
import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { formatDuration } from '#shared/text/duration';
import { checkEnvironment, findShell } from './command.ts';
import { conclude } from './conclude.ts';
import { readConfiguration, type Configuration } from './configuration.ts';
import { createExecute } from './execute.ts';
import { runGate } from './gate.ts';
import { createLocator } from './place.ts';
import { prepare, type Preparation } from './prepare.ts';
import { Printer } from './printer.ts';
import { describeSelection } from './selection.ts';

export async function main(context: ActionContext): Promise<void> {
  const { clock, env, log, run, signal } = context;
  const startedAt = clock.elapsed();
  const configuration = await readConfiguration(context);
  const { directory, budgetMs, budgetMode, failFast } = configuration;
  const maxParallel = configuration.maxParallel ?? availableParallelism();
  const preparation = await prepare(context, configuration);
  announce(context, { configuration, preparation, maxParallel });

  const printer = new Printer(log);
  const gate = await runGate({
    plan: preparation.plan,
    execute: createExecute({
      shell: await findShell(env),
      directory,
      env: checkEnvironment(env),
      locate: createLocator({ workspace: run.workspace, directory }),
      now: () => clock.elapsed(),
    }),
    clock,
    signal,
    limits: { budgetMs: budgetMs - (clock.elapsed() - startedAt), budgetMode, failFast, maxParallel },
    events: printer,
  });

  const usedMs = clock.elapsed() - startedAt;
  const folder = relative(run.workspace, directory);
  const verdict = await conclude(context, { ...preparation, configuration, gate, usedMs, folder });
  await printer.printFailures(gate.checks);
  if (verdict.failsStep) throw signal.aborted ? signal.reason : new ActionError(verdict.sentence);
  if (verdict.result === 'passed') log.info(verdict.sentence);
  else log.warning(verdict.sentence);
}

function announce(
  { log }: ActionContext,
  facts: {
    readonly configuration: Configuration;
    readonly preparation: Preparation;
    readonly maxParallel: number;
  },
): void {
  const { configuration, preparation, maxParallel } = facts;
  const { selection, plan } = preparation;
  const scope = `scope: ${describeSelection(selection)}`;
  const insisted = configuration.scope === 'changed' || configuration.base !== undefined;
  if (selection.kind === 'all' && selection.changedCount === undefined && configuration.scope !== 'all' && insisted)
    log.warning(`Changed files were asked for, but everything is checked: ${selection.why}.`);
  log.info(scope);
  log.info(
    `budget: ${formatDuration(configuration.budgetMs)}${configuration.budgetMode === 'warn' ? ', which only warns' : ''}`,
  );
  log.info(`checks: ${plan.tasks.length} to run, at most ${maxParallel} at a time; ${plan.skips.length} skipped`);
  for (const { check, why } of plan.skips) log.info(`skipped ${check.name}: ${why}`);
}
