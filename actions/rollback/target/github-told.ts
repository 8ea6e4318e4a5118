import type { ServiceRef } from '#shared/ecs/api';
import type { Release } from '#shared/release/record';

/** What the GitHub deployments of an environment say of one release of the service. */
export type ToldRelease = Pick<Release, 'taskDefinitionArn' | 'sha' | 'provenAt' | 'failedAt' | 'failedReason'>;

/** The release record as GitHub has it. */
export interface GithubRecord {
  readonly environment: string;
  /** Deployments it was read from. */
  readonly deployments: number;
  /** By ARN of the revision, the one deployed last first. */
  readonly releases: ReadonlyMap<string, ToldRelease>;
}

export interface GithubWanted {
  readonly ref: ServiceRef;
  /** ARN of the revision the service runs; releases elsewhere than in its account and region are another service's. */
  readonly current: string;
  /** Beginning of a commit's SHA: only its releases. */
  readonly sha?: string | undefined;
}

/** Reads GitHub's record, or says in a clause why it cannot be read. Never rejects, and ends within five seconds. */
export type GithubReader = (wanted: GithubWanted) => Promise<GithubRecord | { readonly why: string }>;
