import { idOf, listOf, memberOf } from './json.ts';
import { patiently, type Patience } from './patiently.ts';
import { PAYLOAD_SCHEMA, payloadOf, releasesOf } from './payload.ts';
import type { GithubRequest } from './request.ts';

/** A deployment of one service that the suite has recorded, and what became of it. */
export interface RecordedDeployment {
  /** ARN of the revision deployed. */
  readonly taskDefinition: string;
  /** Full SHA of the commit. */
  readonly sha: string;
  readonly createdAt: Date;
  /** ARN of the revision it went back from. Undefined: it was no rollback. */
  readonly rollbackOf: string | undefined;
  /** When it was last called a success. */
  readonly succeededAt: Date | undefined;
  /** When it was last called a failure, and in what words. */
  readonly failedAt: Date | undefined;
  readonly failedReason: string | undefined;
}

export interface RecordedDeploymentsWanted {
  readonly environment: string;
  /** Names, not ARNs. */
  readonly cluster: string;
  readonly service: string;
  /** Beginning of the commit's SHA, in lower case. Default: every commit. */
  readonly sha?: string | undefined;
}

/** A payload may tell of many services: more of them in one answer could be more than is read of it. */
const PER_PAGE = 50;
/** Of an environment, which may have many services. */
const PAGES = 4;
/** Of the service; each takes a request for its statuses. */
const DEPLOYMENTS = 30;
const AT_A_TIME = 10;
const FULL_SHA = /^[0-9a-f]{40}$/;

/**
 * The newest deployments of a service, newest first, by their whole status history: GitHub adds `inactive` behind the
 * `success` of the deployment before (GitHub docs, "Create a deployment status", `auto_inactive`). At most 30, of the 200
 * newest deployments of the environment.
 * @throws {GithubFault}
 */
export async function recordedDeployments(
  request: GithubRequest,
  wanted: RecordedDeploymentsWanted,
  patience: Patience,
): Promise<readonly RecordedDeployment[]> {
  const own = await ownDeployments(request, wanted, patience);
  const recorded: RecordedDeployment[] = [];
  for (let start = 0; start < own.length; start += AT_A_TIME) {
    const reading = own.slice(start, start + AT_A_TIME).map(async ({ id, ...deployment }) => {
      const path = `/deployments/${id}/statuses?per_page=100`;
      const statuses = listOf(await patiently(() => request({ method: 'GET', path }), patience));
      const succeeded = lastOf(statuses, 'success');
      const failed = lastOf(statuses, 'failure');
      return { ...deployment, succeededAt: succeeded?.at, failedAt: failed?.at, failedReason: failed?.description };
    });
    recorded.push(...(await Promise.all(reading)));
  }
  return recorded;
}

type Own = Pick<RecordedDeployment, 'taskDefinition' | 'sha' | 'createdAt' | 'rollbackOf'> & { readonly id: number };

async function ownDeployments(
  request: GithubRequest,
  wanted: RecordedDeploymentsWanted,
  patience: Patience,
): Promise<readonly Own[]> {
  const { environment, sha } = wanted;
  const exact = sha !== undefined && FULL_SHA.test(sha) ? { sha } : {};
  const own: Own[] = [];
  for (let page = 1; page <= PAGES && own.length < DEPLOYMENTS; page += 1) {
    const place = { environment, ...exact, task: 'deploy', per_page: String(PER_PAGE), page: String(page) };
    const path = `/deployments?${new URLSearchParams(place).toString()}`;
    const listed = listOf(await patiently(() => request({ method: 'GET', path }), patience));
    own.push(...listed.flatMap((deployment) => ownOf(deployment, wanted)));
    if (listed.length < PER_PAGE) break;
  }
  return own.slice(0, DEPLOYMENTS);
}

/** Empty when it is another's: of another service or commit, or not recorded by the suite. */
function ownOf(
  deployment: unknown,
  { cluster, service, sha: wantedSha = '' }: RecordedDeploymentsWanted,
): readonly Own[] {
  const id = idOf(deployment);
  const sha = memberOf(deployment, 'sha');
  const createdAt = timeOf(deployment);
  const payload = payloadOf(deployment);
  if (id === undefined || typeof sha !== 'string' || createdAt === undefined) return [];
  if (memberOf(payload, 'schema') !== PAYLOAD_SCHEMA || !sha.startsWith(wantedSha)) return [];
  const rollbackOf = memberOf(payload, 'rollbackOf');
  return releasesOf(payload)
    .filter((release) => release.cluster === cluster && release.service === service)
    .map(({ taskDefinition }) => ({
      id,
      sha,
      createdAt,
      taskDefinition,
      rollbackOf: typeof rollbackOf === 'string' ? rollbackOf : undefined,
    }));
}

/** The newest status of a state. */
function lastOf(
  statuses: readonly unknown[],
  state: 'success' | 'failure',
): { readonly at: Date; readonly description: string | undefined } | undefined {
  const [last] = statuses
    .flatMap((status) => {
      const at = timeOf(status);
      if (at === undefined || memberOf(status, 'state') !== state) return [];
      const description = memberOf(status, 'description');
      return [{ at, description: typeof description === 'string' && description !== '' ? description : undefined }];
    })
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  return last;
}

function timeOf(answer: unknown): Date | undefined {
  const text = memberOf(answer, 'created_at');
  const time = typeof text === 'string' ? Date.parse(text) : Number.NaN;
  return Number.isNaN(time) ? undefined : new Date(time);
}
