import { createHash } from 'node:crypto';
import { boolean, list, number, operation, string, struct } from '#sandbox/aws/ecs/shape';
import type { Decoded } from '#sandbox/aws/ecs/shape';
import type { JsonObject, Operation } from '#sandbox/aws/service';
import { AppSpecError, parseAppSpec } from './appspec.ts';
import type { CodeDeployContext } from './context.ts';
import type { Deployments } from './deployments.ts';
import { lastGoodRevision } from './deployments.ts';
import { alreadyCompleted, codeDeployError, groupIsBusy, unsupported } from './errors.ts';
import { alarmsShape, autoRollbackShape, readAlarms, readAutoRollback } from './group-input.ts';
import { isCompleted } from './model.ts';
import type { Application, Deployment, Revision } from './model.ts';
import { pageOf } from './page.ts';
import { deploymentView } from './views.ts';

const createInput = struct({
  applicationName: string,
  deploymentGroupName: string,
  revision: struct({
    revisionType: string,
    appSpecContent: struct({ content: string, sha256: string }),
    string: struct({ content: string, sha256: string }),
  }),
  deploymentConfigName: string,
  description: string,
  autoRollbackConfiguration: autoRollbackShape,
  overrideAlarmConfiguration: alarmsShape,
});

const listInput = struct({
  applicationName: string,
  deploymentGroupName: string,
  includeOnlyStatuses: list(string),
  /** Epoch seconds. */
  createTimeRange: struct({ start: number, end: number }),
  nextToken: string,
});

export function deploymentOperations(context: CodeDeployContext, deployments: Deployments): Record<string, Operation> {
  const { state } = context;
  return {
    CreateDeployment: operation(createInput, (input) => ({
      deploymentId: createDeployment(context, deployments, input).id,
    })),

    GetDeployment: operation(struct({ deploymentId: string }), (input) => ({
      deploymentInfo: deploymentView(state.deployment(input.deploymentId)),
    })),

    BatchGetDeployments: operation(struct({ deploymentIds: list(string) }), (input) => {
      const ids = input.deploymentIds ?? [];
      if (ids.length === 0)
        throw codeDeployError('DeploymentIdRequired', 'At least one deployment ID must be specified.');
      if (ids.length > 25) throw codeDeployError('BatchLimitExceeded', 'The maximum number of deployment IDs is 25.');
      return { deploymentsInfo: ids.map((id) => deploymentView(state.deployment(id))) };
    }),

    ListDeployments: operation(listInput, (input) => listDeployments(context, input)),

    StopDeployment: operation(struct({ deploymentId: string, autoRollbackEnabled: boolean }), (input) => {
      const deployment = state.deployment(input.deploymentId);
      if (isCompleted(deployment)) throw alreadyCompleted(deployment.id);
      if (deployment.creator === 'codeDeployRollback') {
        throw unsupported('The sandbox does not stop a rollback: it is over within seconds.');
      }
      deployments.stop(deployment, input.autoRollbackEnabled);
      return {
        status: 'Succeeded',
        statusMessage: 'No more commands will be scheduled for execution in the deployment instances',
      };
    }),

    ContinueDeployment: operation(struct({ deploymentId: string, deploymentWaitType: string }), (input) => {
      const deployment = state.deployment(input.deploymentId);
      const type = input.deploymentWaitType ?? 'READY_WAIT';
      if (type !== 'READY_WAIT' && type !== 'TERMINATION_WAIT') {
        throw codeDeployError('InvalidDeploymentWaitType', 'The wait type is invalid.');
      }
      if (isCompleted(deployment)) throw alreadyCompleted(deployment.id);
      if (!deployments.continue(deployment, type)) {
        throw codeDeployError(
          'DeploymentIsNotInReadyState',
          'The deployment does not have a status of Ready and can not continue yet.',
        );
      }
      return {};
    }),

    PutLifecycleEventHookExecutionStatus: operation(
      struct({ deploymentId: string, lifecycleEventHookExecutionId: string, status: string }),
      (input) => {
        const deployment = state.deployment(input.deploymentId);
        if (input.status !== 'Succeeded' && input.status !== 'Failed') {
          throw codeDeployError(
            'InvalidLifecycleEventHookExecutionStatus',
            'The result of a Lambda validation function that verifies a lifecycle event is invalid. It should return Succeeded or Failed.',
          );
        }
        const id = input.lifecycleEventHookExecutionId;
        return {
          lifecycleEventHookExecutionId: deployments.hooks.report(deployment, id, input.status === 'Succeeded'),
        };
      },
    ),
  };
}

function createDeployment(
  { state }: CodeDeployContext,
  deployments: Deployments,
  input: Decoded<typeof createInput>,
): Deployment {
  const group = state.group(input.applicationName, input.deploymentGroupName);
  const { settings } = group;
  const revision = readRevision(group.application, input.revision);
  const config = state.config(input.deploymentConfigName ?? settings.configName);
  const autoRollback = readAutoRollback(input.autoRollbackConfiguration, settings.autoRollback);
  const alarms = readAlarms(input.overrideAlarmConfiguration, settings.alarms);
  const active = group.deployments.find((deployment) => !isCompleted(deployment));
  if (active) throw groupIsBusy(group.name, active.id);
  return deployments.start({
    group,
    config,
    creator: 'user',
    description: input.description,
    revision,
    previousRevision: lastGoodRevision(group),
    autoRollback,
    alarms,
  });
}

/** @throws RevisionRequiredException | InvalidRevisionException */
function readRevision(application: Application, input: Decoded<typeof createInput>['revision']): Revision {
  if (!input) throw codeDeployError('RevisionRequired', 'The revision ID was not specified.');
  if (input.revisionType !== 'AppSpecContent' && input.revisionType !== 'String') {
    throw unsupported('The sandbox takes revisions of type AppSpecContent only.');
  }
  const { content, sha256: given } = input.appSpecContent ?? input.string ?? {};
  if (!content) throw codeDeployError('InvalidRevision', 'The revision was specified without content.');
  const sha256 = createHash('sha256').update(content).digest('hex');
  if (given !== undefined && given !== sha256) {
    throw codeDeployError('InvalidRevision', 'The SHA-256 of the revision is not that of its content.');
  }
  try {
    const revision = { content, sha256, spec: parseAppSpec(content) };
    application.revisions.set(sha256, revision);
    return revision;
  } catch (error) {
    if (error instanceof AppSpecError) throw codeDeployError('InvalidRevision', error.message);
    throw error;
  }
}

function listDeployments({ state }: CodeDeployContext, input: Decoded<typeof listInput>): JsonObject {
  if (input.applicationName !== undefined) state.group(input.applicationName, input.deploymentGroupName);
  const { start = -Infinity, end = Infinity } = input.createTimeRange ?? {};
  const found = [...state.deployments.values()]
    .filter(({ group }) => input.applicationName === undefined || group.application.name === input.applicationName)
    .filter(({ group }) => input.deploymentGroupName === undefined || group.name === input.deploymentGroupName)
    .filter(({ status }) => !input.includeOnlyStatuses?.length || input.includeOnlyStatuses.includes(status))
    .filter(({ createdAt }) => createdAt / 1000 >= start && createdAt / 1000 <= end)
    .map(({ id }) => id)
    .toReversed();
  const { items, nextToken } = pageOf(found, input.nextToken);
  return { deployments: items, nextToken };
}
