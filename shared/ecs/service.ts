import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsApi, EcsService, ServiceRef } from './api.ts';

/** What deploys a service: ECS itself, or AWS CodeDeploy. */
export type Controller = 'ECS' | 'CODE_DEPLOY';

/**
 * The service, if it is one that can be deployed here.
 * @param controllers deployment controllers that the caller knows how to deploy with
 * @throws {ActionError} when it does not exist, is being deleted, or is deployed by something else
 */
export async function requireService(
  api: EcsApi,
  ref: ServiceRef,
  controllers: readonly Controller[] = ['ECS'],
): Promise<EcsService> {
  const { cluster, service: name } = ref;
  let service: EcsService | undefined;
  try {
    service = await api.describeService(ref);
  } catch (error) {
    throw awsFailure(`read service ${name} in cluster ${cluster}`, error);
  }
  if (service === undefined || service.status === 'INACTIVE') {
    throw new ActionError(`There is no service ${name} in cluster ${cluster}.`, {
      hint: 'Check the names, the region and the account of the credentials.',
    });
  }
  if (service.status !== 'ACTIVE') {
    throw new ActionError(`Service ${name} is ${service.status ?? 'in no state'}: it is being deleted.`);
  }
  const controller = controllerOf(service);
  if (!controllers.some((known) => known === controller)) {
    throw new ActionError(
      `Service ${name} is deployed by ${controller}; this action supports the deployment controller ${controllers.join(' or ')} only.`,
    );
  }
  if (service.resourceManagementType === 'ECS') {
    throw new ActionError(`Service ${name} is an Express service, whose task definition is managed by ECS.`);
  }
  return service;
}

/** ECS, CODE_DEPLOY or EXTERNAL. Older answers of ECS leave it out for ECS. */
export function controllerOf({ deploymentController }: EcsService): string {
  return deploymentController?.type ?? 'ECS';
}
