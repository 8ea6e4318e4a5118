import type { JsonObject } from '#sandbox/aws/service';
import type { CodeDeployContext } from './context.ts';
import type {
  AlarmWatch,
  Application,
  AutoRollback,
  Deployment,
  DeploymentGroup,
  GroupSettings,
  Revision,
} from './model.ts';

export const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);

export function applicationView({ id, name, createdAt }: Application): JsonObject {
  return {
    applicationId: id,
    applicationName: name,
    createTime: seconds(createdAt),
    linkedToGitHub: false,
    computePlatform: 'ECS',
  };
}

const deploymentStyle = { deploymentType: 'BLUE_GREEN', deploymentOption: 'WITH_TRAFFIC_CONTROL' };

export function groupView(group: DeploymentGroup): JsonObject {
  const { settings, deployments } = group;
  const succeeded = deployments.find(({ status }) => status === 'Succeeded');
  return {
    applicationName: group.application.name,
    deploymentGroupId: group.id,
    deploymentGroupName: group.name,
    deploymentConfigName: settings.configName,
    ec2TagFilters: [],
    onPremisesInstanceTagFilters: [],
    autoScalingGroups: [],
    serviceRoleArn: settings.serviceRoleArn,
    targetRevision: revisionView(succeeded?.revision),
    triggerConfigurations: [],
    alarmConfiguration: alarmsView(settings.alarms),
    ...common(settings, settings.autoRollback),
    outdatedInstancesStrategy: 'UPDATE',
    lastSuccessfulDeployment: briefView(succeeded),
    lastAttemptedDeployment: briefView(deployments[0]),
    computePlatform: 'ECS',
    ecsServices: [{ ...settings.ecs }],
  };
}

function briefView(deployment: Deployment | undefined): JsonObject | undefined {
  if (!deployment) return undefined;
  const { id, status, createdAt, completedAt } = deployment;
  return { deploymentId: id, status, endTime: seconds(completedAt), createTime: seconds(createdAt) };
}

/** `deploymentOverview` counts instances: deployments to Amazon ECS have none, as published answers show. */
export function deploymentView(deployment: Deployment): JsonObject {
  const { group, config } = deployment;
  return {
    applicationName: group.application.name,
    deploymentGroupName: group.name,
    deploymentConfigName: config.name,
    deploymentId: deployment.id,
    previousRevision: revisionView(deployment.previousRevision),
    revision: revisionView(deployment.revision),
    status: deployment.status,
    errorInformation: deployment.error && { ...deployment.error },
    createTime: seconds(deployment.createdAt),
    startTime: seconds(deployment.startedAt),
    completeTime: seconds(deployment.completedAt),
    description: deployment.description,
    creator: deployment.creator,
    ignoreApplicationStopFailures: false,
    updateOutdatedInstancesOnly: false,
    rollbackInfo: deployment.rollback && { ...deployment.rollback },
    instanceTerminationWaitTimeStarted: deployment.terminationWaitStarted,
    ...common(group.settings, deployment.autoRollback),
    fileExistsBehavior: 'DISALLOW',
    deploymentStatusMessages: [],
    computePlatform: 'ECS',
    ...(deployment.alarms === group.settings.alarms
      ? {}
      : { overrideAlarmConfiguration: alarmsView(deployment.alarms) }),
  };
}

function common(settings: GroupSettings, autoRollback: AutoRollback): JsonObject {
  const { blueGreen, prodListener, targetGroupNames, testListener } = settings;
  return {
    autoRollbackConfiguration: { ...autoRollback },
    deploymentStyle,
    blueGreenDeploymentConfiguration: {
      terminateBlueInstancesOnDeploymentSuccess: {
        action: 'TERMINATE',
        terminationWaitTimeInMinutes: blueGreen.terminationWaitMinutes,
      },
      deploymentReadyOption: {
        actionOnTimeout: blueGreen.readyAction,
        waitTimeInMinutes: blueGreen.readyWaitMinutes,
      },
    },
    loadBalancerInfo: {
      targetGroupPairInfoList: [
        {
          targetGroups: targetGroupNames.map((name) => ({ name })),
          prodTrafficRoute: { listenerArns: [prodListener] },
          ...(testListener === undefined ? {} : { testTrafficRoute: { listenerArns: [testListener] } }),
        },
      ],
    },
  };
}

function alarmsView({ enabled, ignorePollAlarmFailure, names }: AlarmWatch): JsonObject {
  return { enabled, ignorePollAlarmFailure, alarms: names.map((name) => ({ name })) };
}

/** Without content: "The content property of the appSpecContent object in the returned revision is always null." API reference, GetDeployment. */
function revisionView(revision: Revision | undefined): JsonObject | undefined {
  return revision && { revisionType: 'AppSpecContent', appSpecContent: { sha256: revision.sha256 } };
}

export function targetIdOf({ group }: Deployment): string {
  const { clusterName, serviceName } = group.settings.ecs;
  return `${lastPart(clusterName)}:${lastPart(serviceName)}`;
}

function lastPart(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}

export function targetView({ taskSets }: CodeDeployContext, deployment: Deployment): JsonObject {
  const { clusterName, serviceName } = deployment.group.settings.ecs;
  return {
    deploymentTargetType: 'ECSTarget',
    ecsTarget: {
      deploymentId: deployment.id,
      targetId: targetIdOf(deployment),
      targetArn: taskSets.find(clusterName, serviceName)?.arn,
      lastUpdatedAt: seconds(deployment.updatedAt),
      lifecycleEvents: deployment.events.map(({ name, status, startedAt, endedAt, message }) => ({
        lifecycleEventName: name,
        startTime: seconds(startedAt),
        endTime: seconds(endedAt),
        status,
        ...(message === undefined ? {} : { diagnostics: { errorCode: 'UnknownError', message } }),
      })),
      status: targetStatus(deployment),
      taskSetsInfo: taskSetsView(taskSets, deployment),
    },
  };
}

/** A stopped deployment's target has failed: there is no target status for it. */
function targetStatus({ status }: Deployment): string {
  if (status === 'Created') return 'Pending';
  return status === 'Stopped' ? 'Failed' : status;
}

function taskSetsView(control: CodeDeployContext['taskSets'], deployment: Deployment): readonly JsonObject[] {
  const { clusterName, serviceName } = deployment.group.settings.ecs;
  const known = control.find(clusterName, serviceName)?.taskSets() ?? [];
  return known
    .filter(({ id }) => id === deployment.blue?.id || id === deployment.green?.id)
    .map((taskSet) => {
      const green = taskSet.id === deployment.green?.id;
      const [targetGroup] = taskSet.targetGroupArns;
      return {
        // Spelled as in the API.
        identifer: taskSet.id,
        desiredCount: taskSet.desired,
        pendingCount: taskSet.pending,
        runningCount: taskSet.running,
        status: taskSet.status,
        trafficWeight: green ? deployment.greenWeight : 100 - deployment.greenWeight,
        ...(targetGroup === undefined ? {} : { targetGroup: { name: targetGroup.split('/')[1] ?? targetGroup } }),
        taskSetLabel: green ? 'Green' : 'Blue',
      };
    });
}
