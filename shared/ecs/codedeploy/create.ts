import {
  isCodeDeployFault,
  type AutoRollback,
  type CodeDeployApi,
  type CodeDeployGroup,
  type GroupRef,
  type NewDeployment,
} from './api.ts';
import { viewDeployment } from './view.ts';

export type Created =
  | { readonly kind: 'begun'; readonly id: string }
  /** Somebody else has begun a deployment of the group meanwhile; its id. */
  | { readonly kind: 'overtaken'; readonly by: string };

/** Characters. AWS's own action shortens to it as well. */
const DESCRIPTION_LENGTH = 512;

/**
 * Creates a deployment. Where the group is busy, either an answer of ours was lost, or somebody else was quicker: the
 * SHA-256 of what is deployed tells.
 * @param known id of a deployment that was under way before, and is neither
 * @throws what CreateDeployment throws
 */
export async function createDeployment(
  api: CodeDeployApi,
  deployment: NewDeployment,
  known?: string,
): Promise<Created> {
  try {
    return { kind: 'begun', id: await api.create(deployment) };
  } catch (error) {
    if (isCodeDeployFault(error, 'DeploymentLimitExceeded')) {
      const active = await findActive(api, deployment, { sha256: deployment.sha256, known });
      if (active?.isOurs === true) return { kind: 'begun', id: active.id };
      if (active !== undefined) return { kind: 'overtaken', by: active.id };
    }
    throw error;
  }
}

/** The deployment of the group that is under way, besides the one that is `known`, and whether it is ours. */
export async function findActive(
  api: CodeDeployApi,
  group: GroupRef,
  { sha256, known }: { readonly sha256: string; readonly known: string | undefined },
): Promise<{ readonly id: string; readonly isOurs: boolean } | undefined> {
  const [id] = (await api.activeDeployments(group)).filter((active) => active !== known);
  if (id === undefined) return undefined;
  return { id, isOurs: viewDeployment(await api.deployment(id)).sha256 === sha256 };
}

/** As much of a description as CodeDeploy takes; undefined for none. */
export function descriptionOf(text: string): string | undefined {
  if (text === '') return undefined;
  return text.length <= DESCRIPTION_LENGTH ? text : `${text.slice(0, DESCRIPTION_LENGTH - 1)}…`;
}

/** What a failed deployment is taken back for, whatever becomes of this job. */
const FAILURES = ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] as const;

/** The group's own configuration with the failures added; undefined where it has them. */
export function rollingBackFailures(group: CodeDeployGroup): AutoRollback {
  const { enabled = false, events = [] } = group.autoRollbackConfiguration ?? {};
  const present = enabled ? events : [];
  const missing = FAILURES.filter((event) => !present.includes(event));
  return missing.length === 0 ? undefined : { enabled: true, events: [...present, ...missing] };
}
