import { errorMessage } from '#shared/action/errors';
import { diagnose, type Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import { diagnosisLines } from '#shared/ecs/diagnosis/render';
import type { TaskEnd } from '#shared/ecs/diagnosis/task-failure';
import { revisionName } from '#shared/ecs/names';
import type { OneOffRun } from '#shared/ecs/one-off/run';
import { failedTag } from '#shared/release/record';
import { formatDuration } from '#shared/text/duration';
import type { Plan } from './plan.ts';
import type { DeployResult, Outcome, RunBeforeReport } from './result.ts';
import type { DeployTools } from './rollout.ts';
import type { BeforeUpdate, CommandBefore } from './run-before-plan.ts';

export type NotPassed = Exclude<OneOffRun['end'], { readonly kind: 'passed' }>;

/** The result of a deployment that ends before anything was moved, since its command did not pass. */
export async function notPassed(
  asked: CommandBefore,
  ran: { readonly end: NotPassed; readonly stopped: string | undefined; readonly report: RunBeforeReport },
  tools: DeployTools,
): Promise<DeployResult> {
  const { taskDefinitionArn, plan, oneOff } = asked;
  const { end, report } = ran;
  const stopped = ran.stopped === undefined ? '' : ` ${ran.stopped}`;
  const unmoved = `${revisionName(taskDefinitionArn)} was not deployed: the service runs ${revisionName(plan.current.taskDefinition)} as before.`;
  const result = (outcome: Outcome, what: string, more: Partial<DeployResult> = {}): DeployResult =>
    resultOf(asked, { outcome, reason: `${what}${stopped} ${unmoved}`, report, ...more });
  switch (end.kind) {
    case 'cancelled':
      return result('cancelled', 'The job was cancelled while the command of run-before ran.');
    case 'timed-out':
      return result(
        'failed',
        `The command of run-before was not done within ${formatDuration(oneOff.timeLimitMs)} (run-before-timeout).`,
        { hint: 'Raise run-before-timeout, or look in its log for what it waits for.' },
      );
    case 'not-started':
      return result('failed', `The command of run-before did not run: ${sentence(end.error.message)}`, {
        hint: end.error.hint,
      });
    case 'lost':
      return result('failed', `How the command of run-before ends is not known: ${sentence(end.error.message)}`, {
        hint: end.error.hint,
      });
    case 'failed': {
      const diagnosis = await explain(end.end, plan, tools);
      await markFailed(asked, tools);
      return result('failed', `The command of run-before failed (${end.reason}).`, { diagnosis, ends: [end.end] });
    }
  }
}

async function explain(end: TaskEnd, plan: Plan, tools: DeployTools): Promise<Diagnosis | undefined> {
  const diagnosis = await diagnose({ ends: [end], events: [], taskDefinition: plan.wanted.definition }, tools.readLogs);
  tools.signal?.throwIfAborted();
  if (diagnosis.failures.length === 0) return undefined;
  await tools.log.group('Diagnosis', () => {
    for (const line of diagnosisLines(diagnosis)) tools.log.info(line);
    return Promise.resolve();
  });
  return diagnosis;
}

/** A revision that exists for this run only is marked, so that nobody goes back to it. The outcome does not hang on it. */
async function markFailed({ registered, taskDefinitionArn }: BeforeUpdate, tools: DeployTools): Promise<void> {
  if (!registered) return;
  try {
    await tools.api.tagResource(taskDefinitionArn, [failedTag(new Date(tools.clock.now()), 'run-before')]);
  } catch (error) {
    tools.signal?.throwIfAborted();
    tools.log.info(`${revisionName(taskDefinitionArn)} could not be marked as failed: ${errorMessage(error)}`);
  }
}

/** The result of a deployment that was prepared and not begun. */
export function resultOf(
  { plan, taskDefinitionArn }: BeforeUpdate,
  {
    report,
    ...more
  }: Partial<DeployResult> &
    Pick<DeployResult, 'outcome' | 'reason'> & { readonly report: RunBeforeReport | undefined },
): DeployResult {
  return {
    taskDefinitionArn,
    previousTaskDefinitionArn: plan.current.taskDefinition,
    deploymentId: undefined,
    serviceDeploymentArn: undefined,
    rolledBackTo: undefined,
    diagnosis: undefined,
    ends: [],
    events: [],
    runBefore: report,
    ...more,
  };
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
