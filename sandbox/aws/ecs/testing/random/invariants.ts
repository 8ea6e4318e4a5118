import { isDeepStrictEqual } from 'node:util';
import type { JsonObject } from '#sandbox/aws/service';
import { object, objects, text } from '../harness.ts';
import type { Snapshot, TaskSight } from './snapshot.ts';

/** One look, and the one a tick before it. */
export interface Pair {
  readonly before: Snapshot | undefined;
  readonly now: Snapshot;
}

/** What must hold of every look at a service. @returns what does not, in words */
export function violations(pair: Pair): readonly string[] {
  const found = [
    ...deployments(pair.now),
    ...owners(pair.now),
    ...pair.now.tasks.flatMap(taskEnd),
    ...weights(pair.now),
    ...outcome(pair.now),
  ];
  const { before, now } = pair;
  if (before?.service['createdAt'] !== now.service['createdAt']) return found;
  return [...found, ...events(before, now), ...histories(before, now), ...limits(before, now)];
}

const active = ({ service }: Snapshot): boolean => service['status'] === 'ACTIVE';
export const idOf = (deployment: JsonObject | undefined): string => text(deployment ?? {}, 'id');

function deployments({ deployments: all, service, tasks, ...rest }: Snapshot): readonly string[] {
  const wrong: string[] = [];
  const primary = all.filter(({ status }) => status === 'PRIMARY');
  if (active({ service, deployments: all, tasks, ...rest }) && (primary.length !== 1 || all[0] !== primary[0])) {
    wrong.push(`${primary.length} PRIMARY deployments`);
  }
  if (service['status'] === 'INACTIVE' && all.length > 0) wrong.push('an INACTIVE service has deployments');
  if (new Set(all.map(idOf)).size !== all.length) wrong.push('a deployment is listed twice');
  let sums = { running: 0, pending: 0 };
  for (const deployment of all) {
    const { running, pending } = counted(tasks.filter((task) => task.deployment === idOf(deployment)));
    sums = { running: sums.running + running, pending: sums.pending + pending };
    if (deployment['runningCount'] !== running || deployment['pendingCount'] !== pending) {
      wrong.push(
        `${idOf(deployment)} is said to have other tasks than its ${running} running, ${pending} pending ones`,
      );
    }
  }
  if (service['runningCount'] !== sums.running || service['pendingCount'] !== sums.pending) {
    wrong.push('the counts of the service are not the sums of those of its deployments');
  }
  return wrong;
}

function counted(tasks: readonly TaskSight[]): { readonly running: number; readonly pending: number } {
  const wanted = tasks.filter((task) => task.wanted);
  const running = wanted.filter(({ lastStatus }) => lastStatus === 'RUNNING').length;
  return { running, pending: wanted.length - running };
}

function owners({ deployments: all, tasks }: Snapshot): readonly string[] {
  const known = new Set(all.map(idOf));
  return tasks
    .filter(({ deployment, lastStatus }) => lastStatus !== 'STOPPED' && !known.has(deployment))
    .map(({ deployment, id }) => `the living task ${id} belongs to ${deployment}, which is not listed`);
}

const moments = [
  'createdAt',
  'pullStartedAt',
  'pullStoppedAt',
  'startedAt',
  'stoppingAt',
  'executionStoppedAt',
  'stoppedAt',
];

function taskEnd({ id, raw, wanted }: TaskSight): readonly string[] {
  const times = moments.flatMap((moment) => (raw[moment] === undefined ? [] : [Number(raw[moment])]));
  const ordered = times.every((time, index) => index === 0 || time >= (times[index - 1] ?? 0));
  const explained = Boolean(raw['stopCode']) && Boolean(raw['stoppedReason']) && raw['stoppingAt'] !== undefined;
  return [
    ...(ordered ? [] : [`the times of task ${id} are out of order`]),
    ...(wanted || explained ? [] : [`task ${id} stops without code, reason or time`]),
  ];
}

function weights(now: Snapshot): readonly string[] {
  const sum = now.weights.reduce((total, { weight }) => total + weight, 0);
  return [1, 100, 1000].includes(sum) ? [] : [`the weights add up to ${sum}`];
}

const states: Readonly<Record<string, string>> = {
  SUCCESSFUL: 'COMPLETED',
  ROLLBACK_SUCCESSFUL: 'COMPLETED',
  STOP_REQUESTED: 'FAILED',
  STOPPED: 'FAILED',
  ROLLBACK_FAILED: 'FAILED',
};

