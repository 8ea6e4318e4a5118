import { list, operation, string, struct } from '#sandbox/aws/ecs/shape';
import type { JsonObject, Operation } from '#sandbox/aws/service';
import type { CodeDeployContext } from './context.ts';
import { codeDeployError } from './errors.ts';
import { groupMembers, readGroup } from './group-input.ts';
import { isCompleted } from './model.ts';
import type { Application, DeploymentGroup, GroupSettings } from './model.ts';
import { pageOf } from './page.ts';
import { tagMap, tagsShape } from './tag-operations.ts';
import { groupView } from './views.ts';

const createInput = struct({ applicationName: string, deploymentGroupName: string, tags: tagsShape, ...groupMembers });
const updateInput = struct({
  applicationName: string,
  currentDeploymentGroupName: string,
  newDeploymentGroupName: string,
  ...groupMembers,
});
const one = struct({ applicationName: string, deploymentGroupName: string });

export function groupOperations(context: CodeDeployContext): Record<string, Operation> {
  const { state } = context;
  return {
    CreateDeploymentGroup: operation(createInput, (input) => {
      const application = state.application(input.applicationName);
      const name = freeName(application, input.deploymentGroupName);
      const settings = readGroup(input);
      check(context, settings, undefined);
      const tags = tagMap(input.tags);
      const group: DeploymentGroup = { id: context.uuid(), name, application, tags, settings, deployments: [] };
      application.groups.set(name, group);
      return { deploymentGroupId: group.id };
    }),

    UpdateDeploymentGroup: operation(updateInput, (input) => {
      const group = state.group(input.applicationName, input.currentDeploymentGroupName);
      const settings = readGroup(input, group.settings);
      check(context, settings, group);
      if (input.newDeploymentGroupName !== undefined && input.newDeploymentGroupName !== group.name) {
        const name = freeName(group.application, input.newDeploymentGroupName);
        group.application.groups.delete(group.name);
        group.name = name;
        group.application.groups.set(name, group);
      }
      group.settings = settings;
      return { hooksNotCleanedUp: [] };
    }),

    DeleteDeploymentGroup: operation(one, (input) => {
      const group = state.group(input.applicationName, input.deploymentGroupName);
      if (group.deployments.some((deployment) => !isCompleted(deployment))) {
        throw codeDeployError('InvalidOperation', 'The deployment group has a deployment in progress.');
      }
      group.application.groups.delete(group.name);
      return { hooksNotCleanedUp: [] };
    }),

    GetDeploymentGroup: operation(one, (input) => ({
      deploymentGroupInfo: groupView(state.group(input.applicationName, input.deploymentGroupName)),
    })),

    BatchGetDeploymentGroups: operation(
      struct({ applicationName: string, deploymentGroupNames: list(string) }),
      (input) => batchGet(state.application(input.applicationName), input.deploymentGroupNames ?? []),
    ),

    ListDeploymentGroups: operation(struct({ applicationName: string, nextToken: string }), (input) => {
      const { name, groups } = state.application(input.applicationName);
      const { items, nextToken } = pageOf([...groups.keys()], input.nextToken);
      return { applicationName: name, deploymentGroups: items, nextToken };
    }),
  };
}

function batchGet(application: Application, names: readonly string[]): JsonObject {
  const missing = names.filter((name) => !application.groups.has(name));
  return {
    deploymentGroupsInfo: names.flatMap((name) => {
      const group = application.groups.get(name);
      return group ? [groupView(group)] : [];
    }),
    ...(missing.length > 0 ? { errorMessage: `No Deployment Group found for name: ${missing.join(', ')}` } : {}),
  };
}

function freeName({ groups }: Application, name: string | undefined): string {
  if (!name) throw codeDeployError('DeploymentGroupNameRequired', 'The deployment group name was not specified.');
  if (!/^[\w+=,.@-]{1,100}$/.test(name)) {
    throw codeDeployError('InvalidDeploymentGroupName', `Invalid deployment group name: ${name}`);
  }
  if (groups.has(name)) {
    throw codeDeployError('DeploymentGroupAlreadyExists', `Deployment group name: ${name} already exists.`);
  }
  return name;
}

/** @throws DeploymentConfigDoesNotExistException | InvalidECSServiceException | ECSServiceMappingLimitExceededException */
function check(
  { state, taskSets }: CodeDeployContext,
  settings: GroupSettings,
  self: DeploymentGroup | undefined,
): void {
  state.config(settings.configName);
  const { clusterName, serviceName } = settings.ecs;
  const service = taskSets.find(clusterName, serviceName);
  if (!service) throw codeDeployError('InvalidECSService', 'The Amazon ECS service identifier is invalid.');
  if (service.controller !== 'CODE_DEPLOY') {
    throw codeDeployError(
      'InvalidECSService',
      "Deployment group's ECS service must be configured for a CODE_DEPLOY deployment controller.",
    );
  }
  const taken = state.groups().some((group) => {
    const { ecs } = group.settings;
    return group !== self && taskSets.find(ecs.clusterName, ecs.serviceName)?.arn === service.arn;
  });
  if (taken) {
    throw codeDeployError(
      'ECSServiceMappingLimitExceeded',
      'The Amazon ECS service is associated with more than one deployment groups. An Amazon ECS service can be associated with only one deployment group.',
    );
  }
}
