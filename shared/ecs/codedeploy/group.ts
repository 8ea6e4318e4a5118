import { errorMessage, InputError } from '#shared/action/errors';
import { awsFailure } from '#shared/aws/faults';
import type { EcsService } from '../api.ts';
import { shortName } from '../names.ts';
import { isCodeDeployFault, type CodeDeployApi, type CodeDeployGroup, type GroupRef } from './api.ts';
import { groupsServing, servesService } from './find-group.ts';
import { GROUP_INPUTS, type GroupNames } from './group-inputs.ts';

/** The deployment group that is named, or that AWS's console and examples make for a service. */
export function groupRef(
  { application, group }: GroupNames,
  { serviceName = '', clusterArn = '' }: EcsService,
): GroupRef {
  const place = `ECS-${shortName(clusterArn)}-${serviceName}`;
  return { application: application ?? `App${place}`, group: group ?? `Dgp${place}` };
}

/**
 * @throws {InputError} when there is no such group, with the names of those that deploy the service
 * @throws {ActionError} when it cannot be read
 */
export async function requireGroup(api: CodeDeployApi, ref: GroupRef, service: EcsService): Promise<CodeDeployGroup> {
  try {
    return await api.group(ref);
  } catch (error) {
    const noApplication = isCodeDeployFault(error, 'ApplicationDoesNotExist');
    if (!noApplication && !isCodeDeployFault(error, 'DeploymentGroupDoesNotExist')) {
      throw awsFailure(`read deployment group ${ref.group} of application ${ref.application}`, error);
    }
    const input = noApplication ? GROUP_INPUTS.application : GROUP_INPUTS.group;
    const missing = noApplication
      ? `there is no application ${ref.application} (where deployment group ${ref.group} was looked for).`
      : `application ${ref.application} has no deployment group ${ref.group}.`;
    throw new InputError([{ input, problem: `${missing} ${await whatServes(api, service)}` }]);
  }
}

/**
 * That a group is not another service's, whose deployments it would be that are stopped.
 * @throws {InputError} when it is
 */
export function requireServed(group: CodeDeployGroup, service: EcsService): void {
  if (servesService(group, service)) return;
  const { applicationName = '', deploymentGroupName = '', ecsServices = [] } = group;
  const served = ecsServices.map(({ serviceName = '' }) => shortName(serviceName)).join(', ');
  const problem = `${deploymentGroupName} of application ${applicationName} deploys ${served === '' ? 'no service of Amazon ECS' : served}, not ${service.serviceName ?? ''} in cluster ${shortName(service.clusterArn ?? '')}.`;
  throw new InputError([{ input: GROUP_INPUTS.group, problem }]);
}

/** Which group it should have been, in a sentence. */
async function whatServes(api: CodeDeployApi, service: EcsService): Promise<string> {
  const name = service.serviceName ?? '';
  let found: readonly GroupRef[];
  try {
    found = await groupsServing(api, service);
  } catch (error) {
    return `Which one deploys service ${name} could not be looked up: ${errorMessage(error)}`;
  }
  if (found.length === 0) {
    return `No deployment group that deploys service ${name} was found in this account and region; make one first.`;
  }
  const listed = found.map(
    ({ application, group }) => `${GROUP_INPUTS.application}: ${application} and ${GROUP_INPUTS.group}: ${group}`,
  );
  return `Service ${name} is deployed by another one: give ${listed.join(', or ')}.`;
}
