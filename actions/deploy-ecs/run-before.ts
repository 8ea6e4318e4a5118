import { revisionName } from '#shared/ecs/names';
import { runOneOff, type OneOffRun } from '#shared/ecs/one-off/run';
import { formatDuration } from '#shared/text/duration';
import { overtakenBy, readAgain } from './overtaken.ts';
import type { RunBeforeReport } from './result.ts';
import type { DeployTools } from './rollout.ts';
import { notPassed, resultOf } from './run-before-failure.ts';
import type { BeforeUpdate, CommandBefore, OneOffPlan, RanBefore } from './run-before-plan.ts';

export type RanCommand =
  { readonly passed: true; readonly report: RunBeforeReport } | Extract<RanBefore, { readonly passed: false }>;

/** Runs the command of run-before with the new revision. Only when it passes may the service be updated. */
export async function runBefore(asked: CommandBefore, tools: DeployTools): Promise<RanBefore> {
  const ran = await runCommand(asked, tools);
  return ran.passed ? stillOurs(asked, ran.report, tools) : ran;
}

/** Runs the command, and nothing else. */
export async function runCommand(asked: CommandBefore, tools: DeployTools): Promise<RanCommand> {
  const { plan, oneOff, ref, taskDefinitionArn } = asked;
  warnOfRestarts(asked, tools);
  const { api, readPages, startedBy } = await tools.oneOff();
  const run = await tools.log.group(`Run before: ${oneOff.text} in container ${oneOff.container}`, () =>
    runOneOff(
      {
        api,
        readPages,
        service: plan.before,
        definition: plan.wanted.definition,
        command: {
          purpose: 'run-before',
          cluster: ref.cluster,
          taskDefinition: taskDefinitionArn,
          startedBy,
          ...oneOff,
        },
        timeLimitMs: oneOff.timeLimitMs,
      },
      tools,
    ),
  );
  const report = reportOf(oneOff, run);
  const { end, stopped } = run;
  if (end.kind !== 'passed') return { passed: false, result: await notPassed(asked, { end, stopped, report }, tools) };
  tools.log.info(`run before: passed in ${formatDuration(run.durationMs)}`);
  if (end.note !== undefined) tools.log.warning(end.note);
  return { passed: true, report };
}

/**
 * Whether a service may still be updated once the command has passed, which may have taken long: somebody else may have
 * begun another deployment of it.
 * @param report of the command, where it ran for this service
 */
export async function stillOurs(
  asked: BeforeUpdate,
  report: RunBeforeReport | undefined,
  tools: DeployTools,
): Promise<RanBefore> {
  const { plan, ref, taskDefinitionArn } = asked;
  const now = await readAgain(tools.api, { plan, ref }, tools);
  const other = overtakenBy(plan, now);
  if (other === undefined) return { passed: true, report, plan: now };
  const by = `${revisionName(other.taskDefinition)} (${other.id})`;
  const reason = `Another deployment, of ${by}, was begun while the command of run-before ran. It is left alone, and ${revisionName(taskDefinitionArn)} was not deployed.`;
  return { passed: false, result: resultOf(asked, { outcome: 'superseded', reason, report }) };
}

function reportOf({ text, container }: OneOffPlan, { end, task, log, durationMs }: OneOffRun): RunBeforeReport {
  const exitCode = task?.containers?.find(({ name }) => name === container)?.exitCode;
  const place = log && { group: log.group, stream: log.stream };
  return { command: text, container, outcome: end.kind, exitCode, taskArn: task?.taskArn, log: place, durationMs };
}

/** RunTask cannot override the policy, and DescribeTasks does not tell of restarts. */
function warnOfRestarts({ plan, oneOff }: CommandBefore, { log }: DeployTools): void {
  const container = plan.wanted.definition.containerDefinitions?.find(({ name }) => name === oneOff.container);
  const { enabled, ignoredExitCodes = [], restartAttemptPeriod = 300 } = container?.restartPolicy ?? {};
  if (enabled !== true || ignoredExitCodes.includes(0)) return;
  log.warning(
    `Container ${oneOff.container} has a restart policy: a command that runs longer than ${restartAttemptPeriod} seconds would be started again when it has ended. Add 0 to its ignoredExitCodes.`,
  );
}
