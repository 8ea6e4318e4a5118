import type { JsonObject } from '#sandbox/aws/service';
import type { Deployment, Service, Task } from '../model.ts';
import { countsOf, revisionSummary } from '../rollout/counts.ts';
import { listed, primaryOf } from '../task-sets/open.ts';
import { taskSetView } from '../task-sets/view.ts';
import { timestamp } from '../time.ts';
import { deploymentConfigurationView } from './deployment-configuration-view.ts';
import { loadBalancerView } from './load-balancer-view.ts';
import { tagsView } from './task-definition-view.ts';

export function serviceView(service: Service, tasks: readonly Task[]): JsonObject {
  const { settings, deployments, taskSets } = service;
  const revision = (deployments[0] ?? primaryOf(service)?.deployment)?.revision;
  const all = [...deployments, ...taskSets.map(({ deployment }) => deployment)];
  const counts = all.map((deployment) => countsOf(deployment, service, tasks));
  const sum = (pick: (count: (typeof counts)[number]) => number): number =>
    counts.reduce((total, count) => total + pick(count), 0);
  return {
    ...settings.kept,
    propagateTags: settings.kept['propagateTags'] ?? 'NONE',
    serviceArn: service.arn,
    serviceName: service.name,
    clusterArn: service.cluster.arn,
    status: service.status,
    createdAt: timestamp(service.createdAt),
    desiredCount: settings.desiredCount,
    runningCount: sum(({ running }) => running),
    pendingCount: sum(({ pending }) => pending),
    launchType: settings.launchType,
    capacityProviderStrategy: settings.capacityProviderStrategy,
    platformFamily: 'Linux',
    taskDefinition: revision?.taskDefinition.arn,
    serviceRegistries: revision?.settings.serviceRegistries,
    platformVersion: revision?.settings.platformVersion,
    networkConfiguration: revision?.settings.networkConfiguration,
    loadBalancers: (revision?.settings.loadBalancers ?? []).map(loadBalancerView),
    healthCheckGracePeriodSeconds: settings.healthCheckGracePeriodSeconds,
    deploymentConfiguration: deploymentConfigurationView(settings.deploymentConfiguration),
    deploymentController: { type: service.controller },
    schedulingStrategy: 'REPLICA',
    deployments: deployments.map((deployment) => deploymentView(deployment, service, tasks)),
    ...(service.controller === 'ECS'
      ? {}
      : { taskSets: listed(service).map((entry) => taskSetView(service, entry, tasks)) }),
    events: service.events.map((event) => ({ ...event, createdAt: timestamp(event.createdAt) })),
    roleArn: undefined,
  };
}

/** What DescribeServices adds to the answer of CreateService and UpdateService. */
export function describedServiceView(service: Service, tasks: readonly Task[], include: readonly string[]): JsonObject {
  const [current] = service.serviceDeployments;
  return {
    ...serviceView(service, tasks),
    currentServiceDeployment: current?.arn,
    currentServiceRevisions: service.deployments.map((deployment) => ({
      ...revisionSummary(deployment, service, { tasks, stages: undefined }),
    })),
    ...(include.includes('TAGS') ? { tags: tagsView(service.tags) } : {}),
  };
}

function deploymentView(deployment: Deployment, service: Service, tasks: readonly Task[]): JsonObject {
  const { desired, pending, running } = countsOf(deployment, service, tasks);
  const { taskDefinition, settings } = deployment.revision;
  return {
    id: deployment.id,
    status: deployment.status,
    taskDefinition: taskDefinition.arn,
    desiredCount: desired,
    pendingCount: pending,
    runningCount: running,
    failedTasks: deployment.failedTasks,
    createdAt: timestamp(deployment.createdAt),
    updatedAt: timestamp(deployment.updatedAt),
    launchType: service.settings.launchType,
    capacityProviderStrategy: service.settings.capacityProviderStrategy,
    platformVersion: settings.platformVersion,
    platformFamily: 'Linux',
    networkConfiguration: settings.networkConfiguration,
    serviceConnectConfiguration: settings.serviceConnectConfiguration,
    rolloutState: deployment.rolloutState,
    rolloutStateReason: deployment.rolloutStateReason,
  };
}
