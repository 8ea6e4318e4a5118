import type { EcsApi } from '#shared/ecs/api';
import type { CodeDeployApi } from '#shared/ecs/codedeploy/api';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import type { OneOffOptions } from '#shared/ecs/one-off/run';
import type { LoadBalancerApi } from '#shared/ecs/load-balancer/api';
import type { RolloutMemory } from '#shared/ecs/rollout/memory';
import type { WatchTools } from '#shared/ecs/rollout/watch';
import type { ReleaseFacts } from '#shared/release/record';
import type { Step } from './begin.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { RunBeforeReport } from './result.ts';
import type { BeforeUpdate, RanBefore } from './run-before-plan.ts';

export type OneOffTools = Pick<OneOffOptions, 'api' | 'readPages'> & Pick<OneOffOptions['command'], 'startedBy'>;

export interface DeployTools extends WatchTools {
  readonly api: EcsApi;
  /** Still works when the job was cancelled. */
  readonly apiAfterCancel: EcsApi;
  readonly readLogs: LogReader;
  readonly loadBalancers: LoadBalancerApi;
  /** Opened only for services that AWS CodeDeploy deploys. */
  readonly codeDeploy: () => Promise<CodeDeployApi>;
  readonly codeDeployAfterCancel: () => Promise<CodeDeployApi>;
  readonly facts: Omit<ReleaseFacts, 'imageDigest'>;
  /** Asked for only when run-before names a command. */
  readonly oneOff: () => Promise<OneOffTools>;
  /** Told of the revision when a deployment of it is about to begin. */
  readonly onBegin?: (taskDefinitionArn: string) => void;
  /** What comes between the registration and the update. Default: the command of run-before, if there is one. */
  readonly beforeUpdate?: (asked: BeforeUpdate) => Promise<RanBefore>;
}

/** A rollout that was begun, and what it is about. */
export interface Rollout {
  readonly plan: Plan;
  readonly inputs: DeployInputs;
  readonly memory: RolloutMemory;
  readonly taskDefinitionArn: string;
  readonly step: Step;
  readonly runBefore?: RunBeforeReport | undefined;
}
