import type { JsonObject } from '#sandbox/aws/service';
import type { Service, ServiceDeployment, ServiceDeploymentCounts, ServiceRevision, Task } from '../model.ts';
import { countsNow } from '../rollout/counts.ts';
import { isFinished } from '../rollout/finished.ts';
import { timestamp } from '../time.ts';
import { loadBalancerView } from './load-balancer-view.ts';
import { deploymentConfigurationView, hookRunView } from './deployment-configuration-view.ts';

export function serviceDeploymentView(record: ServiceDeployment, service: Service, tasks: readonly Task[]): JsonObject {
  const { alarms, configuration, rollback, stages } = record;
  const counts = record.final ?? countsNow(record, service, tasks);
  return {
    serviceDeploymentArn: record.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: timestamp(record.createdAt),
    startedAt: timestamp(record.startedAt),
    finishedAt: timestamp(record.finishedAt),
    stoppedAt: timestamp(record.stoppedAt),
    updatedAt: timestamp(record.updatedAt),
    status: record.status,
    statusReason: record.statusReason,
    targetServiceRevision: { ...counts.target },
    sourceServiceRevisions: counts.sources.map((source) => ({ ...source })),
    lifecycleStage: stages?.position?.stage,
    lifecycleHookDetails: stages && !isFinished(record) ? stages.hooks.map(hookRunView) : undefined,
    deploymentConfiguration: deploymentConfigurationView(configuration),
    deploymentCircuitBreaker: breakerView(record, counts),
    alarms: {
      status: alarms.status,
      alarmNames: configuration.alarms?.names,
      triggeredAlarmNames: alarms.triggered.length > 0 ? alarms.triggered : undefined,
    },
    rollback: rollback && {
      reason: rollback.reason,
      startedAt: timestamp(rollback.startedAt),
      serviceRevisionArn: rollback.to.revision.arn,
    },
  };
}

export function serviceDeploymentBrief(record: ServiceDeployment, service: Service): JsonObject {
  return {
    serviceDeploymentArn: record.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    createdAt: timestamp(record.createdAt),
    startedAt: timestamp(record.startedAt),
    finishedAt: timestamp(record.finishedAt),
    targetServiceRevisionArn: record.deployment.revision.arn,
    status: record.status,
    statusReason: record.statusReason,
  };
}

function breakerView(record: ServiceDeployment, { failureCount, threshold }: ServiceDeploymentCounts): JsonObject {
  const { breaker } = record.configuration;
  if (!breaker.enable) return { status: 'DISABLED' };
  const status = record.breakerTriggered ? 'TRIGGERED' : isFinished(record) ? 'MONITORING_COMPLETE' : 'MONITORING';
  return { status, failureCount, threshold };
}

export function serviceRevisionView(revision: ServiceRevision, service: Service): JsonObject {
  const { capacity, settings, targetGroups, taskDefinition, digests } = revision;
  return {
    serviceRevisionArn: revision.arn,
    serviceArn: service.arn,
    clusterArn: service.cluster.arn,
    taskDefinition: taskDefinition.arn,
    ...capacity,
    platformFamily: 'Linux',
    ...settings,
    loadBalancers: settings.loadBalancers.map(loadBalancerView),
    containerImages: taskDefinition.spec.containerDefinitions.map(({ name, image }) => ({
      containerName: name,
      image,
      imageDigest: digests.get(name),
    })),
    guardDutyEnabled: false,
    resolvedConfiguration: {
      loadBalancers: targetGroups.map((targetGroupArn, index) => ({
        targetGroupArn,
        productionListenerRule: settings.loadBalancers[index]?.advancedConfiguration?.productionListenerRule,
      })),
    },
    createdAt: timestamp(revision.createdAt),
  };
}
