import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { writeReport } from '#shared/action/report';
import { awsClientConfig } from '#shared/aws/client-config';
import { createEcsApi } from '#shared/ecs/client';
import { lazyLogReader } from '#shared/ecs/diagnosis/lazy-logs';
import { createImageCheck } from './image-check.ts';
import { parseInputs } from './inputs.ts';
import { imageOf, type RollbackResult } from './result.ts';
import { rollBack } from './roll-back.ts';
import { addSummary } from './summary.ts';

export async function main(context: ActionContext): Promise<void> {
  const started = context.clock.elapsed();
  const inputs = readInputs(context, parseInputs);
  const config = awsClientConfig(context, inputs.aws);
  const result = await rollBack(inputs, {
    ...context,
    api: createEcsApi(config, context.signal),
    readLogs: lazyLogReader(config, context),
    checkImage: createImageCheck(config, context),
  });
  const durationMs = Math.round(context.clock.elapsed() - started);
  setOutputs(context, result, durationMs);
  addSummary(context.summary, { ref: inputs.ref, result, durationMs });
  await writeReport(context, { ...inputs.ref, durationMs, ...result });
  context.log.info(`outcome: ${result.outcome}`);
  if (result.outcome !== 'failed') context.log.info(result.reason);
  else throw new ActionError(result.reason, result.hint === undefined ? {} : { hint: result.hint });
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
  setOutput('duration-ms', String(durationMs));
}