/** The legacy view and the newest service deployment tell the same story, of the same revision. */
function outcome(now: Snapshot): readonly string[] {
  const [primary] = now.deployments;
  const [record] = now.records;
  if (!active(now) || !primary || !record) return [];
  const wrong: string[] = [];
  const expected = states[text(record, 'status')] ?? 'IN_PROGRESS';
  if (primary['rolloutState'] !== expected) {
    wrong.push(`the rollout is ${text(primary, 'rolloutState')}, its service deployment ${text(record, 'status')}`);
  }
  const { rollback } = record;
  const target =
    rollback === undefined ? object(record['targetServiceRevision'])['arn'] : object(rollback)['serviceRevisionArn'];
  const [current] = objects(now.service['currentServiceRevisions']);
  if (current?.['arn'] !== target) wrong.push('PRIMARY is not of the revision its service deployment goes to');
  return wrong;
}

function events(before: Snapshot | undefined, now: Snapshot): readonly string[] {
  const [last] = before?.events ?? [];
  const since = now.events.findIndex(({ id }) => id === last?.['id']);
  const kept = since < 0 ? [] : now.events.slice(since);
  const wrong = last && since < 0 && now.events.length < 100 ? ['events have vanished'] : [];
  if (!isDeepStrictEqual(kept, before?.events.slice(0, kept.length) ?? [])) wrong.push('old events have changed');
  return wrong;
}

const edges: Readonly<Record<string, readonly string[]>> = {
  PENDING: ['IN_PROGRESS', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED'],
  IN_PROGRESS: ['SUCCESSFUL', 'STOP_REQUESTED', 'ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS'],
  STOP_REQUESTED: ['STOPPED'],
  ROLLBACK_REQUESTED: ['ROLLBACK_IN_PROGRESS', 'STOP_REQUESTED'],
  ROLLBACK_IN_PROGRESS: ['ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED', 'STOP_REQUESTED'],
};

/** Statuses that one tick and what a person asked for before it can lead to; a deleted service's deployment is STOPPED. */
function reachable(status: string): ReadonlySet<string> {
  const next = (from: readonly string[]): readonly string[] => from.flatMap((each) => edges[each] ?? []);
  const once = next([status]);
  return new Set([status, ...once, ...next(once), ...next(next(once)), ...(once.length > 0 ? ['STOPPED'] : [])]);
}

function histories(before: Snapshot | undefined, now: Snapshot): readonly string[] {
  return (before?.records ?? []).flatMap((old) => {
    const arn = old['serviceDeploymentArn'];
    const found = now.records.find((record) => record['serviceDeploymentArn'] === arn);
    if (!found)
      return now.records.length < 20
        ? [`the service deployment ${text(old, 'serviceDeploymentArn')} has vanished`]
        : [];
    const [from, to] = [text(old, 'status'), text(found, 'status')];
    if (!reachable(from).has(to)) return [`a service deployment went from ${from} to ${to}`];
    const changed = edges[from] === undefined && !isDeepStrictEqual(old, found);
    return changed ? [`a ${from} service deployment has changed`] : [];
  });
}

/** minimumHealthyPercent and maximumPercent, which hold for what the scheduler itself does while it replaces tasks one by one. */
function limits(before: Snapshot | undefined, now: Snapshot): readonly string[] {
  const [record] = now.records;
  const [primary] = now.deployments;
  const rolling = record && object(record['deploymentConfiguration'])['strategy'] === 'ROLLING';
  if (!before || !active(now) || (!rolling && primary?.['rolloutState'] !== 'COMPLETED')) return [];
  const { maximumPercent, minimumHealthyPercent } = object(now.service['deploymentConfiguration']);
  const share = (percent: unknown): number => (Number(percent) / 100) * Number(now.service['desiredCount']);
  const wrong: string[] = [];
  const count = (snapshot: Snapshot): number => snapshot.tasks.filter(({ wanted }) => wanted).length;
  const started = now.tasks.some(({ id }) => before.tasks.every((task) => task.id !== id));
  if (started && count(now) > Math.floor(share(maximumPercent))) wrong.push(`${count(now)} tasks are too many`);
  const healthy = now.tasks.filter((task) => task.healthy).length;
  const stopped = now.tasks.filter(
    ({ id, raw, wanted }) =>
      !wanted &&
      text(raw, 'stoppedReason').startsWith('Scaling') &&
      before.tasks.some((task) => task.id === id && task.healthy),
  );
  if (stopped.length > 0 && healthy < Math.ceil(share(minimumHealthyPercent))) {
    wrong.push(`${stopped.length} healthy tasks were stopped, ${healthy} are left`);
  }
  return wrong;
}
