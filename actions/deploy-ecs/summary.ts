import type { Summary } from '#shared/action/summary';
import { diagnosisMarkdown, eventsMarkdown } from '#shared/ecs/diagnosis/render';
import { errorsMarkdown, notesMarkdown } from '#shared/ecs/preflight/render';
import { readyAnswers } from '#shared/ecs/codedeploy/pause';
import { codeDeployConsoleUrl, consoleUrl, revisionName, shortName } from '#shared/ecs/names';
import { pauseAnswers, type PauseAnswer } from '#shared/ecs/rollout/pause';
import { timelineMarkdown } from '#shared/ecs/rollout/timeline';
import { changeMarkdown } from '#shared/ecs/task-definition/render-diff';
import { shortCommits, type ShippedCommits } from '#shared/release/commits';
import { formatDuration } from '#shared/text/duration';
import { codeBlock, details, escapeMarkdown, inlineCode, markdownTable } from '#shared/text/markdown';
import { OR_AGAIN } from './paused.ts';
import type { Plan } from './plan.ts';
import type { CodeDeployReport, DeployResult } from './result.ts';
import { runBeforeCell } from './run-before-cell.ts';

/** More is read in the report. */
const CHANGES_IN_SUMMARY = 150;

export interface Told {
  readonly plan: Plan;
  readonly commits: ShippedCommits | undefined;
  readonly result: DeployResult;
  readonly durationMs: number;
}

/** The job summary: the outcome, on failure its cause, the facts, and details folded away. */
export function addSummary(summary: Summary, { plan, commits, result, durationMs }: Told): void {
  const { findings = [] } = result;
  const [errors, notes] = [errorsMarkdown(findings), notesMarkdown(findings)];
  // The reason has the same errors in one line, without what to do about them.
  summary.add(`## deploy-ecs: ${result.outcome}`).add(errors ?? escapeMarkdown(result.reason));
  addWhatToDo(summary, result);
  const diagnosis = result.diagnosis && diagnosisMarkdown(result.diagnosis);
  if (diagnosis !== undefined) summary.add(diagnosis);
  addDetails(summary, { plan, commits, result, durationMs });
  if (notes !== undefined) summary.add(notes);
}

/** What is known of a service besides its outcome and the cause: facts, and details folded away. */
export function addDetails(summary: Summary, { plan, commits, result, durationMs }: Told): void {
  summary.add(markdownTable(['', ''], facts({ plan, commits, result, durationMs })));
  const timeline = timelineMarkdown(result.phases ?? []);
  if (timeline !== undefined) summary.add(timeline);
  if (result.slow !== undefined && result.slow.length > 0) {
    summary.add(['What made it slow:', ...result.slow.map((line) => `- ${escapeMarkdown(line)}`)].join('\n'));
  }
  if (!plan.same && plan.changes.length > 0) {
    const title = `Changes against ${revisionName(plan.current.taskDefinition)} (${plan.changes.length})`;
    summary.add(details(title, changeMarkdown(plan.changes, { limit: CHANGES_IN_SUMMARY })));
  }
  const events = eventsMarkdown(result.events);
  if (events !== undefined) summary.add(events);
}

/** The commands that answer a pause, or the hint. */
export function addWhatToDo(
  summary: Summary,
  { pause, ready, hint }: Pick<Partial<DeployResult>, 'pause' | 'ready' | 'hint'>,
): void {
  if (pause !== undefined) addAnswers(summary, pauseAnswers(pause));
  else if (ready !== undefined) addAnswers(summary, readyAnswers(ready));
  else if (hint !== undefined) summary.add(escapeMarkdown(hint));
}

/** Each command in a block of its own, for the button that copies it. */
function addAnswers(summary: Summary, answers: readonly PauseAnswer[]): void {
  for (const { to, command } of answers) summary.add(`To ${to}:`).add(codeBlock(command, 'sh'));
  summary.add(OR_AGAIN);
}

function facts({ plan, commits, result, durationMs }: Told): readonly (readonly string[])[] {
  const { before, view, wanted } = plan;
  const url = consoleUrl(view.arn);
  const name = inlineCode(before.serviceName ?? view.arn);
  const images = (wanted.definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []);
  const rows: readonly (readonly [string, string | undefined])[] = [
    ['Service', url === undefined ? name : `[${name}](${url})`],
    ['Cluster', inlineCode(shortName(before.clusterArn ?? ''))],
    ['Task definition', code(result.taskDefinitionArn)],
    ['Before', code(result.previousTaskDefinitionArn)],
    ['Rolled back to', code(result.rolledBackTo)],
    ['Commits', commits === undefined || plan.same ? undefined : commitsCell(commits)],
    ['Image', images.map(inlineCode).join('\n')],
    ['Run before', result.runBefore && runBeforeCell(result.runBefore)],
    ['Deployment', deploymentCell(plan, result)],
    ['CodeDeploy', result.codeDeploy && codeDeployCell(result.codeDeploy)],
    ['Time', formatDuration(durationMs)],
  ];
  return rows.flatMap(([label, value]) => (value === undefined || value === '' ? [] : [[label, value]]));
}

/** One of AWS CodeDeploy has a page of its own. */
function deploymentCell({ view }: Plan, { deploymentId, codeDeploy }: DeployResult): string | undefined {
  if (deploymentId === undefined) return undefined;
  const url = codeDeploy && codeDeployConsoleUrl(view.arn, deploymentId);
  return url === undefined ? inlineCode(deploymentId) : `[${inlineCode(deploymentId)}](${url})`;
}

function codeDeployCell({ application, group, rollbackDeploymentId }: CodeDeployReport): string {
  const back = rollbackDeploymentId === undefined ? '' : `, taken back by ${inlineCode(rollbackDeploymentId)}`;
  return `${inlineCode(application)}, ${inlineCode(group)}${back}`;
}

function commitsCell(commits: ShippedCommits): string {
  const short = inlineCode(shortCommits(commits));
  return commits.url === undefined ? short : `[${short}](${commits.url})`;
}

function code(taskDefinition: string | undefined): string | undefined {
  return taskDefinition === undefined ? undefined : inlineCode(revisionName(taskDefinition));
}
