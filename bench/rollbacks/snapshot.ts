import type { Account, DeploymentFact } from '../rollouts/account.ts';
import type { Described, Live } from './live.ts';
import type { Kept } from './live-github.ts';

/** All that a rollback can change, by the account of ECS and of GitHub themselves. */
export interface Snapshot {
  /** Newest first. */
  readonly deployments: readonly DeploymentFact[];
  /** By number. */
  readonly revisions: ReadonlyMap<number, Described>;
  /** By the account of GitHub, oldest first. */
  readonly github: readonly Kept[];
}

export async function look(account: Account, live: Live): Promise<Snapshot> {
  const [deployments, revisions] = await Promise.all([account.deployments(live.service), live.revisions()]);
  return { deployments, revisions, github: live.github.kept() };
}

/** What somebody else did; the rest was the action's doing. */
export interface Others {
  /** Numbers of the revisions they deployed. */
  readonly deployed: ReadonlySet<number>;
  /** ARNs of the deployments they stopped. */
  readonly stopped: ReadonlySet<string>;
}

export interface Changes {
  /** Requests that changed the service: deployments begun, and deployments stopped with rollback. */
  readonly requests: number;
  /** Numbers of the revisions registered. */
  readonly registered: readonly number[];
  readonly tags: readonly { readonly number: number; readonly key: string }[];
}

/** What was done between two looks that was nobody else's doing. */
export function changes(before: Snapshot, after: Snapshot, others: Others): Changes {
  const known = new Set(before.deployments.map(({ arn }) => arn));
  const begun = after.deployments.filter(
    ({ arn, taskDefinition }) => !known.has(arn) && !others.deployed.has(numberOf(taskDefinition)),
  );
  const wasBack = new Set(before.deployments.filter(isTakenBack).map(({ arn }) => arn));
  const stopped = after.deployments.filter(
    (deployment) => isTakenBack(deployment) && !wasBack.has(deployment.arn) && !others.stopped.has(deployment.arn),
  );
  return {
    requests: begun.length + stopped.length,
    registered: [...after.revisions.keys()].filter(
      (number) => !before.revisions.has(number) && !others.deployed.has(number),
    ),
    tags: [...before.revisions].flatMap(([number, { tags }]) =>
      changedKeys(tags, after.revisions.get(number)?.tags ?? new Map()).map((key) => ({ number, key })),
    ),
  };
}

function isTakenBack({ status }: DeploymentFact): boolean {
  return status.startsWith('ROLLBACK_');
}

function changedKeys(before: Described['tags'], after: Described['tags']): readonly string[] {
  return [...new Set([...before.keys(), ...after.keys()])].filter((key) => before.get(key) !== after.get(key));
}

export function numberOf(taskDefinition: string): number {
  return Number(taskDefinition.split(':').at(-1));
}
