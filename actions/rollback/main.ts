import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { writeReport } from '#shared/action/report';
import { awsClientConfig } from '#shared/aws/client-config';
import { createEcsApi } from '#shared/ecs/client';
import { lazyLogReader } from '#shared/ecs/diagnosis/lazy-logs';
import { beginReleaseCheck } from '#shared/ecs/preflight/lazy-preflight';
import { parseInputs } from './inputs.ts';
import type { ListedRelease } from './list/listed-release.ts';
import { recorded } from './record/recorded.ts';
import { imageOf, PASSING, type RollbackResult } from './result.ts';
import { rollBack } from './roll-back.ts';
import { addSummary } from './summary.ts';

export async function main(context: ActionContext): Promise<void> {
  const started = context.clock.elapsed();
  const inputs = readInputs(context, parseInputs);
  const config = awsClientConfig(context, inputs.aws);
  const result = await recorded(context, inputs, (onBegin) =>
    rollBack(inputs, {
      ...context,
      api: createEcsApi(config, context.signal),
      readLogs: lazyLogReader(config, context),
      checkRelease: inputs.preflight ? beginReleaseCheck(config, context) : undefined,
      onBegin,
    }),
  );
  const durationMs = Math.round(context.clock.elapsed() - started);
  setOutputs(context, result, durationMs);
  addSummary(context.summary, { ref: inputs.ref, result, durationMs });
  if (result.releases !== undefined) await tellReleases(context, result.releases);
  await writeReport(context, { ...inputs.ref, durationMs, ...result });
  context.log.info(`outcome: ${result.outcome}`);
  if (PASSING.has(result.outcome)) context.log.info(result.reason);
  else throw new ActionError(result.reason, result.hint === undefined ? {} : { hint: result.hint });
}

async function tellReleases({ log, summary }: ActionContext, releases: readonly ListedRelease[]): Promise<void> {
  const { listLines, listMarkdown } = await import('./list/list-table.ts');
  for (const line of listLines(releases)) log.info(line);
  summary.add(listMarkdown(releases));
}

function setOutputs({ setOutput }: ActionContext, result: RollbackResult, durationMs: number): void {
  const { from, to } = result;
  setOutput('outcome', result.outcome);
  setOutput('reason', result.reason);
  setOutput('from', from.taskDefinitionArn);
  setOutput('to', to?.taskDefinitionArn ?? '');
  setOutput('to-sha', to?.sha ?? '');
  setOutput('to-image', (to && imageOf(to)) ?? '');
  setOutput('method', result.method ?? '');
  setOutput('source', result.source ?? '');
  setOutput('github-deployment-id', String(result.githubDeployment ?? ''));
  setOutput('releases', result.releases === undefined ? '' : JSON.stringify(result.releases));
  setOutput('duration-ms', String(durationMs));
}
