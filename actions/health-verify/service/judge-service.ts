import type { EcsTask } from '#shared/ecs/api';
import { revisionName, sameRevision, shortName } from '#shared/ecs/names';
import { addressOf, runs } from '#shared/ecs/rollout/health';
import type { Condition } from '#shared/http/probe-result';
import type { Primary, ServiceFacts } from './facts.ts';
import { imageOf, type AcceptedImage } from './image.ts';
import type { ServiceCheck } from './inputs.ts';
import { targetProblems } from './target-problems.ts';

/** What one look at a service says, in the form of an answer. */
export interface Judged {
  readonly condition: Condition;
  /** What runs: the digest of the image where one is expected, else `family:revision`. Undefined: nothing yet. */
  readonly version: string | undefined;
}

/** Reasons told of many. */
const TOLD = 3;

/**
 * Judges a look at a service. It is healthy when all tasks that get traffic are of the PRIMARY revision, as many as there
 * are to be, running the expected image, healthy to their containers' checks, and to every load balancer.
 */
export function judgeService(facts: ServiceFacts, check: ServiceCheck, accepted: AcceptedImage | undefined): Judged {
  const { status, primary, tasks } = facts;
  const where = `service ${shortName(check.service)} in cluster ${shortName(check.cluster)}`;
  if (status === undefined || status === 'INACTIVE') return stop('missing', `there is no ${where}`);
  if (status !== 'ACTIVE') return stop(status, `${where} is being deleted`);
  if (primary === undefined) return wait('no deployment', `${where} has no PRIMARY deployment`);
  const others = tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn !== primary.revision);
  const ours = tasks.filter(({ taskDefinitionArn }) => taskDefinitionArn === primary.revision);
  const reasons = [...otherReasons(others, primary), ...reasonsAgainst(ours, { facts, primary, accepted })];
  const [odd] = others;
  const labelled = odd ?? ours.find((task) => imageOf(task, accepted) !== accepted?.digest) ?? ours[0];
  const version = versionOf({ primary, check, accepted }, labelled);
  const word = `${countUp(ours, facts)} of ${primary.desired} tasks of ${revisionName(primary.revision)} healthy`;
  const [first, ...more] = reasons;
  if (first === undefined) return { condition: { word, health: 'healthy' }, version };
  const told = [first, ...more.slice(0, TOLD - 1), ...(more.length >= TOLD ? [`${more.length - TOLD + 1} more`] : [])];
  return { condition: { word, health: 'unhealthy', reason: told.join('; ') }, version };
}

function stop(word: string, reason: string): Judged {
  return { condition: { word, health: 'hopeless', reason }, version: undefined };
}

function wait(word: string, reason: string): Judged {
  return { condition: { word, health: 'unhealthy', reason }, version: undefined };
}

/** Of a task that is not as it should be, where there is one, so that old and new together are not taken for the new. */
function versionOf(
  {
    primary,
    check,
    accepted,
  }: { readonly primary: Primary; readonly check: ServiceCheck; readonly accepted: AcceptedImage | undefined },
  task: EcsTask | undefined,
): string | undefined {
  const { taskDefinition } = check;
  if (taskDefinition !== undefined && !sameRevision(taskDefinition, primary.revision))
    return revisionName(primary.revision);
  if (accepted !== undefined && taskDefinition === undefined) return task && imageOf(task, accepted);
  return revisionName(task?.taskDefinitionArn ?? primary.revision);
}

function otherReasons(others: readonly EcsTask[], primary: Primary): readonly string[] {
  const byRevision = Map.groupBy(others, ({ taskDefinitionArn = '' }) => revisionName(taskDefinitionArn));
  return [...byRevision].map(
    ([revision, tasks]) => `${count(tasks)} of ${revision} still there, beside ${revisionName(primary.revision)}`,
  );
}

function reasonsAgainst(
  tasks: readonly EcsTask[],
  {
    facts,
    primary,
    accepted,
  }: { readonly facts: ServiceFacts; readonly primary: Primary; readonly accepted: AcceptedImage | undefined },
): readonly string[] {
  // What runs nothing proves nothing.
  if (primary.desired === 0) return ['the service is to run no task (desired count 0)'];
  const missing = primary.desired - tasks.length;
  return [
    ...(missing > 0 ? [`${missing} of ${primary.desired} tasks not started`] : []),
    ...tasks.flatMap((task) => taskReason(task, facts.hasHealthCheck) ?? imageReason(task, accepted) ?? []),
    ...targetProblems(
      tasks.filter((task) => runs(task, facts.hasHealthCheck)),
      facts,
    ),
  ];
}

function taskReason(task: EcsTask, hasHealthCheck: boolean): string | undefined {
  if (runs(task, hasHealthCheck)) return undefined;
  const { lastStatus = 'UNKNOWN', healthStatus = 'UNKNOWN' } = task;
  return `task ${nameOf(task)} is ${lastStatus === 'RUNNING' ? `${healthStatus} to its health check` : lastStatus}`;
}

function imageReason(task: EcsTask, accepted: AcceptedImage | undefined): string | undefined {
  if (accepted === undefined) return undefined;
  const runsImage = imageOf(task, accepted);
  if (runsImage === accepted.digest) return undefined;
  return runsImage === undefined
    ? `task ${nameOf(task)} does not tell the digest of its image yet`
    : `task ${nameOf(task)} runs image ${runsImage}`;
}

function countUp(tasks: readonly EcsTask[], facts: ServiceFacts): number {
  const up = tasks.filter((task) => runs(task, facts.hasHealthCheck));
  return up.filter((task) => targetProblems([task], facts).length === 0).length;
}

function count(tasks: readonly EcsTask[]): string {
  return tasks.length === 1 ? '1 task' : `${tasks.length} tasks`;
}

function nameOf(task: EcsTask): string {
  const id = shortName(task.taskArn ?? '').slice(0, 8);
  const address = addressOf(task);
  return address === undefined ? id : `${id} (${address})`;
}
