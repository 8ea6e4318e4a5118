import type { EcsService } from './api.ts';

/** One of the task sets that a service deployed by AWS CodeDeploy consists of. */
export type TaskSet = NonNullable<EcsService['taskSets']>[number];

/** Where the tasks of the task set run that serves, which a service of CodeDeploy itself need not say rightly. */
export type PrimaryTaskSet = Pick<
  EcsService,
  'loadBalancers' | 'networkConfiguration' | 'platformVersion' | 'capacityProviderStrategy' | 'launchType'
>;

export function primaryTaskSet({ taskSets = [] }: EcsService): TaskSet | undefined {
  return taskSets.find(({ status }) => status === 'PRIMARY');
}

/**
 * The service with the settings of its PRIMARY task set: each deployment of CodeDeploy may bring others (above all, the
 * target groups take turns). A service that ECS deploys has none, and stays as it is.
 */
export function asPrimaryRuns(service: EcsService): EcsService {
  const primary = primaryTaskSet(service);
  if (primary === undefined) return service;
  const { launchType, capacityProviderStrategy, platformVersion, networkConfiguration, loadBalancers } = primary;
  const settings = { launchType, capacityProviderStrategy, platformVersion, networkConfiguration, loadBalancers };
  return { ...service, ...Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) };
}
