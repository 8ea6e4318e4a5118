import type { ActionContext } from '#shared/action/context';
import { ActionError } from '#shared/action/errors';
import { writeReport } from '#shared/action/report';
import { outputsOf } from '../outputs.ts';
import { isGood, type DeployResult, type Outcome } from '../result.ts';
import { tellPause } from '../tell-end.ts';
import type { ServiceEnd } from './one-service.ts';
import { describeEnds } from './sentence.ts';
import { serviceLog, SharedLog } from './service-log.ts';
import { worstOf } from './worst.ts';

interface StepEnd {
  readonly githubDeployment: number | undefined;
  readonly durationMs: number;
}

/** More reasons than this do not help in an annotation; log, summary and the output `services` have all. */
const REASONS = 10;

/**
 * Tells how all ended: outputs, summary, report, log.
 * @throws {ActionError} when the worst outcome fails the step
 */
export async function tellEnds(context: ActionContext, ends: readonly ServiceEnd[], step: StepEnd): Promise<void> {
  const outcome = worstOf(ends.map((end) => end.outcome));
  const reason = describeEnds(ends);
  setOutputs(context, ends, { outcome, reason, ...step });
  const { addSummary } = await import('./summary.ts');
  addSummary(context.summary, ends, { outcome, reason, durationMs: step.durationMs });
  await writeReport(context, { outcome, reason, ...step, services: Object.fromEntries(ends.map(reportOf)) });
  const shared = new SharedLog(context.log);
  for (const end of ends) if (end.outcome === 'paused') tellPause({ log: serviceLog(shared, end.label) }, end);
  context.log.info(`outcome: ${outcome}`);
  if (isGood(outcome)) context.log.info(reason);
  else throw failure(ends, reason);
}

function setOutputs(
  { setOutput }: ActionContext,
  ends: readonly ServiceEnd[],
  { outcome, reason, githubDeployment, durationMs }: StepEnd & { readonly outcome: Outcome; readonly reason: string },
): void {
  const each = ends.map((end) => [end.label, outputsOf(resultOf(end))] as const);
  const step: Readonly<Record<string, string>> = { outcome, reason };
  for (const name of new Set(each.flatMap(([, outputs]) => Object.keys(outputs)))) {
    const values = new Set(each.map(([, outputs]) => outputs[name] ?? ''));
    const [shared = ''] = values;
    setOutput(name, step[name] ?? (values.size === 1 ? shared : ''));
  }
  setOutput('github-deployment-id', String(githubDeployment ?? ''));
  setOutput('duration-ms', String(durationMs));
  setOutput('services', JSON.stringify(Object.fromEntries(each)));
}

function resultOf({ deployed, outcome, reason }: ServiceEnd): Parameters<typeof outputsOf>[0] {
  return deployed === undefined ? { outcome, reason } : deployed.result;
}

function reportOf({ label, ref, outcome, reason, hint, deployed, durationMs }: ServiceEnd): readonly [string, object] {
  if (deployed === undefined) return [label, { service: ref.service, durationMs, outcome, reason, hint }];
  const { plan, commits, result } = deployed;
  return [label, { service: plan.view.arn, durationMs, ...result, commits, changes: plan.changes }];
}

/** One annotation for the step, with the reasons of the first that went wrong. */
function failure(ends: readonly ServiceEnd[], reason: string): ActionError {
  const bad = ends.filter(({ outcome }) => !isGood(outcome));
  const rest = bad.length - REASONS;
  const lines = bad.slice(0, REASONS).map((end) => `  ${end.label}: ${end.reason}`);
  const hints = new Set(bad.flatMap(({ hint }: Pick<DeployResult, 'hint'>) => hint ?? []));
  return new ActionError([reason, ...lines, ...(rest > 0 ? [`  and ${rest} more`] : [])].join('\n'), {
    ...(hints.size === 0 ? {} : { hint: [...hints].join('\n') }),
  });
}
