import type { ControlledService, TaskSetControl, TaskSetSight, WantedTaskSet } from '#sandbox/aws/task-set-control';
import type { EcsContext } from '../context.ts';
import { invalidParameter, taskSetNotFound } from '../errors.ts';
import type { RevisionSettings, Service, TaskSet } from '../model.ts';
import { shortName } from '../names.ts';
import { checkRevision } from '../operations/service-input.ts';
import { countsOf } from '../rollout/counts.ts';
import { drain, makePrimary, openTaskSet, primaryOf } from './open.ts';

/** Task sets for CodeDeploy, which comes to ECS as a controller of its own and not through the public operations. */
export function taskSetControl(context: EcsContext): TaskSetControl {
  return {
    find: (cluster, name) => {
      const service = context.state.findCluster(cluster)?.services.get(shortName(name));
      return service?.status === 'ACTIVE' ? controlled(context, service) : undefined;
    },
  };
}

function controlled(context: EcsContext, service: Service): ControlledService {
  const find = (id: string): TaskSet | undefined => service.taskSets.find(({ deployment }) => deployment.id === id);
  return {
    arn: service.arn,
    name: service.name,
    cluster: service.cluster.name,
    controller: service.controller,
    taskSets: () => service.taskSets.map((taskSet) => sight(context, service, taskSet)),
    create: (wanted) => create(context, service, wanted),
    makePrimary: (id) => {
      const taskSet = find(id);
      if (!taskSet) throw taskSetNotFound();
      makePrimary(context, service, taskSet);
    },
    remove: (id) => {
      const taskSet = find(id);
      if (taskSet) drain(context, service, taskSet);
    },
  };
}

function create(context: EcsContext, service: Service, wanted: WantedTaskSet): string {
  const primary = primaryOf(service);
  if (!primary) throw invalidParameter('The service has no primary task set.');
  const taskDefinition = context.state.startableTaskDefinition(wanted.taskDefinition);
  const settings = revised(primary.deployment.revision.settings, wanted);
  checkRevision(context, taskDefinition, settings);
  const taskSet = openTaskSet(context, service, {
    taskDefinition,
    settings,
    status: 'ACTIVE',
    scale: 100,
    capacity: wanted.capacityProviderStrategy
      ? { launchType: undefined, capacityProviderStrategy: wanted.capacityProviderStrategy }
      : primary,
    externalId: wanted.externalId,
    startedBy: 'CODE_DEPLOY',
  });
  return taskSet.deployment.id;
}

function revised(present: RevisionSettings, wanted: WantedTaskSet): RevisionSettings {
  const { loadBalancer, platformVersion, networkConfiguration } = wanted;
  return {
    ...present,
    loadBalancers: [loadBalancer],
    ...(platformVersion === undefined || platformVersion === 'LATEST' ? {} : { platformVersion }),
    ...(networkConfiguration === undefined ? {} : { networkConfiguration }),
  };
}

function sight({ state }: EcsContext, service: Service, taskSet: TaskSet): TaskSetSight {
  const { deployment } = taskSet;
  const { running, pending } = countsOf(deployment, service, state.tasksOf(service));
  return {
    id: deployment.id,
    status: taskSet.status,
    steady: taskSet.stabilityStatus === 'STEADY_STATE',
    targetGroupArns: deployment.revision.settings.loadBalancers.map(({ targetGroupArn }) => targetGroupArn),
    desired: deployment.desiredCount,
    pending,
    running,
  };
}
