import { awsFailure } from '#shared/aws/faults';
import { withRetry } from '#shared/aws/retry';
import type { EcsApi, TaskDefinitionInput } from '#shared/ecs/api';
import { revisionName } from '#shared/ecs/names';
import { beginRollout, type RolloutMemory } from '#shared/ecs/rollout/memory';
import { sendUpdate, type Sent } from '#shared/ecs/rollout/send-update';
import { primaryOf, viewService, type DeploymentView } from '#shared/ecs/rollout/view';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import { MIGRATIONS_TAG, releaseTags, type ReleaseFacts } from '#shared/release/record';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';

/** What has to be done for the service to run what is wanted. */
export type Step =
  /** It does. */
  | 'nothing'
  /** A deployment of it is under way already. */
  | 'follow'
  /** Only the number of tasks or the deployment configuration changes, which begins no deployment. */
  | 'scale'
  | 'update'
  /**
   * The same revision once more: since it was asked for, since its last deployment FAILED, or since an AppSpec moves its
   * tasks.
   */
  | 'redeploy';

export function nextStep(
  { same, current, view, strategy, codeDeploy }: Plan,
  inputs: Pick<DeployInputs, 'forceNewDeployment' | 'desiredCount' | 'answerPause'>,
): Step {
  if (codeDeploy?.underWay?.isWanted === true) return 'follow';
  if (!same) return 'update';
  // What is to be answered was forced by the step that paused; another one would take its place.
  const forced = inputs.forceNewDeployment && inputs.answerPause === undefined;
  if (forced || current.rolloutState === 'FAILED') return 'redeploy';
  if (codeDeploy !== undefined && codeDeploy.moves.length > 0) return 'redeploy';
  if (strategy.update !== undefined) return 'scale';
  if (inputs.desiredCount !== undefined && inputs.desiredCount !== view.desired) return 'scale';
  return current.rolloutState === 'IN_PROGRESS' ? 'follow' : 'nothing';
}

/** What the watch of a deployment waits for. */
export function awaited({ waitFor }: Pick<DeployInputs, 'waitFor'>): RolloutMemory['waitFor'] {
  return waitFor === 'none' ? 'deployed' : waitFor;
}

export type Updated =
  | { readonly kind: 'begun'; readonly memory: RolloutMemory }
  /** Somebody else has deployed meanwhile. */
  | Extract<Sent, { readonly kind: 'overtaken' }>;

/**
 * Registers the revision and its release record. Registration is limited to one a second for the whole account, and
 * two jobs that register one family at a time collide: both are tried again.
 * @throws {ActionError}
 */
export async function register(
  api: EcsApi,
  request: { readonly definition: TaskDefinitionInput; readonly facts: Omit<ReleaseFacts, 'imageDigest'> },
  tools: WatchTools,
): Promise<string> {
  const { definition, facts } = request;
  const digests = (definition.containerDefinitions ?? []).flatMap(
    ({ image = '' }) => /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1] ?? [],
  );
  // With several images none of them is the release's; then the images themselves tell.
  const imageDigest = new Set(digests).size === 1 ? digests[0] : undefined;
  const tags = [...(definition.tags ?? []), ...releaseTags({ ...facts, imageDigest })];
  try {
    const registered = await withRetry(() => api.registerTaskDefinition({ ...definition, tags }), {
      ...tools,
      onRetry: (error) => {
        tools.log.info(`Registering again: ${error instanceof Error ? error.message : String(error)}`);
      },
    });
    return registered.taskDefinitionArn ?? '';
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`register a revision of ${definition.family ?? 'the task definition'}`, error);
  }
}

/**
 * Says of a revision that is there already that no rollback may go back across it.
 * @throws {ActionError} when AWS refuses: a rollback that does not know of it would break the service
 */
export async function tagMigrations(api: EcsApi, taskDefinitionArn: string): Promise<void> {
  try {
    await api.tagResource(taskDefinitionArn, [MIGRATIONS_TAG]);
  } catch (error) {
    throw awsFailure(`tag ${revisionName(taskDefinitionArn)} as one with migrations`, error);
  }
}

/**
 * Sends the one UpdateService of a deployment. Only what is asked for is named in it: an empty list would clear what
 * others configured.
 * @throws {ActionError}
 */
export async function update(
  api: EcsApi,
  request: {
    readonly plan: Plan;
    readonly inputs: DeployInputs;
    readonly taskDefinitionArn: string;
    readonly step: Exclude<Step, 'nothing' | 'follow'>;
  },
  tools: WatchTools,
): Promise<Updated> {
  const { plan, inputs, taskDefinitionArn, step } = request;
  const input = {
    ...inputs.ref,
    ...(step === 'scale' ? {} : { taskDefinition: taskDefinitionArn }),
    ...(step === 'redeploy' || inputs.forceNewDeployment ? { forceNewDeployment: true } : {}),
    ...(inputs.desiredCount === undefined ? {} : { desiredCount: inputs.desiredCount }),
    ...(plan.strategy.update === undefined ? {} : { deploymentConfiguration: plan.strategy.update }),
  };
  const begun = (deployment: Pick<DeploymentView, 'id' | 'taskDefinition'>, waitFor = awaited(inputs)): Updated => ({
    kind: 'begun',
    memory: beginRollout(deployment, plan.view, waitFor),
  });
  try {
    const sent = await sendUpdate(api, { input, before: plan.view }, tools);
    if (sent.kind === 'overtaken') return sent;
    const primary = primaryOf(viewService(sent.service));
    const isNew = primary !== undefined && plan.view.deployments.every(({ id }) => id !== primary.id);
    if (isNew && primary.taskDefinition === taskDefinitionArn) return begun(primary);
    if (step === 'scale') return isNew ? { kind: 'overtaken', by: primary } : begun(plan.current, 'stable');
    // The answer shows an older state. Whatever deployment of our revision turns up next is the one.
    return begun({ id: '', taskDefinition: taskDefinitionArn });
  } catch (error) {
    tools.signal?.throwIfAborted();
    throw awsFailure(`update service ${inputs.ref.service} to ${revisionName(taskDefinitionArn)}`, error);
  }
}
