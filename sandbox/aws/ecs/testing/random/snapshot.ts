import type { JsonObject } from '#sandbox/aws/service';
import type { TargetWeight } from '#sandbox/aws/traffic';
import { isList } from '../../shape.ts';
import { alternateGroup, productionRule } from '../blue-green.ts';
import { objects, targetGroup, text } from '../harness.ts';
import type { Harness } from '../harness.ts';
import { isChecked } from './configuration.ts';

export interface TaskSight {
  readonly id: string;
  readonly deployment: string;
  readonly lastStatus: string;
  /** Its desired status is RUNNING. */
  readonly wanted: boolean;
  /** Wanted, RUNNING, and all checks it has pass. */
  readonly healthy: boolean;
  readonly raw: JsonObject;
}

/** What a client can see of the service at one time, right after a look of the scheduler. */
export interface Snapshot {
  /** Epoch seconds. */
  readonly at: number;
  readonly service: JsonObject;
  readonly deployments: readonly JsonObject[];
  readonly tasks: readonly TaskSight[];
  /** Service deployments, newest first. */
  readonly records: readonly JsonObject[];
  /** Newest first. */
  readonly events: readonly JsonObject[];
  readonly weights: readonly TargetWeight[];
  /** Healthy targets by target group. */
  readonly healthyTargets: ReadonlyMap<string, number>;
}

/** @param ended tasks that were STOPPED when they were looked at before, by ARN: they are not looked at again */
export async function takeSnapshot(harness: Harness, ended: Map<string, JsonObject>): Promise<Snapshot> {
  const service = await harness.service();
  const at = harness.clock.now() / 1000;
  const health = new Map(groups.map((arn) => [arn, harness.targetGroups.health(arn)]));
  const states = new Map([...health.values()].flat().map(({ target, state }) => [target.id, state]));
  return {
    at,
    service,
    deployments: objects(service['deployments']),
    tasks: (await allTasks(harness, ended)).map((raw) => sightOf(raw, at, states)),
    records: await allRecords(harness),
    events: objects(service['events']),
    weights: harness.routing.weights(productionRule),
    healthyTargets: new Map(
      [...health].map(([arn, targets]) => [arn, targets.filter(({ state }) => state === 'healthy').length]),
    ),
  };
}

const groups = [targetGroup, alternateGroup];

async function allTasks(harness: Harness, ended: Map<string, JsonObject>): Promise<readonly JsonObject[]> {
  const all: JsonObject[] = [];
  for (const desiredStatus of ['RUNNING', 'STOPPED']) {
    const arns = await taskArns(harness, { desiredStatus });
    const tasks = arns.filter((arn) => !ended.has(arn));
    all.push(...arns.map((arn) => ended.get(arn)).filter((task) => task !== undefined));
    if (tasks.length > 0) all.push(...objects((await harness.call('DescribeTasks', { tasks }))['tasks']));
  }
  for (const task of all.filter(({ lastStatus }) => lastStatus === 'STOPPED')) ended.set(text(task, 'taskArn'), task);
  return all;
}

async function taskArns(harness: Harness, input: JsonObject): Promise<readonly string[]> {
  const { nextToken, taskArns: page } = await harness.call('ListTasks', input);
  const arns = isList(page) ? page.filter((arn) => typeof arn === 'string') : [];
  return nextToken === undefined ? arns : [...arns, ...(await taskArns(harness, { ...input, nextToken }))];
}

async function allRecords(harness: Harness): Promise<readonly JsonObject[]> {
  const { serviceDeployments } = await harness.call('ListServiceDeployments', { service: 'web' });
  const arns = objects(serviceDeployments).map((entry) => text(entry, 'serviceDeploymentArn'));
  if (arns.length === 0) return [];
  const described = await harness.call('DescribeServiceDeployments', { serviceDeploymentArns: arns });
  return objects(described['serviceDeployments']);
}

function sightOf(raw: JsonObject, at: number, targets: ReadonlyMap<string, string>): TaskSight {
  const wanted = raw['desiredStatus'] === 'RUNNING';
  return {
    id: text(raw, 'taskArn').split('/')[2] ?? '',
    deployment: text(raw, 'startedBy'),
    lastStatus: text(raw, 'lastStatus'),
    wanted,
    healthy: wanted && raw['lastStatus'] === 'RUNNING' && passes(raw, at, targets.get(addressOf(raw))),
    raw,
  };
}

function passes(raw: JsonObject, at: number, target: string | undefined): boolean {
  const own = text(raw, 'healthStatus');
  const [container = {}] = objects(raw['containers']);
  if (isChecked(text(container, 'image'), target !== undefined) && own !== 'HEALTHY') return false;
  if (target !== undefined) return target === 'healthy';
  return own === 'HEALTHY' || at - Number(raw['startedAt']) >= 40;
}

export function addressOf(task: JsonObject): string {
  const details = objects(objects(task['attachments'])[0]?.['details']);
  return text(details.find(({ name }) => name === 'privateIPv4Address') ?? {}, 'value');
}
