import type { ActionContext } from '#shared/action/context';
import { ActionError, errorMessage } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { writeReport } from '#shared/action/report';
import { awsClientConfig } from '#shared/aws/client-config';
import { createEcsApi } from '#shared/ecs/client';
import { lazyCodeDeploy } from '#shared/ecs/codedeploy/lazy-codedeploy';
import { lazyLogReader } from '#shared/ecs/diagnosis/lazy-logs';
import { beginReleaseCheck, lazyExpiryCheck } from '#shared/ecs/preflight/lazy-preflight';
import { endedEarly } from './ended-early.ts';
import { parseInputs } from './inputs.ts';
import { Journal } from './journal.ts';
import type { ListedRelease } from './list/listed-release.ts';
import { recorded } from './record/recorded.ts';
import { githubReader } from './target/github-record.ts';
import { imageOf, PASSING, type RollbackResult } from './result.ts';
import { rollBack } from './roll-back.ts';
import { addSummary, type SummaryFacts } from './summary.ts';
import { thenVerified } from './verification/then-verified.ts';
import type { ReleaseVerification } from './verification/verify-release.ts';

export async function main(context: ActionContext): Promise<void> {
  const started = context.clock.elapsed();
  const inputs = readInputs(context, parseInputs);
  const config = awsClientConfig(context, inputs.aws);
  const api = createEcsApi(config, context.signal);
  const journal = new Journal();
  const tell = async (result: RollbackResult): Promise<void> => {
    const durationMs = Math.round(context.clock.elapsed() - started);
    const { ref, reason } = inputs;
    await tellResult(context, {
      ref,
      reason,
      result,
      passedOver: journal.passedOver,
      notes: journal.notes,
      durationMs,
    });
  };
  let result: RollbackResult;
  try {
    result = await recorded(context, inputs, async (onBegin) => {
      const ended = await rollBack(inputs, {
        ...context,
        api,
        codeDeploy: lazyCodeDeploy(config, context.signal),
        readLogs: lazyLogReader(config, context),
        checkRelease: inputs.preflight ? beginReleaseCheck(config, context) : undefined,
        checkExpiry: inputs.preflight ? lazyExpiryCheck(config, context) : undefined,
        readGithub: githubReader(context, inputs),
        journal,
        onBegin,
      });
      return await thenVerified(context, inputs, { result: ended, api });
    });
  } catch (error) {
    const early = endedEarly(error, context, journal.known);
    // The failure itself must be told whatever happens to its report.
    const untold = (why: unknown): void => context.log.warning(`Not all could be told: ${errorMessage(why)}`);
    if (early !== undefined) await tell(early).catch(untold);
    throw error;
  }
  await tell(result);
  if (PASSING.has(result.outcome)) context.log.info(result.reason);
  else throw new ActionError(result.reason, result.hint === undefined ? {} : { hint: result.hint });
}

/** Where the step ends with a verdict, and where it ends before. */
async function tellResult(context: ActionContext, facts: SummaryFacts): Promise<void> {
  const { ref, result, reason: why, passedOver, notes, durationMs } = facts;
  setOutputs(context, result, durationMs);
  addSummary(context.summary, facts);
  if (result.releases !== undefined) await tellReleases(context, result.releases);
  const verified = result.verified && (await tellVerification(context, result.verified));
  await writeReport(context, { ...ref, durationMs, why, passedOver, notes, ...result, verified });
  context.log.info(`outcome: ${result.outcome}`);
}

async function tellReleases({ log, summary }: ActionContext, releases: readonly ListedRelease[]): Promise<void> {
  const { listLines, listMarkdown } = await import('./list/list-table.ts');
  for (const line of listLines(releases)) log.info(line);
  summary.add(listMarkdown(releases));
}

/** Adds the verification to the summary; gives what the report tells of it. */
async function tellVerification({ summary }: ActionContext, verified: ReleaseVerification): Promise<object> {
  const { verificationMarkdown, verificationReport } = await import('./verification/tell.ts');
  for (const block of verificationMarkdown(verified)) summary.add(block);
  return verificationReport(verified);
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
  setOutput('verification', result.verified?.verification.result ?? '');
  setOutput('github-deployment-id', String(result.githubDeployment ?? ''));
  setOutput('releases', result.releases === undefined ? '' : JSON.stringify(result.releases));
  setOutput('duration-ms', String(durationMs));
}
