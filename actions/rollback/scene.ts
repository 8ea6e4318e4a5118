import type { EcsApi } from '#shared/ecs/api';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import type { DeploymentView, ServiceView } from '#shared/ecs/rollout/view';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import type { Release } from '#shared/release/record';
import type { Target } from './find-target.ts';
import type { ImageCheck } from './image-check.ts';
import type { RollbackInputs } from './inputs.ts';

export interface RollbackTools extends WatchTools {
  readonly api: EcsApi;
  readonly readLogs: LogReader;
  readonly checkImage: ImageCheck;
}

/** What is known when the going back begins. */
export interface Scene {
  readonly inputs: RollbackInputs;
  readonly view: ServiceView;
  readonly current: DeploymentView;
  readonly from: Release;
  readonly target: Target;
}
