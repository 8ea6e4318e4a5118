import { isDeepStrictEqual } from 'node:util';
import { idOf, listOf, memberOf } from './json.ts';
import { patiently, type Patience } from './patiently.ts';
import { PAYLOAD_SCHEMA, payloadOf, releasesOf, type DeploymentPayload } from './payload.ts';
import type { GithubRequest } from './request.ts';

export interface Place {
  readonly environment: string;
  /** Full SHA of the commit. */
  readonly sha: string;
}

export interface WantedRelease {
  readonly environment: string;
  /** Full SHA of the commit. Undefined: not known, and `taskDefinition` tells the release. */
  readonly sha: string | undefined;
  /** ARN of the revision. */
  readonly taskDefinition?: string;
  /** Names, not ARNs. Undefined: whichever was deployed last. */
  readonly service: { readonly cluster: string; readonly name: string } | undefined;
  readonly runId: string;
}

/** Of the newest deployments, so many may have been made for this job by its `environment:`. */
export const CANDIDATES = 5;
/** One commit may be deployed to many services of an environment. */
const RELEASES = 50;

/** This run's own deployment, or one that GitHub made for its job. */
export async function findOwnDeployment(
  request: GithubRequest,
  wanted: Place & { readonly payload: DeploymentPayload },
): Promise<number | undefined> {
  const listed = await listDeployments(request, wanted, CANDIDATES);
  const own = listed.find((deployment) => isOwn(payloadOf(deployment), wanted.payload));
  return own === undefined ? findOfJob(request, listed, wanted.payload.runId) : idOf(own);
}

/**
 * The newest deployment of a release, by whichever run: the one whose payload names the service, else one that GitHub
 * made for a job of this run because it has an `environment:`.
 * @throws {GithubFault}
 */
export function findReleaseDeployment(
  request: GithubRequest,
  wanted: WantedRelease,
  patience: Patience,
): Promise<number | undefined> {
  const { environment, sha, service, taskDefinition, runId } = wanted;
  const isOfRelease = (deployment: unknown): boolean => {
    const payload = payloadOf(deployment);
    if (memberOf(payload, 'schema') !== PAYLOAD_SCHEMA) return false;
    if (service === undefined) return true;
    return releasesOf(payload).some(
      (one) =>
        one.service === service.name &&
        one.cluster === service.cluster &&
        (sha !== undefined || one.taskDefinition === taskDefinition),
    );
  };
  return patiently(async () => {
    const listed = await listDeployments(request, { environment, sha }, RELEASES);
    const found = listed.find(isOfRelease);
    return found === undefined && sha !== undefined
      ? findOfJob(request, listed.slice(0, CANDIDATES), runId)
      : idOf(found);
  }, patience);
}

export async function listDeployments(
  request: GithubRequest,
  { environment, sha }: Pick<WantedRelease, 'environment' | 'sha'>,
  perPage: number,
): Promise<readonly unknown[]> {
  const commit = sha === undefined ? {} : { sha };
  const query = new URLSearchParams({ environment, ...commit, task: 'deploy', per_page: String(perPage) });
  return listOf(await request({ method: 'GET', path: `/deployments?${query.toString()}` }));
}

/** GitHub's own has no payload; its status names the page of the job. */
async function findOfJob(
  request: GithubRequest,
  listed: readonly unknown[],
  runId: string,
): Promise<number | undefined> {
  for (const deployment of listed) {
    const id = idOf(deployment);
    if (id === undefined || memberOf(payloadOf(deployment), 'schema') !== undefined) continue;
    const statuses = listOf(await request({ method: 'GET', path: `/deployments/${id}/statuses?per_page=1` }));
    const page = memberOf(statuses[0], 'log_url');
    if (typeof page === 'string' && page.includes(`/actions/runs/${runId}/job/`)) return id;
  }
  return undefined;
}

/**
 * Of this run, this very release, and for the same end: a second deployment of the same step or job has a record of its
 * own, and so has a rollback to what the run had deployed itself.
 */
function isOwn(payload: unknown, wanted: DeploymentPayload): boolean {
  const { schema, runId, runAttempt } = wanted;
  const ofThisRun = Object.entries({ schema, runId, runAttempt }).every(
    ([name, value]) => memberOf(payload, name) === value,
  );
  const isSame = memberOf(payload, 'rollbackOf') === memberOf(wanted, 'rollbackOf');
  return ofThisRun && isSame && isDeepStrictEqual(namesOf(payload), namesOf(wanted));
}

/** What a payload deploys. */
export function namesOf(payload: unknown): readonly (readonly string[])[] {
  return releasesOf(payload).map(({ cluster, service, taskDefinition }) => [cluster, service, taskDefinition]);
}
