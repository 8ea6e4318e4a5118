import type { EcsApi } from '#shared/ecs/api';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import type { DeploymentView, ServiceView } from '#shared/ecs/rollout/view';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import type { Release } from '#shared/release/record';
import type { RollbackInputs } from './inputs.ts';
import type { SearchTools, Target } from './search.ts';

export interface RollbackTools extends WatchTools, Pick<SearchTools, 'checkRelease'> {
  readonly api: EcsApi;
  readonly readLogs: LogReader;
}

/** What is known when the going back begins. */
export interface Scene {
  readonly inputs: RollbackInputs;
  readonly view: ServiceView;
  readonly current: DeploymentView;
  readonly from: Release;
  readonly target: Target;
}
