import type { PastDeployment } from '../deployment-history.ts';
import type { CodeDeployApi, CodeDeployDeployment, GroupRef } from './api.ts';
import { parseAppSpec, taskDefinitionOf } from './appspec.ts';

/** So many deployments are looked at, the newest ones. CodeDeploy keeps them; GetApplicationRevision allows few a second. */
const DEPLOYMENTS = 25;

/** When a deployment that succeeded was made, and was completed. */
export interface CompletedDeployment {
  readonly id: string;
  readonly createdAt: Date | undefined;
  readonly finishedAt: Date | undefined;
}

/**
 * The newest deployments of a group that succeeded, in no order. What they deployed is not read, which takes many calls.
 * @throws what the calls of `api` throw
 */
export async function completedCodeDeployments(
  api: CodeDeployApi,
  ref: GroupRef,
): Promise<readonly CompletedDeployment[]> {
  const deployments = await succeeded(api, ref);
  return deployments.map(({ deploymentId: id = '', createTime: createdAt, completeTime: finishedAt }) => ({
    id,
    createdAt,
    finishedAt,
  }));
}

/**
 * The deployments of a group that succeeded, the one completed last first: what ListServiceDeployments tells of services
 * that ECS deploys itself. What CodeDeploy does not know any more is left out.
 * @throws what the calls of `api` throw
 */
export async function pastCodeDeployments(api: CodeDeployApi, ref: GroupRef): Promise<readonly PastDeployment[]> {
  const deployments = await succeeded(api, ref);
  const definitionOf = new Map<string, string | undefined>();
  const past: PastDeployment[] = [];
  for (const { revision, completeTime } of deployments) {
    const { sha256 } = revision?.appSpecContent ?? {};
    if (sha256 === undefined) continue;
    if (!definitionOf.has(sha256)) definitionOf.set(sha256, await revisionDeployed(api, ref, sha256));
    const taskDefinition = definitionOf.get(sha256);
    if (taskDefinition !== undefined) past.push({ taskDefinition, finishedAt: completeTime });
  }
  return past.sort((a, b) => (b.finishedAt?.getTime() ?? 0) - (a.finishedAt?.getTime() ?? 0));
}

async function succeeded(api: CodeDeployApi, ref: GroupRef): Promise<readonly CodeDeployDeployment[]> {
  const ids = await api.succeededDeployments(ref, DEPLOYMENTS);
  return ids.length === 0 ? [] : await api.deployments(ids);
}

/**
 * The task definition that an AppSpec of this SHA-256 names. GetDeployment gives the SHA-256 alone; the text is kept by the
 * application (API reference, GetDeployment).
 */
export async function revisionDeployed(
  api: Pick<CodeDeployApi, 'appSpec'>,
  { application }: Pick<GroupRef, 'application'>,
  sha256: string,
): Promise<string | undefined> {
  const text = await api.appSpec(application, sha256);
  const parsed = text === undefined ? undefined : await parseAppSpec(text);
  return parsed?.ok === true ? taskDefinitionOf(parsed.appSpec) : undefined;
}
