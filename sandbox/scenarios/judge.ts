import type { JsonObject } from '#sandbox/aws/service';
import { hooks } from './milestones.ts';
import type { Cast } from './play.ts';
import type { Expectation, Verdict } from './scenario.ts';
import type { Stage } from './stage.ts';
import { lookAtService, lookAtTasks, object, objects, text } from './truth.ts';
import type { Truth } from './truth.ts';

/** How a play ended, from what ECS itself knows; no deployer was asked. */
export interface Ending {
  readonly verdict: Verdict;
  readonly serves: readonly string[];
  readonly serviceDeployment: string | undefined;
  readonly rolloutState: string | undefined;
  readonly lifecycleStage: string | undefined;
  readonly productionWeight: number | undefined;
  /** Since the play began, oldest first. */
  readonly events: readonly { readonly at: number; readonly text: string }[];
  readonly stoppedReasons: readonly string[];
  readonly exitCodes: readonly number[];
  readonly refusedReads: readonly string[];
  readonly primarySeen: readonly string[];
}

export async function judge(stage: Stage, cast: Cast): Promise<Ending> {
  const truth = await lookAtService(stage);
  const tasks = await lookAtTasks(stage);
  const ours = truth.serviceDeployments.find((entry) => entry['serviceDeploymentArn'] === cast.ours);
  const primary = objects(truth.service?.['deployments']).find(({ status }) => status === 'PRIMARY');
  const stopped = tasks.filter(({ lastStatus, createdAt }) => lastStatus === 'STOPPED' && Number(createdAt) > 0);
  return {
    verdict: await verdictOf(stage, truth, cast),
    serves: serving(tasks, cast),
    serviceDeployment: optionalText(ours?.['status']),
    rolloutState: optionalText(primary?.['rolloutState']),
    lifecycleStage: optionalText(ours?.['lifecycleStage']),
    productionWeight: weightOf(ours),
    events: eventsOf(truth, stage, cast),
    stoppedReasons: stopped.flatMap(reasonsOf),
    exitCodes: stopped.flatMap(({ containers }) =>
      objects(containers).flatMap(({ exitCode }) => (typeof exitCode === 'number' ? [exitCode] : [])),
    ),
    refusedReads: cast.reader.refused,
    primarySeen: cast.reader.seen,
  };
}

/** The verdicts of the project's vocabulary, read off service deployments. */
async function verdictOf(stage: Stage, { service, serviceDeployments }: Truth, cast: Cast): Promise<Verdict> {
  if (service?.['status'] !== 'ACTIVE') return 'failed';
  const place = serviceDeployments.findIndex((entry) => entry['serviceDeploymentArn'] === cast.ours);
  const ours = serviceDeployments[place];
  if (!ours) return 'unchanged';
  const revision = await taskDefinitionOf(stage, ours);
  // Whoever sends our release again takes over: what becomes of that is what becomes of ours.
  const newer = serviceDeployments[place - 1];
  if (newer && ours['status'] === 'STOPPED' && !isTriggered(ours)) {
    if ((await taskDefinitionOf(stage, newer)) !== revision) return 'superseded';
    return verdictOf(stage, { service, serviceDeployments }, { ...cast, ours: text(newer, 'serviceDeploymentArn') });
  }
  return byStatus(ours);
}

function byStatus(ours: JsonObject): Verdict {
  switch (ours['status']) {
    case 'SUCCESSFUL':
      return 'deployed';
    case 'ROLLBACK_SUCCESSFUL':
      return 'rolled-back';
    case 'STOPPED':
    case 'ROLLBACK_FAILED':
      return 'failed';
    default:
      return hooks(ours).some(({ status }) => status === 'AWAITING_ACTION') ? 'paused' : 'timed-out';
  }
}

/** Did the circuit breaker or an alarm end it. */
function isTriggered(ours: JsonObject): boolean {
  return [ours['deploymentCircuitBreaker'], ours['alarms']].some(
    (monitor) => object(monitor)['status'] === 'TRIGGERED',
  );
}

async function taskDefinitionOf(stage: Stage, serviceDeployment: JsonObject): Promise<string> {
  const arn = text(object(serviceDeployment['targetServiceRevision']), 'arn');
  const { serviceRevisions } = await stage.look('DescribeServiceRevisions', { serviceRevisionArns: [arn] });
  return text(objects(serviceRevisions)[0] ?? {}, 'taskDefinition');
}

function serving(tasks: readonly JsonObject[], { releases }: Cast): readonly string[] {
  const running = tasks.filter(
    ({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus === 'RUNNING',
  );
  const arns = new Set(running.map((task) => task['taskDefinitionArn']));
  return [...releases].filter(([, arn]) => arns.has(arn)).map(([release]) => release);
}

function weightOf(ours: JsonObject | undefined): number | undefined {
  const weight = object(ours?.['targetServiceRevision'])['requestedProductionTrafficWeight'];
  return typeof weight === 'number' ? weight : undefined;
}

function eventsOf({ service }: Truth, { clock }: Stage, { since }: Cast): Ending['events'] {
  return objects(service?.['events'])
    .map((event) => ({ at: (Number(event['createdAt']) * 1000 - since) * clock.speed, text: text(event, 'message') }))
    .filter(({ at }) => at >= 0)
    .toReversed();
}

function reasonsOf(task: JsonObject): readonly string[] {
  return [task['stopCode'], task['stoppedReason'], ...objects(task['containers']).map(({ reason }) => reason)].filter(
    (reason) => typeof reason === 'string',
  );
}

function optionalText(value: JsonObject[string]): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Where the ending is not the expected one, a line each. */
export function differences(expected: Expectation, ending: Ending): readonly string[] {
  const same = (name: string, wanted: unknown, found: unknown): readonly string[] =>
    wanted === undefined || JSON.stringify(wanted) === JSON.stringify(found)
      ? []
      : [`${name}: expected ${JSON.stringify(wanted)}, found ${JSON.stringify(found)}`];
  return [
    ...same('verdict', expected.verdict, ending.verdict),
    ...same('serves', expected.serves?.toSorted(), ending.serves.toSorted()),
    ...same('serviceDeployment', expected.serviceDeployment, ending.serviceDeployment),
    ...same('rolloutState', expected.rolloutState, ending.rolloutState),
    ...same('lifecycleStage', expected.lifecycleStage, ending.lifecycleStage),
    ...same('productionWeight', expected.productionWeight, ending.productionWeight),
    ...same('primarySeen', expected.primarySeen, ending.primarySeen),
    ...inOrder(
      expected.events ?? [],
      ending.events.map((event) => event.text),
    ),
    ...each('stoppedReasons', expected.stoppedReasons ?? [], (reason) =>
      ending.stoppedReasons.some((found) => found.includes(reason)),
    ),
    ...each('exitCodes', expected.exitCodes ?? [], (code) => ending.exitCodes.includes(code)),
    ...each('refusedReads', expected.refusedReads ?? [], (code) => ending.refusedReads.includes(code)),
  ];
}

function each<Value>(name: string, wanted: readonly Value[], met: (value: Value) => boolean): readonly string[] {
  return wanted.filter((value) => !met(value)).map((value) => `${name}: ${JSON.stringify(value)} is missing`);
}

function inOrder(wanted: readonly string[], found: readonly string[]): readonly string[] {
  let from = 0;
  for (const part of wanted) {
    const place = found.findIndex((event, index) => index >= from && event.includes(part));
    if (place === -1) return [`events: ${JSON.stringify(part)} is missing after ${from} of ${found.length} events`];
    from = place + 1;
  }
  return [];
}
