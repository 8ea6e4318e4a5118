import { isDeepStrictEqual } from 'node:util';
import { withRetry, type RetryOptions } from '#shared/aws/retry';
import { GithubFault } from './fault.ts';
import type { GithubRequest } from './request.ts';

/** A release of one service. */
export interface DeployedRelease {
  readonly cluster: string;
  readonly service: string;
  readonly taskDefinition: string;
  readonly previousTaskDefinition: string;
  readonly images: readonly string[];
}

/**
 * What the payload of a deployment holds: which run deploys, and the release of its service, or of each of its services.
 * Its form is versioned; {@link releasesOf} reads both.
 */
export type DeploymentPayload = {
  readonly schema: 'cicd-actions/deployment/v1';
  readonly runId: string;
  readonly runAttempt: string;
} & (DeployedRelease | { readonly services: readonly DeployedRelease[] });

/** The releases that a payload as it was written, or as GitHub gives it back, tells of. */
export function releasesOf(payload: unknown): readonly DeployedRelease[] {
  const services = memberOf(payload, 'services');
  return (Array.isArray(services) ? services : [payload]).flatMap((release: unknown) => {
    const texts = ['cluster', 'service', 'taskDefinition', 'previousTaskDefinition'].map((name) =>
      memberOf(release, name),
    );
    const [cluster, service, taskDefinition, previousTaskDefinition] = texts;
    if (
      typeof cluster !== 'string' ||
      typeof service !== 'string' ||
      typeof taskDefinition !== 'string' ||
      typeof previousTaskDefinition !== 'string'
    )
      return [];
    const images = listOf(memberOf(release, 'images')).filter((image) => typeof image === 'string');
    return [{ cluster, service, taskDefinition, previousTaskDefinition, images }];
  });
}

export interface DeploymentRequest {
  readonly environment: string;
  /** Full SHA of the commit. */
  readonly sha: string;
  readonly description: string;
  readonly payload: DeploymentPayload;
}

/**
 * States of a deployment. Source: GitHub docs, "Create a deployment status". `success` is not among them: it is for
 * who has verified the release.
 */
export type DeploymentState = 'in_progress' | 'failure' | 'error' | 'inactive';

export interface DeploymentStatus {
  readonly state: DeploymentState;
  readonly description: string;
  readonly logUrl: string | undefined;
}

type Patience = Pick<RetryOptions, 'clock' | 'random'>;

/** GitHub refuses a longer description. */
const DESCRIPTION = 140;
/** Of the newest deployments, so many may have been made for this job by its `environment:`. */
const CANDIDATES = 5;

/**
 * The id of this run's deployment: one it has made already, one that GitHub made for the job because it has an
 * `environment:`, or a new one.
 * @throws {GithubFault}
 */
export function openDeployment(request: GithubRequest, wanted: DeploymentRequest, patience: Patience): Promise<number> {
  // Looked for again each time: the answer to a creation may have been lost.
  return patiently(async () => (await findDeployment(request, wanted)) ?? (await create(request, wanted)), patience);
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
  };
  await patiently(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body }), patience);
}

async function create(request: GithubRequest, wanted: DeploymentRequest): Promise<number> {
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
  return id;
}

async function findDeployment(request: GithubRequest, wanted: DeploymentRequest): Promise<number | undefined> {
  const query = new URLSearchParams({
    environment: wanted.environment,
    sha: wanted.sha,
    task: 'deploy',
    per_page: String(CANDIDATES),
  });
  const listed = listOf(await request({ method: 'GET', path: `/deployments?${query.toString()}` }));
  const own = listed.find((deployment) => isOwn(payloadOf(deployment), wanted.payload));
  if (own !== undefined) return idOf(own);
  for (const deployment of listed) {
    const id = idOf(deployment);
    if (id === undefined || memberOf(payloadOf(deployment), 'schema') !== undefined) continue;
    const statuses = listOf(await request({ method: 'GET', path: `/deployments/${id}/statuses?per_page=1` }));
    const page = memberOf(statuses[0], 'log_url');
    if (typeof page === 'string' && page.includes(`/actions/runs/${wanted.payload.runId}/job/`)) return id;
  }
  return undefined;
}

/** Of this run and this very release: a second deployment of the same step or job has a record of its own. */
function isOwn(payload: unknown, wanted: DeploymentPayload): boolean {
  const { schema, runId, runAttempt } = wanted;
  const ofThisRun = Object.entries({ schema, runId, runAttempt }).every(
    ([name, value]) => memberOf(payload, name) === value,
  );
  return ofThisRun && isDeepStrictEqual(namesOf(payload), namesOf(wanted));
}

function namesOf(payload: unknown): readonly (readonly string[])[] {
  return releasesOf(payload).map(({ cluster, service, taskDefinition }) => [cluster, service, taskDefinition]);
}

/** GitHub gives a payload back as it was given: JSON as text stays text. */
function payloadOf(deployment: unknown): unknown {
  const payload = memberOf(deployment, 'payload');
  if (typeof payload !== 'string') return payload;
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
}

function idOf(answer: unknown): number | undefined {
  const id = memberOf(answer, 'id');
  return typeof id === 'number' ? id : undefined;
}

function listOf(answer: unknown): readonly unknown[] {
  return Array.isArray(answer) ? answer : [];
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}

function shorten(text: string): string {
  // The expression takes half of a character away that the cut left.
  return text.length <= DESCRIPTION ? text : `${text.slice(0, DESCRIPTION - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

function patiently<T>(call: () => Promise<T>, patience: Patience): Promise<T> {
  const retryable = (error: unknown): boolean => error instanceof GithubFault && error.retryable;
  return withRetry(call, { ...patience, attempts: 3, baseMs: 300, capMs: 2_000, retryable });
}
