import type { ActionContext } from '#shared/action/context';
import { ActionError, errorMessage } from '#shared/action/errors';
import { isRetryable, isUnanswered } from '#shared/aws/faults';
import { withRetry } from '#shared/aws/retry';
import type { EcsApi, EcsService, ServiceUpdate } from '../api.ts';
import { patient } from '../patient.ts';
import { announcesWayBack } from './failure.ts';
import { primaryOf, viewService, type DeploymentView, type ServiceView } from './view.ts';

export type SendTools = Pick<ActionContext, 'clock' | 'random' | 'log'> & { readonly signal?: AbortSignal };

export type Sent =
  /** The service as UpdateService answered it, or, where its answer was lost, as it is since. */
  | { readonly kind: 'sent'; readonly service: EcsService }
  /** Somebody else has deployed meanwhile; the update did not arrive, or was replaced, and is not sent again. */
  | { readonly kind: 'overtaken'; readonly by: DeploymentView };

export interface Update {
  readonly input: ServiceUpdate & { readonly cluster: string; readonly service: string };
  /** The service as it was just before. */
  readonly before: ServiceView;
  /** Milliseconds to look for a lost update before it is sent again. */
  readonly lookForMs?: number | undefined;
}

/** Answers of DescribeServices may be some seconds old after an update; how old at most, AWS does not say. */
const LOOK_FOR_MS = 5_000;
const LOOK_EVERY_MS = 1_000;
/** An endpoint that does not answer so many times in a row will not answer the next time either. */
const MOST_LOST = 5;

/**
 * Sends an UpdateService that is not repeated blindly. When its answer is lost, or AWS was too busy to take it, the
 * service itself is looked at first: what has arrived is gone on with, what somebody else has deployed meanwhile is left
 * alone, and only where neither shows it is sent again. UpdateService takes no client token and no condition, so this much
 * remains possible: an answer older than {@link LOOK_FOR_MS}, or a request that is under way for longer, hides what has
 * happened. Then the same revision is sent twice, of which ECS takes no notice unless a new deployment is forced (that
 * begins a second one of the same revision, which is followed), or the update replaces a deployment of those seconds.
 * @throws what UpdateService throws, once sending it again cannot help
 */
export async function sendUpdate(api: EcsApi, update: Update, tools: SendTools): Promise<Sent> {
  let failure: Failure | undefined;
  let lost = 0;
  const send = async (): Promise<Sent> => {
    // Since the last look there was time enough for it to show up, or even to fail and be taken back; and, also where AWS
    // was only too busy to take it, for somebody else to deploy.
    const since = failure && (await lookOnce(api, update, { ...tools, failure }));
    if (since !== undefined) return since;
    try {
      return { kind: 'sent', service: await api.updateService(update.input) };
    } catch (error) {
      tools.signal?.throwIfAborted();
      if (!isUnanswered(error)) {
        // What was lost before may still have arrived.
        if (failure?.lost !== true) failure = { error, lost: false };
        throw error;
      }
      failure = { error, lost: true };
      lost += 1;
      tools.log.info(`UpdateService was not answered (${errorMessage(error)}); looking whether it has arrived`);
      const found = await lookFor(api, update, { ...tools, failure });
      if (found === undefined) throw error;
      return found;
    }
  };
  return withRetry(send, {
    ...tools,
    retryable: (error) => isRetryable(error) && lost < MOST_LOST,
    onRetry: (error) => {
      const why = isUnanswered(error) ? 'the service does not show it' : errorMessage(error);
      tools.log.info(`Sending UpdateService again: ${why}`);
    },
  });
}

interface Failure {
  /** Of the last UpdateService whose answer was lost, else of the last one. */
  readonly error: unknown;
  /** Whether one may have arrived: its answer was lost. */
  readonly lost: boolean;
}

type LookTools = SendTools & { readonly failure: Failure };

async function lookFor(api: EcsApi, update: Update, tools: LookTools): Promise<Sent | undefined> {
  const { clock, signal } = tools;
  const until = clock.elapsed() + (update.lookForMs ?? LOOK_FOR_MS);
  for (;;) {
    const found = await lookOnce(api, update, tools);
    if (found !== undefined || clock.elapsed() >= until) return found;
    await clock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function lookOnce(
  api: EcsApi,
  { input, before }: Update,
  { clock, random, log, signal, failure }: LookTools,
): Promise<Sent | undefined> {
  const reader = patient(api, { clock, random, ...(signal && { signal }) });
  const { cluster, service } = input;
  let now: EcsService | undefined;
  try {
    now = await reader.describeService({ cluster, service });
  } catch (error) {
    signal?.throwIfAborted();
    const what = `UpdateService was not ${failure.lost ? 'answered' : 'taken'} (${errorMessage(failure.error)})`;
    const unknown = failure.lost ? 'it has arrived' : 'somebody else has deployed meanwhile';
    throw new ActionError(`${what}, and whether ${unknown} cannot be read: ${errorMessage(error)}`, {
      cause: error,
    });
  }
  const { lost } = failure;
  const found = now && whatBecame(now, before, { wanted: input.taskDefinition, lost });
  if (found?.kind === 'sent')
    log.info(lost ? 'UpdateService has arrived' : 'Somebody else has deployed the same revision meanwhile');
  return found;
}

/**
 * What a look tells of an update that failed; undefined: nothing has changed, or not yet.
 * @param update `wanted`: the revision it names, if it names one; `lost`: whether it may have arrived
 */
function whatBecame(
  service: EcsService,
  before: ServiceView,
  { wanted, lost }: { readonly wanted: string | undefined; readonly lost: boolean },
): Sent | undefined {
  const view = viewService(service);
  const known = new Set(before.deployments.map(({ id }) => id));
  const primary = primaryOf(view);
  const isOurs = ({ id, taskDefinition }: DeploymentView): boolean => !known.has(id) && taskDefinition === wanted;
  // Also where another one has replaced it already, which is for the watch to find.
  if (view.deployments.some(isOurs)) return { kind: 'sent', service };
  if (primary === undefined || primary.id === primaryOf(before)?.id) return undefined;
  if (primary.taskDefinition === wanted) return { kind: 'sent', service };
  // It has come, and gone again, which is for the watch to tell. What another one came to is over, and in nobody's way.
  if (isWayBack(primary, view, before)) return lost ? { kind: 'sent', service } : undefined;
  // A known one is PRIMARY again: ECS has taken back what was under way, which is nobody's new deployment.
  return known.has(primary.id) ? undefined : { kind: 'overtaken', by: primary };
}

/** Whether ECS goes back to the deployment, from what was begun since, as nothing else was under way before. */
function isWayBack({ id }: DeploymentView, { events }: ServiceView, before: ServiceView): boolean {
  if (before.deployments.length > 1) return false;
  const known = new Set(before.events.map((event) => event.id));
  return events.some((event) => !known.has(event.id) && announcesWayBack(event.message, id));
}
