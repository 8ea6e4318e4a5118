import type { JsonObject } from '#sandbox/aws/service';
import type { Task, TaskContainer } from '../model.ts';
import { sizeOf } from '../tasks/container-spec.ts';
import { containerHealth, taskHealth } from '../tasks/health.ts';
import { timestamp } from '../time.ts';
import { tagsView } from './task-definition-view.ts';

export function taskView(task: Task, include: readonly string[] = []): JsonObject {
  const { cpu, memory } = sizeOf(task);
  return {
    taskArn: task.arn,
    clusterArn: task.cluster.arn,
    taskDefinitionArn: task.definition.arn,
    attachments: [attachment(task)],
    containers: task.containers.map((container) => containerView(container, task)),
    cpu,
    memory,
    capacityProviderName: task.capacityProviderName,
    enableExecuteCommand: task.enableExecuteCommand ?? false,
    ephemeralStorage: { sizeInGiB: task.definition.spec.ephemeralStorage?.sizeInGiB ?? 20 },
    createdAt: timestamp(task.createdAt),
    desiredStatus: task.stop ? 'STOPPED' : 'RUNNING',
    lastStatus: task.lastStatus,
    connectivity: task.pullStartedAt === undefined ? undefined : 'CONNECTED',
    connectivityAt: timestamp(task.pullStartedAt),
    group: task.group,
    startedBy: task.startedBy,
    healthStatus: taskHealth(task),
    launchType: task.launchType,
    platformVersion: task.platformVersion,
    platformFamily: 'Linux',
    overrides: {
      containerOverrides: task.containers.map(({ definition }) => ({ name: definition.name })),
      ...task.overrides,
    },
    pullStartedAt: timestamp(task.pullStartedAt),
    pullStoppedAt: timestamp(task.pullStoppedAt),
    startedAt: timestamp(task.startedAt),
    stoppingAt: timestamp(task.stoppingAt),
    executionStoppedAt: timestamp(task.executionStoppedAt),
    stoppedAt: timestamp(task.stoppedAt),
    stopCode: task.stop?.code,
    stoppedReason: task.stop?.reason,
    tags: include.includes('TAGS') ? tagsView(task.tags) : [],
  };
}

function containerView(container: TaskContainer, task: Task): JsonObject {
  const { definition } = container;
  return {
    containerArn: container.arn,
    taskArn: task.arn,
    name: definition.name,
    image: definition.image,
    imageDigest: container.digest,
    runtimeId: container.startedAt === undefined ? undefined : container.runtimeId,
    lastStatus: container.status,
    exitCode: container.exitCode,
    reason: container.reason,
    networkBindings: [],
    networkInterfaces:
      networkStatus(task) === 'ATTACHED' ? [{ attachmentId: task.attachmentId, privateIpv4Address: task.address }] : [],
    healthStatus: containerHealth(container),
    cpu: String(definition.cpu),
    memory: definition.memory === undefined ? undefined : String(definition.memory),
    memoryReservation: definition.memoryReservation === undefined ? undefined : String(definition.memoryReservation),
  };
}

function attachment(task: Task): JsonObject {
  const hex = task.id.slice(0, 17);
  return {
    id: task.attachmentId,
    type: 'ElasticNetworkInterface',
    status: networkStatus(task),
    details: [
      { name: 'subnetId', value: task.subnet },
      { name: 'networkInterfaceId', value: `eni-${hex}` },
      { name: 'privateDnsName', value: `ip-${task.address.replaceAll('.', '-')}.ec2.internal` },
      { name: 'privateIPv4Address', value: task.address },
    ],
  };
}

/** The network interface is attached before the pull begins. */
function networkStatus({ lastStatus, pullStartedAt }: Task): 'PRECREATED' | 'ATTACHING' | 'ATTACHED' | 'DELETED' {
  if (lastStatus === 'STOPPED') return 'DELETED';
  if (lastStatus === 'PROVISIONING') return 'PRECREATED';
  return pullStartedAt === undefined ? 'ATTACHING' : 'ATTACHED';
}
