import { anything, boolean, integer, list, string, struct } from '#sandbox/aws/ecs/shape';
import type { Decoded } from '#sandbox/aws/ecs/shape';
import { allAtOnce } from './configs.ts';
import { codeDeployError, unsupported } from './errors.ts';
import type { AlarmWatch, AutoRollback, BlueGreen, GroupSettings, RollbackEvent } from './model.ts';

const route = struct({ listenerArns: list(string) });

export const autoRollbackShape = struct({ enabled: boolean, events: list(string) });
export const alarmsShape = struct({
  enabled: boolean,
  ignorePollAlarmFailure: boolean,
  alarms: list(struct({ name: string })),
});

/** Members CreateDeploymentGroup and UpdateDeploymentGroup share. */
export const groupMembers = {
  deploymentConfigName: string,
  serviceRoleArn: string,
  ecsServices: list(struct({ serviceName: string, clusterName: string })),
  deploymentStyle: struct({ deploymentType: string, deploymentOption: string }),
  blueGreenDeploymentConfiguration: struct({
    terminateBlueInstancesOnDeploymentSuccess: struct({ action: string, terminationWaitTimeInMinutes: integer }),
    deploymentReadyOption: struct({ actionOnTimeout: string, waitTimeInMinutes: integer }),
    greenFleetProvisioningOption: anything,
  }),
  loadBalancerInfo: struct({
    elbInfoList: list(anything),
    targetGroupInfoList: list(anything),
    targetGroupPairInfoList: list(
      struct({ targetGroups: list(struct({ name: string })), prodTrafficRoute: route, testTrafficRoute: route }),
    ),
  }),
  autoRollbackConfiguration: autoRollbackShape,
  alarmConfiguration: alarmsShape,
  ec2TagFilters: list(anything),
  autoScalingGroups: list(string),
  triggerConfigurations: list(anything),
};

type GroupInput = Decoded<ReturnType<typeof struct<typeof groupMembers>>>;

const noRollback: AutoRollback = { enabled: false, events: [] };
const noAlarms: AlarmWatch = { enabled: false, ignorePollAlarmFailure: false, names: [] };
const defaultBlueGreen: BlueGreen = {
  readyAction: 'CONTINUE_DEPLOYMENT',
  readyWaitMinutes: 0,
  terminationWaitMinutes: 0,
};

/**
 * What a group is set to; members that are not given keep what `present` has, or CodeDeploy's defaults.
 * @throws {AwsError} for what CodeDeploy refuses, and UnsupportedFeatureException for other platforms than Amazon ECS
 */
export function readGroup(input: GroupInput, present?: GroupSettings): GroupSettings {
  refuseOthers(input);
  const serviceRoleArn = input.serviceRoleArn ?? present?.serviceRoleArn;
  if (!serviceRoleArn) throw codeDeployError('RoleRequired', 'The role ID was not specified.');
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+/.test(serviceRoleArn)) {
    throw codeDeployError('InvalidRole', 'The service role ARN was specified in an invalid format.');
  }
  checkStyle(input, present);
  return {
    configName: input.deploymentConfigName ?? present?.configName ?? allAtOnce,
    serviceRoleArn,
    ecs: readService(input, present),
    ...readBalancer(input, present),
    autoRollback: readAutoRollback(input.autoRollbackConfiguration, present?.autoRollback ?? noRollback),
    alarms: readAlarms(input.alarmConfiguration, present?.alarms ?? noAlarms),
    blueGreen: readBlueGreen(input, present?.blueGreen ?? defaultBlueGreen),
  };
}

function refuseOthers(input: GroupInput): void {
  if (input.ec2TagFilters?.length || input.autoScalingGroups?.length) {
    throw unsupported('The sandbox has the compute platform ECS only.');
  }
  if (input.triggerConfigurations?.length) throw unsupported('The sandbox has no deployment triggers.');
}

function checkStyle({ deploymentStyle: style }: GroupInput, present: GroupSettings | undefined): void {
  if (!style && present) return;
  if (style?.deploymentType === 'BLUE_GREEN' && style.deploymentOption === 'WITH_TRAFFIC_CONTROL') return;
  throw codeDeployError(
    'InvalidDeploymentStyle',
    'For ECS deployment group, deployment type must be BLUE_GREEN with deployment option WITH_TRAFFIC_CONTROL.',
  );
}

function readService({ ecsServices }: GroupInput, present: GroupSettings | undefined): GroupSettings['ecs'] {
  if (!ecsServices && present) return present.ecs;
  const [service] = ecsServices ?? [];
  if (ecsServices?.length !== 1 || !service?.serviceName) {
    throw codeDeployError('InvalidECSService', 'The Amazon ECS service identifier is invalid.');
  }
  return { serviceName: service.serviceName, clusterName: service.clusterName ?? 'default' };
}

type Balancer = Pick<GroupSettings, 'targetGroupNames' | 'prodListener' | 'testListener'>;

