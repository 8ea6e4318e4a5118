import type { ActionContext } from '#shared/action/context';
import type { EcsApi, EcsService, ServiceRef, TaggedTaskDefinition } from '#shared/ecs/api';
import type { CodeDeployApi } from '#shared/ecs/codedeploy/api';
import type { PastDeployment } from '#shared/ecs/deployment-history';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import type { ExpiryCheck } from '#shared/ecs/preflight/lazy-preflight';
import type { DeploymentView, ServiceView } from '#shared/ecs/rollout/view';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import type { Release } from '#shared/release/record';
import type { Redactor } from '#shared/text/redact';
import type { RollbackInputs } from './inputs.ts';
import type { Method } from './method.ts';
import type { Going, RollbackResult } from './result.ts';
import type { Restore } from './restore/restore.ts';
import type { Replaced, Search, SearchTools, Target } from './target/search.ts';

export interface RollbackTools extends WatchTools, Pick<SearchTools, 'checkRelease' | 'journal' | 'readGithub'> {
  readonly api: EcsApi;
  /** Opened only for services that AWS CodeDeploy deploys. */
  readonly codeDeploy: () => Promise<CodeDeployApi>;
  readonly readLogs: LogReader;
  /** Undefined: the user does not want to know. */
  readonly checkExpiry?: ExpiryCheck | undefined;
  readonly run: Pick<ActionContext['run'], 'runId'>;
  readonly redactor: Redactor;
  /** Told when the way back has begun. */
  readonly onBegin?: (going: Going) => void;
}

/** What the first look at a service shows. */
export interface Found {
  readonly inputs: RollbackInputs;
  readonly ref: ServiceRef;
  readonly service: EcsService;
  readonly view: ServiceView;
  /** Undefined where ECS itself deploys it. */
  readonly way: Way | undefined;
  /** Its PRIMARY deployment. */
  readonly current: DeploymentView;
  /** The release of that. */
  readonly from: Release;
  /** The task definition of that. */
  readonly described: TaggedTaskDefinition;
}

/** What is known when the going back begins. */
export interface Scene extends Omit<Found, 'service' | 'described'> {
  readonly target: Target;
  /** What goes back besides the task definition, where that is asked for. */
  readonly restore?: Restore | undefined;
}

/** A rollback that is under way, by whomever. */
export interface Turning {
  /** ARN of the revision it leaves. */
  readonly left: string;
  follow(): Promise<RollbackResult>;
}

/** How a service would be taken back. */
export interface PlannedWay {
  readonly method: Method;
  /** A clause for the log. */
  readonly how: string;
  /** Why it may take long. */
  readonly slow?: string | undefined;
}

/** The way back of a service that AWS CodeDeploy deploys. Its code is loaded for those alone. */
export interface Way {
  /** With the settings of its PRIMARY task set. */
  readonly service: EcsService;
  /** What it runs; while a deployment is under way, what that deploys or takes back to. */
  readonly current: DeploymentView;
  readonly past: () => Promise<readonly PastDeployment[]>;
  readonly completed: NonNullable<Search['completed']>;
  /** What a deployment under way replaces. */
  readonly replaced: Replaced | undefined;
  /** Undefined when no rollback is under way. */
  rollbackUnderWay(found: Found, tools: RollbackTools): Turning | undefined;
  plan(found: Found, target: string): PlannedWay;
  /** Follows the deployment of the release wanted, which is under way. */
  awaitCurrent(scene: Scene, tools: RollbackTools): Promise<RollbackResult>;
  goBack(scene: Scene, tools: RollbackTools): Promise<RollbackResult>;
}
