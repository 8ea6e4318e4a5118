import type { Log } from '#shared/action/log';
import type { EcsApi, EcsService, ServiceRef, TaggedTaskDefinition, TaskDefinitionInput } from '#shared/ecs/api';
import type { PastDeployment } from '#shared/ecs/deployment-history';
import type { ReleaseCheck } from '#shared/ecs/preflight/lazy-preflight';
import type { Revision } from '#shared/ecs/revisions';
import type { SeenStoppable } from '#shared/ecs/rollout/revert';
import type { Release } from '#shared/release/record';
import { environmentFor, type Wanted } from './candidates.ts';
import type { Wish } from '../inputs.ts';
import type { TargetSource } from './source.ts';
import type { Journal } from '../journal.ts';
import type { GithubReader, GithubRecord } from './github-told.ts';

export interface Target {
  readonly release: Release;
  readonly source: TargetSource;
  /** What to register again first: the revision is INACTIVE, so that ECS does not deploy it. */
  readonly inactive?: TaggedTaskDefinition | undefined;
  readonly lookLater?: LookLater | undefined;
  /** The service deployment that leads there when it is stopped, as it was seen just now. */
  readonly stoppable?: SeenStoppable | undefined;
  /** Service deployments that were seen to have ended. */
  readonly over?: readonly string[] | undefined;
}

/** Looks at what a release needs that was not looked at before. Gives what is missing, in sentences. */
export type LookLater = (signal: AbortSignal) => Promise<readonly string[]>;

export interface Search {
  readonly ref: ServiceRef;
  readonly to: Wish;
  /** Only releases of this environment. */
  readonly environment: string | undefined;
  readonly allowMigrations: boolean;
  /** The release the service runs. */
  readonly from: Release;
  readonly service: EcsService;
  /** What tasks were started with lately, and so need not be looked at before. */
  readonly running: () => TaskDefinitionInput | undefined;
  /** What a deployment under way seems to replace. */
  readonly replaced: Replaced | undefined;
  /** Where not ECS knows of its deployments that succeeded. */
  readonly past?: (() => Promise<readonly PastDeployment[]>) | undefined;
  /** As `past`, without that of the current release, and without telling what was deployed. */
  readonly completed?: (() => Promise<readonly Completed[]>) | undefined;
  /** What GitHub says of releases, once it was asked. */
  readonly github?: GithubRecord | undefined;
}

/** What a deployment under way seems to replace, by the first look at the service. */
export interface Replaced {
  /** ARN of the revision, or `family:revision`. */
  readonly taskDefinition: string;
  /** Whether all its tasks run, so that none has to be started to go back to it. */
  readonly serves: boolean;
  /**
   * Makes sure that the deployment comes from the revision of this ARN alone, so that stopping it leads there.
   * @throws what the calls of ECS throw
   */
  readonly confirm: (target: string) => Promise<Confirmed | undefined>;
}

export interface Confirmed {
  /** When the revision replaced was deployed itself, the last time. */
  readonly since: Date | undefined;
  /** The service deployment, where ECS makes it. */
  readonly stoppable?: SeenStoppable;
}

/** When a deployment that succeeded began and ended. */
export interface Completed {
  /** Where ECS made it. */
  readonly serviceDeploymentArn?: string | undefined;
  readonly createdAt?: Date | undefined;
  readonly finishedAt?: Date | undefined;
}

export interface SearchTools {
  readonly api: EcsApi;
  readonly log: Log;
  readonly signal?: AbortSignal | undefined;
  /** Whether what a release needs is still there. Undefined: the user does not want that looked at. */
  readonly checkRelease: ReleaseCheck | undefined;
  /** Where what is found out is kept. */
  readonly journal?: Journal | undefined;
  /** Undefined: no environment and token are given. */
  readonly readGithub?: GithubReader | undefined;
}

export function wantedOf({ from, environment }: Search): Wanted {
  return { current: from.taskDefinitionArn, environment: environmentFor(environment, from) };
}

/** What this very service ran is of its environment, also where its record names none. */
export function wantedOfOwn(search: Search): Wanted {
  const { current, environment } = wantedOf(search);
  return { current, environment: environment && { ...environment, strict: false } };
}

export function toTarget(
  { release, status, described }: Revision,
  source: TargetSource,
  lookLater?: LookLater,
): Target {
  return { release, source, lookLater, ...(status === 'ACTIVE' ? {} : { inactive: described }) };
}