function readBalancer({ loadBalancerInfo }: GroupInput, present: GroupSettings | undefined): Balancer {
  if (!loadBalancerInfo && present) {
    const { targetGroupNames, prodListener, testListener } = present;
    return { targetGroupNames, prodListener, testListener };
  }
  const [pair] = loadBalancerInfo?.targetGroupPairInfoList ?? [];
  const [first, second] = pair?.targetGroups?.map(({ name }) => name) ?? [];
  const [prodListener, ...others] = pair?.prodTrafficRoute?.listenerArns ?? [];
  const [testListener, ...otherTests] = pair?.testTrafficRoute?.listenerArns ?? [];
  if (!first || !second || first === second || pair?.targetGroups?.length !== 2) {
    throw codeDeployError('InvalidTargetGroupPair', 'A target group pair needs two different target groups.');
  }
  if (!prodListener || others.length > 0 || otherTests.length > 0 || prodListener === testListener) {
    throw codeDeployError(
      'InvalidTargetGroupPair',
      'A target group pair needs one production listener, and one other test listener at most.',
    );
  }
  return { targetGroupNames: [first, second], prodListener, testListener };
}

const rollbackEvents: readonly string[] = [
  'DEPLOYMENT_FAILURE',
  'DEPLOYMENT_STOP_ON_ALARM',
  'DEPLOYMENT_STOP_ON_REQUEST',
] satisfies readonly RollbackEvent[];

/** @throws InvalidAutoRollbackConfigException */
export function readAutoRollback(
  input: Decoded<typeof autoRollbackShape> | undefined,
  present: AutoRollback,
): AutoRollback {
  if (!input) return present;
  const events = (input.events ?? []).map((event) => {
    if (isRollbackEvent(event)) return event;
    throw codeDeployError('InvalidAutoRollbackConfig', `Invalid automatic rollback event: ${event}`);
  });
  const enabled = input.enabled ?? false;
  if (enabled && events.length === 0) {
    throw codeDeployError('InvalidAutoRollbackConfig', 'Automatic rollback is enabled, but no events are specified.');
  }
  return { enabled, events };
}

function isRollbackEvent(event: string): event is RollbackEvent {
  return rollbackEvents.includes(event);
}

/** @throws InvalidAlarmConfigException | AlarmsLimitExceededException */
export function readAlarms(input: Decoded<typeof alarmsShape> | undefined, present: AlarmWatch): AlarmWatch {
  if (!input) return present;
  const names = (input.alarms ?? []).flatMap(({ name }) => name ?? []);
  const enabled = input.enabled ?? false;
  if (enabled && names.length === 0) {
    throw codeDeployError('InvalidAlarmConfig', 'Alarms are enabled, but no alarm is specified.');
  }
  if (names.length > 10)
    throw codeDeployError('AlarmsLimitExceeded', 'The maximum number of alarms (10) was exceeded.');
  return { enabled, ignorePollAlarmFailure: input.ignorePollAlarmFailure ?? false, names };
}

/** @throws InvalidBlueGreenDeploymentConfigurationException */
function readBlueGreen({ blueGreenDeploymentConfiguration: input }: GroupInput, present: BlueGreen): BlueGreen {
  if (!input) return present;
  const { terminateBlueInstancesOnDeploymentSuccess: terminate, deploymentReadyOption: ready } = input;
  if (input.greenFleetProvisioningOption !== undefined) {
    throw invalidBlueGreen('For ECS deployment group, greenFleetProvisioningOption can not be specified.');
  }
  if (terminate?.action !== undefined && terminate.action !== 'TERMINATE') {
    throw unsupported('The sandbox terminates the original task set after a deployment: use action TERMINATE.');
  }
  const readyAction = ready ? (ready.actionOnTimeout ?? 'CONTINUE_DEPLOYMENT') : present.readyAction;
  const readyWaitMinutes = ready ? (ready.waitTimeInMinutes ?? 0) : present.readyWaitMinutes;
  const terminationWaitMinutes = terminate
    ? (terminate.terminationWaitTimeInMinutes ?? 0)
    : present.terminationWaitMinutes;
  if (readyAction !== 'CONTINUE_DEPLOYMENT' && readyAction !== 'STOP_DEPLOYMENT') {
    throw invalidBlueGreen(`Invalid actionOnTimeout: ${readyAction}`);
  }
  if (readyAction === 'CONTINUE_DEPLOYMENT' && readyWaitMinutes > 0) {
    throw invalidBlueGreen('A wait before rerouting needs actionOnTimeout STOP_DEPLOYMENT.');
  }
  if (outside(readyWaitMinutes) || outside(terminationWaitMinutes)) {
    throw invalidBlueGreen('A wait can be 0 to 2880 minutes long.');
  }
  return { readyAction, readyWaitMinutes, terminationWaitMinutes };
}

/** Two days at most for Amazon ECS. API reference, BlueInstanceTerminationOption. */
function outside(minutes: number): boolean {
  return minutes < 0 || minutes > 2880;
}

const invalidBlueGreen = (message: string): Error =>
  codeDeployError('InvalidBlueGreenDeploymentConfiguration', message);
