import { isDeepStrictEqual } from 'node:util';
import { CANDIDATES, listDeployments, namesOf, type Place } from './find-deployment.ts';
import { idOf, listOf, memberOf } from './json.ts';
import { patiently, type Patience } from './patiently.ts';
import { PAYLOAD_SCHEMA, payloadOf, type DeploymentPayload } from './payload.ts';
import type { GithubRequest } from './request.ts';

/** Who began the rollback a moment ago may not have come to record it yet. */
const LOOKS = 3;
const BETWEEN_MS = 1_000;

/** A deployment in one of these states ends later; one without any status is new. */
const OPEN: ReadonlySet<unknown> = new Set(['in_progress', 'queued', 'pending', undefined]);

/**
 * The open deployment of the same rollback that another run has made. It is looked for three times in two seconds.
 * @throws {GithubFault}
 */
export async function findOpenRollback(
  request: GithubRequest,
  wanted: Place & { readonly payload: DeploymentPayload },
  patience: Patience,
): Promise<number | undefined> {
  for (let look = 1; ; look += 1) {
    const found = await patiently(() => findOnce(request, wanted), patience);
    if (found !== undefined || look === LOOKS) return found;
    await patience.clock.sleep(BETWEEN_MS, patience.signal);
  }
}

async function findOnce(
  request: GithubRequest,
  wanted: Place & { readonly payload: DeploymentPayload },
): Promise<number | undefined> {
  for (const deployment of await listDeployments(request, wanted, CANDIDATES)) {
    const id = idOf(deployment);
    if (id === undefined || !isSameRollback(payloadOf(deployment), wanted.payload)) continue;
    const statuses = listOf(await request({ method: 'GET', path: `/deployments/${id}/statuses?per_page=1` }));
    if (OPEN.has(memberOf(statuses[0], 'state'))) return id;
  }
  return undefined;
}

function isSameRollback(payload: unknown, wanted: DeploymentPayload): boolean {
  const left = memberOf(payload, 'rollbackOf');
  return (
    memberOf(payload, 'schema') === PAYLOAD_SCHEMA &&
    left !== undefined &&
    left === memberOf(wanted, 'rollbackOf') &&
    isDeepStrictEqual(namesOf(payload), namesOf(wanted))
  );
}
