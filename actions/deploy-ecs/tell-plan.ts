import type { Log } from '#shared/action/log';
import { consoleUrl, revisionName, shortName } from '#shared/ecs/names';
import { changeLines } from '#shared/ecs/task-definition/render-diff';
import { shortCommits, type ShippedCommits } from '#shared/release/commits';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';

/** More would hide what else the log says. */
const CHANGES_IN_LOG = 40;

/** Says before anything is written what runs, what is to run, and what differs. */
export function tellPlan(log: Log, plan: Plan, commits: ShippedCommits | undefined): void {
  const { before, view, current, wanted, same, changes } = plan;
  const url = consoleUrl(view.arn);
  const running = revisionName(current.taskDefinition);
  log.info(`service: ${before.serviceName ?? ''} in cluster ${shortName(before.clusterArn ?? '')}`);
  if (url !== undefined) log.info(`console: ${url}`);
  log.info(`runs: ${running}, ${view.running} of ${view.desired} tasks`);
  for (const note of [...(wanted.kind === 'new' ? wanted.notes : []), ...(plan.codeDeploy?.notes ?? [])]) {
    log.info(`note: ${note}`);
  }
  if (same) {
    log.info('changes: none');
    return;
  }
  if (wanted.kind === 'existing') log.info(`wanted: ${revisionName(wanted.taskDefinitionArn)}, which exists`);
  if (commits !== undefined) log.info(`commits: ${shortCommits(commits)} ${commits.url ?? ''}`.trimEnd());
  log.info(`changes against ${running}: ${changes.length === 0 ? 'order or repetition only' : changes.length}`);
  for (const line of changeLines(changes, { limit: CHANGES_IN_LOG })) log.info(line);
}

/** Says how it is rolled out, what that costs, and when the step cannot see the end. */
export function tellStrategy(log: Log, { strategy }: Plan, { waitFor, waitMs }: DeployInputs): void {
  log.info(`strategy: ${strategy.description}`);
  for (const what of strategy.lost) log.warning(`With the new strategy the service loses something: ${what}.`);
  if (waitFor === 'none' || strategy.leastMinutes * 60_000 <= waitMs) return;
  log.warning(
    `wait-for-minutes is ${waitMs / 60_000}, but the strategy alone takes ${strategy.leastMinutes}: this step cannot see the end. Raise wait-for-minutes.`,
  );
}
