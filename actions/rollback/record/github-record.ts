import type { ServiceRef } from '#shared/ecs/api';
import { revisionName, shortName } from '#shared/ecs/names';
import { DeploymentRecord, type RecordContext } from '#shared/github/deployment-record';
import { setDeploymentStatus, type DeploymentStatus } from '#shared/github/deployments';
import { findReleaseDeployment } from '#shared/github/find-deployment';
import { inBudget } from '#shared/github/in-budget';
import type { Release } from '#shared/release/record';
import { neutraliseLine } from '#shared/text/neutralise';
import { isForward, nameRelease } from '../target/candidates.ts';
import type { Going } from '../result.ts';
import { whyLeft } from './why-left.ts';

/** How a rollback ended, as GitHub is told. */
export type Ending = Pick<DeploymentStatus, 'state' | 'description' | 'environmentUrl'>;

export interface RollbackRecordFacts extends Going {
  readonly environment: string;
  readonly token: string;
  readonly ref: ServiceRef;
  /** Why, as the user says. */
  readonly reason: string | undefined;
}

/**
 * The record of one rollback on GitHub: the deployment of the release that is left becomes a failure, and the release
 * gone back to gets a deployment of its own, so that an environment's history shows every rollback.
 */
export class GithubRollback {
  readonly #deployment: DeploymentRecord | undefined;
  readonly #left: Promise<void>;

  constructor(context: RecordContext, facts: RollbackRecordFacts) {
    this.#deployment = open(context, facts);
    this.#left = leave(context, facts);
  }

  /** Says how the rollback ended; gives the id of its deployment. */
  async close({ state, description, environmentUrl }: Ending): Promise<number | undefined> {
    const [id] = await Promise.all([this.#deployment?.close(state, description, environmentUrl), this.#left]);
    return id;
  }
}

function open(context: RecordContext, facts: RollbackRecordFacts): DeploymentRecord | undefined {
  const { environment, token, ref, from, to, joined } = facts;
  if (to.sha === undefined) {
    context.log.info(`No GitHub deployment is made of the rollback: no commit of ${nameRelease(to)} is recorded.`);
    return undefined;
  }
  const release = {
    ...placeOf(ref),
    taskDefinition: to.taskDefinitionArn,
    previousTaskDefinition: from.taskDefinitionArn,
    images: to.images,
  };
  const rollback = {
    rollbackOf: from.taskDefinitionArn,
    ...(from.sha === undefined ? {} : { rollbackOfSha: from.sha }),
    reason: whyLeft(facts),
  };
  const description = `rollback to ${short(to)} (was ${short(from)}): ${rollback.reason}`;
  const releases = [release] as const;
  return new DeploymentRecord(context, { environment, token, sha: to.sha, description, releases, rollback, joined });
}

/** Says in the deployment of the release that is left why it was. One that is returned from to a newer one is not bad. */
async function leave(context: RecordContext, facts: RollbackRecordFacts): Promise<void> {
  const { environment, token, ref, from, to } = facts;
  const { log, redactor, run } = context;
  const { sha, taskDefinitionArn: taskDefinition } = from;
  const forward = isForward(from, to);
  const why = `${forward ? 'replaced by' : 'rolled back to'} ${short(to)}: ${whyLeft(facts)}`;
  const done = await inBudget({ ...context, token }, async (request, patience) => {
    const { cluster, service: name } = placeOf(ref);
    const wanted = { environment, sha, taskDefinition, service: { cluster, name }, runId: run.runId };
    const id = await findReleaseDeployment(request, wanted, patience);
    if (id === undefined) return undefined;
    const description = redactor.redact(neutraliseLine(why));
    const status = { state: forward ? 'inactive' : 'failure', description, logUrl: run.runUrl } as const;
    await setDeploymentStatus(request, { id, status }, patience);
    log.info(`GitHub deployment of ${nameRelease(from)}: ${id}, ${status.state}`);
    return id;
  });
  const what = `The GitHub deployment of ${nameRelease(from)}`;
  if (!done.done) log.warning(`${what} is not told that it was left: ${done.why}. The rollback itself goes on.`);
  else if (done.value === undefined) log.info(`${what} was not found in ${environment}.`);
}

function placeOf({ cluster, service }: ServiceRef): { readonly cluster: string; readonly service: string } {
  return { cluster: shortName(cluster), service: shortName(service) };
}

function short({ sha, taskDefinitionArn }: Release): string {
  return sha?.slice(0, 7) ?? revisionName(taskDefinitionArn);
}
