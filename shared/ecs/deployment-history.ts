import type { EcsApi, ServiceRef } from './api.ts';

/** A deployment of a service that ECS completed. ECS forgets them after 90 days. */
export interface PastDeployment {
  /** ARN of the revision deployed. */
  readonly taskDefinition: string;
  /** When it began; undefined where AWS CodeDeploy made it. */
  readonly createdAt?: Date | undefined;
  readonly finishedAt: Date | undefined;
}

/**
 * The successful deployments that ECS knows of, the one completed last first.
 * @throws what ListServiceDeployments and DescribeServiceRevisions throw
 */
export async function pastDeployments(api: EcsApi, ref: ServiceRef): Promise<readonly PastDeployment[]> {
  const deployments = await api.listServiceDeployments(ref, ['SUCCESSFUL']);
  const arns = new Set(deployments.flatMap(({ targetServiceRevisionArn }) => targetServiceRevisionArn ?? []));
  const revisions = arns.size === 0 ? [] : await api.describeServiceRevisions([...arns]);
  const definitionOf = new Map(
    revisions.map(({ serviceRevisionArn, taskDefinition }) => [serviceRevisionArn, taskDefinition]),
  );
  const known = deployments.flatMap(({ targetServiceRevisionArn, createdAt, finishedAt }) => {
    const taskDefinition = definitionOf.get(targetServiceRevisionArn);
    return taskDefinition === undefined ? [] : [{ taskDefinition, createdAt, finishedAt }];
  });
  return known.sort((a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0));
}
