import { GithubFault } from './fault.ts';
import { findOwnDeployment, type OwnDeployment } from './find-deployment.ts';
import { idOf, listOf, memberOf } from './json.ts';
import { patiently, type Patience } from './patiently.ts';
import type { DeploymentPayload } from './payload.ts';
import type { GithubRequest } from './request.ts';

export interface DeploymentRequest {
  readonly environment: string;
  /** Full SHA of the commit. */
  readonly sha: string;
  readonly description: string;
  readonly payload: DeploymentPayload;
}

/** States of a deployment. Source: GitHub docs, "Create a deployment status". `success` is for who has verified it. */
export type DeploymentState = 'in_progress' | 'success' | 'failure' | 'error' | 'inactive';

export interface DeploymentStatus {
  readonly state: DeploymentState;
  readonly description: string;
  readonly logUrl: string | undefined;
  /** Where the release answers. */
  readonly environmentUrl?: string | undefined;
}

/** GitHub refuses a longer description. */
const DESCRIPTION = 140;

/**
 * This run's deployment: one it has made already, one that GitHub made for the job because it has an
 * `environment:`, or a new one.
 * @throws {GithubFault}
 */
export function openDeployment(
  request: GithubRequest,
  wanted: DeploymentRequest,
  patience: Patience,
): Promise<OwnDeployment> {
  // Looked for again each time: the answer to a creation may have been lost.
  return patiently(async () => (await findOwnDeployment(request, wanted)) ?? (await create(request, wanted)), patience);
}

/** @throws {GithubFault} */
export async function setDeploymentStatus(
  request: GithubRequest,
  { id, status }: { readonly id: number; readonly status: DeploymentStatus },
  patience: Patience,
): Promise<void> {
  const body = {
    state: status.state,
    description: shorten(status.description),
    ...(status.logUrl === undefined ? {} : { log_url: status.logUrl }),
    ...(status.environmentUrl === undefined ? {} : { environment_url: status.environmentUrl }),
  };
  await patiently(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body }), patience);
}

/**
 * The newest state of a deployment; undefined for one that nothing was told of yet.
 * @throws {GithubFault}
 */
export async function stateOf(request: GithubRequest, id: number): Promise<unknown> {
  const [newest] = listOf(await request({ method: 'GET', path: `/deployments/${id}/statuses?per_page=1` }));
  return memberOf(newest, 'state');
}

async function create(request: GithubRequest, wanted: DeploymentRequest): Promise<OwnDeployment> {
  const { environment, sha, description, payload } = wanted;
  const body = {
    ref: sha,
    task: 'deploy',
    environment,
    description: shorten(description),
    payload,
    // Both defaults bite: GitHub would merge the default branch first, and wait for the checks of this very run.
    auto_merge: false,
    required_contexts: [],
  };
  const id = idOf(await request({ method: 'POST', path: '/deployments', body }));
  if (id === undefined) throw new GithubFault('POST /deployments: the answer has no id', false);
  return { id, ofJob: false };
}

function shorten(text: string): string {
  // The expression takes half of a character away that the cut left.
  return text.length <= DESCRIPTION ? text : `${text.slice(0, DESCRIPTION - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
