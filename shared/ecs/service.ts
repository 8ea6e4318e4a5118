import { ActionError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsApi, EcsService, ServiceRef } from './api.ts';

/**
 * The service, if it is one that a rolling deployment can update.
 * @throws {ActionError} when it does not exist, is being deleted, or is deployed by something else than ECS's own
 * deployment controller
 */
export async function requireService(api: EcsApi, ref: ServiceRef): Promise<EcsService> {
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
  const controller = service.deploymentController?.type ?? 'ECS';
  if (controller !== 'ECS') {
    throw new ActionError(
      `Service ${name} is deployed by ${controller}; only the deployment controller ECS is supported.`,
    );
  }
  if (service.resourceManagementType === 'ECS') {
    throw new ActionError(`Service ${name} is an Express service, whose task definition is managed by ECS.`);
  }
  return service;
}
