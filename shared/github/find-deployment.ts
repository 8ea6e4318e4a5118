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
  /** ARN of the revision: one commit may have several, and be deployed to several regions. Default: any of the commit. */
  readonly taskDefinition?: string;
  /** Names, not ARNs. Undefined: whichever was deployed last. */
  readonly service: { readonly cluster: string; readonly name: string } | undefined;
  readonly runId: string;
}

/** Of the newest deployments, so many may have been made for this job by its `environment:`. */
export const CANDIDATES = 5;
/** One commit may be deployed to many services of an environment. */
const RELEASES = 50;
/** The first statuses of a job's deployment are GitHub's own; no step tells more than some. */
const STATUSES = 30;

export interface OwnDeployment {
  readonly id: number;
  /** GitHub made it for the job; its payload names no release. */
  readonly ofJob: boolean;
}

/** This run's own deployment, or one that GitHub made for its job; of a rollback only its own, which names it. */
export async function findOwnDeployment(
  request: GithubRequest,
  wanted: Place & { readonly payload: DeploymentPayload },
): Promise<OwnDeployment | undefined> {
  const listed = await listDeployments(request, wanted, CANDIDATES);
  const own = idOf(listed.find((deployment) => isOwn(payloadOf(deployment), wanted.payload)));
  if (own !== undefined) return { id: own, ofJob: false };
  if (memberOf(wanted.payload, 'rollbackOf') !== undefined) return undefined;
  const free = (await ofJobs(request, listed, wanted.payload.runId)).find(({ taken }) => !taken);
  return free && { id: free.id, ofJob: true };
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
        (taskDefinition === undefined || one.taskDefinition === taskDefinition),
    );
  };
  return patiently(async () => {
    const listed = await listDeployments(request, { environment, sha }, RELEASES);
    const found = listed.find(isOfRelease);
    return found === undefined && sha !== undefined
      ? releaseOfJob(await ofJobs(request, listed.slice(0, CANDIDATES), runId))
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

interface JobDeployment {
  readonly id: number;
  /** Whether a step of the suite has told something in it. */
  readonly taken: boolean;
}

/** Those that GitHub made for jobs of a run. They have no payload; their statuses name the page of the job. */
async function ofJobs(
  request: GithubRequest,
  listed: readonly unknown[],
  runId: string,
): Promise<readonly JobDeployment[]> {
  const made: JobDeployment[] = [];
  for (const deployment of listed) {
    const id = idOf(deployment);
    if (id === undefined || memberOf(payloadOf(deployment), 'schema') !== undefined) continue;
    const path = `/deployments/${id}/statuses?per_page=${STATUSES}`;
    const [newest, ...older] = listOf(await request({ method: 'GET', path })).map((status) => {
      const page = memberOf(status, 'log_url');
      return typeof page === 'string' && page.includes(`/actions/runs/${runId}/job/`);
    });
    if (newest === true || older.includes(true)) made.push({ id, taken: newest !== true });
  }
  return made;
}

/** Which of several has the release, only those tell that no step has taken: others may be of other services. */
function releaseOfJob(made: readonly JobDeployment[]): number | undefined {
  const [only, ...others] = made;
  return others.length === 0 ? only?.id : made.find(({ taken }) => !taken)?.id;
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
