import type { ActionContext } from '#shared/action/context';
import type { EcsApi, EcsService, ServiceRef, TaggedTaskDefinition } from '#shared/ecs/api';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import type { DeploymentView, ServiceView } from '#shared/ecs/rollout/view';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import type { Release } from '#shared/release/record';
import type { Redactor } from '#shared/text/redact';
import type { RollbackInputs } from './inputs.ts';
import type { Going } from './result.ts';
import type { SearchTools, Target } from './target/search.ts';

export interface RollbackTools extends WatchTools, Pick<SearchTools, 'checkRelease' | 'journal'> {
  readonly api: EcsApi;
  readonly readLogs: LogReader;
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
}
