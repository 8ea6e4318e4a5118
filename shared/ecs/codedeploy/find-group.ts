import type { EcsService } from '../api.ts';
import { shortName } from '../names.ts';
import type { CodeDeployApi, CodeDeployGroup, GroupRef } from './api.ts';

/** Applications that are looked through; each takes two calls. */
const MOST_APPLICATIONS = 50;
const AT_A_TIME = 5;

/** Whether a group deploys this service. Groups name both by name or ARN. */
export function servesService(
  { ecsServices = [] }: CodeDeployGroup,
  { serviceName = '', clusterArn = '' }: EcsService,
): boolean {
  return ecsServices.some(
    (served) =>
      shortName(served.serviceName ?? '') === serviceName &&
      shortName(served.clusterName ?? 'default') === shortName(clusterArn),
  );
}

/**
 * The deployment groups that deploy a service, among those of the first {@link MOST_APPLICATIONS} applications for
 * Amazon ECS.
 * @throws what the calls of `api` throw
 */
export async function groupsServing(api: CodeDeployApi, service: EcsService): Promise<readonly GroupRef[]> {
  const queue = (await api.ecsApplications(MOST_APPLICATIONS)).values();
  const found: GroupRef[] = [];
  const worker = async (): Promise<void> => {
    for (const application of queue) {
      const groups = await api.groups(application);
      for (const group of groups.filter((entry) => servesService(entry, service))) {
        found.push({ application, group: group.deploymentGroupName ?? '' });
      }
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, worker));
  return found;
}
