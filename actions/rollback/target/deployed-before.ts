import { errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import { pastDeployments, type PastDeployment } from '#shared/ecs/deployment-history';
import type { Revision } from '#shared/ecs/revisions';
import { isProven } from '#shared/release/record';
import { describeRelease, objectionTo } from './candidates.ts';
import { firstFit, type FitCheck } from './fit.ts';
import { passOver } from './pass-over.ts';
import { informed } from './github-record.ts';
import { readIfDeployable } from './readable.ts';
import { tellUnchecked } from './tell-unchecked.ts';
import { wantedOfOwn, type Search, type SearchTools } from './search.ts';

/** So many revisions that were deployed are looked at. */
const REVISIONS = 20;

/**
 * The release that ECS, or AWS CodeDeploy, deployed successfully last, besides the current one. One that was deregistered
 * is taken only when there is no other and it is proven: tools that replace stacks deregister every revision they leave.
 */
export async function deployedBefore(
  search: Search,
  check: FitCheck,
  tools: SearchTools,
): Promise<Revision | undefined> {
  const { log } = tools;
  let past: readonly PastDeployment[];
  try {
    past = await (search.past?.() ?? pastDeployments(tools.api, search.ref));
  } catch (error) {
    tools.signal?.throwIfAborted();
    if (faultKind(error) === 'unknown' || faultKind(error) === 'credentials') throw error;
    tellUnchecked(`The service deployments that ECS knows of could not be read: ${errorMessage(error)}`, tools);
    return undefined;
  }
  log.info(`service deployments: ${past.length} successful ones are known`);
  const before = past.filter((deployment) => !isSince(deployment, search));
  const names = new Set(before.map(({ taskDefinition }) => taskDefinition));
  names.delete(search.from.taskDefinitionArn);
  const possible: Revision[] = [];
  for (const name of [...names].slice(0, REVISIONS)) {
    const revision = await readable(name, search, tools);
    const objection = revision && objectionTo(revision.release, wantedOfOwn(search));
    if (revision === undefined) continue;
    if (objection === undefined) possible.push(revision);
    else passOver(revision.release, `it ${objection}`, tools);
  }
  const active = await firstFit(
    possible.filter(({ status }) => status === 'ACTIVE'),
    check,
    tools,
  );
  if (active !== undefined) return active;
  const inactive = possible.filter(({ status }) => status === 'INACTIVE');
  return firstFit(
    inactive.filter((revision) => isKnownToBeGood(revision, tools)),
    check,
    tools,
  );
}

/** What was begun after the deployment that was PRIMARY at the first look is somebody's since: it is no way back. */
function isSince({ createdAt }: PastDeployment, { service }: Search): boolean {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  return createdAt !== undefined && primary?.createdAt !== undefined && createdAt > primary.createdAt;
}

/** Who deregisters a revision may have had a reason: only a proof outweighs that. */
function isKnownToBeGood({ release }: Revision, tools: SearchTools): boolean {
  if (isProven(release)) return true;
  passOver(release, 'it is INACTIVE and was never proven', tools);
  return false;
}

/**
 * What was completed last when the current release was registered, as `deploy-ecs` recorded it then. A deregistered one
 * is taken only when it is proven, as above.
 */
export async function completedBefore(
  search: Search,
  check: FitCheck,
  tools: SearchTools,
): Promise<Revision | undefined> {
  const { previous } = search.from;
  if (previous === undefined) return undefined;
  const revision = await readable(previous, search, tools);
  if (revision === undefined) return undefined;
  const objection = objectionTo(revision.release, wantedOfOwn(search));
  const told = `before the current release was registered: ${describeRelease(revision.release)}`;
  tools.log.info(objection === undefined ? told : `${told}: no, it ${objection}`);
  if (objection !== undefined) tools.journal?.passOver(revision.release, `it ${objection}`);
  const stands = objection === undefined && (revision.status === 'ACTIVE' || isKnownToBeGood(revision, tools));
  return stands ? firstFit([revision], check, tools) : undefined;
}

/** With what GitHub's record says of it, where that was asked. */
async function readable(name: string, { github }: Search, tools: SearchTools): Promise<Revision | undefined> {
  const revision = await readIfDeployable(name, tools);
  return revision && informed(revision, github);
}
