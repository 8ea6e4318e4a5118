import type { JsonObject } from '#sandbox/aws/service';
import type { Service, Task, TaskSet } from '../model.ts';
import { countsOf } from '../rollout/counts.ts';
import { timestamp } from '../time.ts';
import { loadBalancerView } from '../views/load-balancer-view.ts';
import { tagsView } from '../views/task-definition-view.ts';

/** A task set as every operation answers it. */
export function taskSetView(service: Service, taskSet: TaskSet, tasks: readonly Task[]): JsonObject {
  const { deployment } = taskSet;
  const { taskDefinition, settings } = deployment.revision;
  const { running, pending } = countsOf(deployment, service, tasks);
  return {
    id: deployment.id,
    taskSetArn: taskSet.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    startedBy: taskSet.startedBy,
    externalId: taskSet.externalId,
    status: taskSet.status,
    taskDefinition: taskDefinition.arn,
    computedDesiredCount: deployment.desiredCount,
    pendingCount: pending,
    runningCount: running,
    createdAt: timestamp(deployment.createdAt),
    updatedAt: timestamp(taskSet.updatedAt),
    launchType: taskSet.launchType,
    capacityProviderStrategy: taskSet.capacityProviderStrategy,
    platformVersion: settings.platformVersion,
    platformFamily: 'Linux',
    networkConfiguration: settings.networkConfiguration,
    loadBalancers: settings.loadBalancers.map(loadBalancerView),
    serviceRegistries: [],
    scale: { value: taskSet.scale, unit: 'PERCENT' },
    stabilityStatus: taskSet.stabilityStatus,
    stabilityStatusAt: timestamp(taskSet.stabilityStatusAt),
    tags: tagsView(taskSet.tags),
  };
}
