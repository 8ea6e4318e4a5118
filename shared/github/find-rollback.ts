import { isDeepStrictEqual } from 'node:util';
import { stateOf } from './deployments.ts';
import { GithubFault } from './fault.ts';
import { CANDIDATES, listDeployments, namesOf, type Place } from './find-deployment.ts';
import { idOf, memberOf } from './json.ts';
import { patiently, type Patience } from './patiently.ts';
import { PAYLOAD_SCHEMA, payloadOf, type DeploymentPayload } from './payload.ts';
import type { GithubRequest } from './request.ts';

/** Who began the rollback a moment ago may not have come to record it yet. */
const LOOKS = 3;
const BETWEEN_MS = 1_000;

/** A deployment in one of these states ends later; one without any status is new. */
const OPEN: ReadonlySet<unknown> = new Set(['in_progress', 'queued', 'pending', undefined]);

/** GitHub deletes no deployment that may be active. Source: GitHub docs, "Delete a deployment". */
const INACTIVE = { state: 'inactive', description: 'the rollback has a deployment already' };

type Wanted = Place & { readonly payload: DeploymentPayload };

/**
 * The open deployment of the same rollback that another run has made, or this run before it was run again: what was cut
 * off then is an `error`. It is looked for three times in two seconds.
 * @throws {GithubFault}
 */
export async function findOpenRollback(
  request: GithubRequest,
  wanted: Wanted,
  patience: Patience,
): Promise<number | undefined> {
  for (let look = 1; ; look += 1) {
    const found = await patiently(() => findOnce(request, { ...wanted, cutOff: true }), patience);
    if (found !== undefined || look === LOOKS) return found;
    await patience.clock.sleep(BETWEEN_MS, patience.signal);
  }
}

/**
 * Which of two deployments of the same rollback stays: ours, or the one that another run made a moment before it. GitHub
 * cannot be asked to make a deployment only if there is none, so two runs that begin at once each make one; the older
 * one stays, and ours is deleted where it is not that.
 * @throws {GithubFault}
 */
export async function keepFirstRollback(
  request: GithubRequest,
  { id, ...wanted }: Wanted & { readonly id: number },
  patience: Patience,
): Promise<number> {
  const first = await patiently(() => findOnce(request, { ...wanted, before: id }), patience);
  if (first === undefined) return id;
  await patiently(() => request({ method: 'POST', path: `/deployments/${id}/statuses`, body: INACTIVE }), patience);
  await patiently(() => remove(request, id), patience);
  return first;
}

/** One that is gone was deleted by a request whose answer was lost. */
async function remove(request: GithubRequest, id: number): Promise<void> {
  try {
    await request({ method: 'DELETE', path: `/deployments/${id}` });
  } catch (error) {
    if (!(error instanceof GithubFault && error.status === 404)) throw error;
  }
}

async function findOnce(
  request: GithubRequest,
  { before = Infinity, cutOff = false, ...wanted }: Wanted & { readonly before?: number; readonly cutOff?: boolean },
): Promise<number | undefined> {
  for (const deployment of await listDeployments(request, wanted, CANDIDATES)) {
    const id = idOf(deployment);
    const payload = payloadOf(deployment);
    if (id === undefined || id >= before || !isSameRollback(payload, wanted.payload)) continue;
    const state = await stateOf(request, id);
    const ownCutOff = cutOff && state === 'error' && memberOf(payload, 'runId') === wanted.payload.runId;
    if (OPEN.has(state) || ownCutOff) return id;
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
