import type { EcsApi, EcsService, EcsServiceRevision, ServiceRef } from '../api.ts';
import { sameRevision } from '../names.ts';

/** ListServiceDeployments gives no more at a time: newer deployments than these hide an older one. */
const DEPLOYMENTS = 100;
/** DescribeServiceRevisions takes no more. */
const REVISIONS_A_CALL = 20;

/**
 * The service revision of the last successful deployment of a task definition to a service; undefined when ECS knows of
 * none. ECS keeps service deployments and their revisions for 90 days.
 * @throws what ListServiceDeployments and DescribeServiceRevisions throw
 */
export async function lastDeployedAs(
  api: EcsApi,
  ref: ServiceRef,
  taskDefinition: string,
): Promise<EcsServiceRevision | undefined> {
  const deployments = await api.listServiceDeployments(ref, ['SUCCESSFUL'], DEPLOYMENTS);
  const newestFirst = [...deployments].sort((a, b) => time(b.finishedAt) - time(a.finishedAt));
  const arns = [...new Set(newestFirst.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []))];
  for (let start = 0; start < arns.length; start += REVISIONS_A_CALL) {
    const chunk = arns.slice(start, start + REVISIONS_A_CALL);
    const byArn = new Map((await api.describeServiceRevisions(chunk)).map((each) => [each.serviceRevisionArn, each]));
    for (const arn of chunk) {
      const revision = byArn.get(arn);
      if (revision !== undefined && sameRevision(revision.taskDefinition ?? '', taskDefinition)) return revision;
    }
  }
  return undefined;
}

/**
 * The service revision of a service's PRIMARY deployment; undefined where ECS does not tell.
 * @param taskDefinition the one that is PRIMARY
 * @throws what DescribeServiceRevisions throws
 */
export async function revisionNow(
  api: EcsApi,
  service: EcsService,
  taskDefinition: string,
): Promise<EcsServiceRevision | undefined> {
  const arns = (service.currentServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []).slice(0, REVISIONS_A_CALL);
  const revisions = arns.length === 0 ? [] : await api.describeServiceRevisions(arns);
  // The same definition may be deployed twice, with other settings: the newer one is PRIMARY.
  return revisions
    .filter((revision) => sameRevision(revision.taskDefinition ?? '', taskDefinition))
    .sort((a, b) => time(b.createdAt) - time(a.createdAt))[0];
}

function time(date: Date | undefined): number {
  return date?.getTime() ?? 0;
}
