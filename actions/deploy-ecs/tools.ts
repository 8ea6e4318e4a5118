import type { ActionContext } from '#shared/action/context';
import { awsClientConfig, type AwsClientConfig } from '#shared/aws/client-config';
import type { EcsApi } from '#shared/ecs/api';
import { createEcsApi } from '#shared/ecs/client';
import { lazyCodeDeploy } from '#shared/ecs/codedeploy/lazy-codedeploy';
import { lazyLogReader } from '#shared/ecs/diagnosis/lazy-logs';
import { lazyLoadBalancers } from '#shared/ecs/load-balancer/lazy-load-balancers';
import { patient } from '#shared/ecs/patient';
import { beginPreflight, type Preflight } from '#shared/ecs/preflight/lazy-preflight';
import type { DeployInputs } from './inputs.ts';
import { lazyOneOff } from './one-off-tools.ts';
import type { PlanTools, ReadFile } from './plan-tools.ts';
import type { DeployTools } from './rollout.ts';
import { readWorkspaceFile } from './workspace-file.ts';

/** All that a deployment needs from the world, from the first look to the summary. */
export interface StepTools extends ActionContext {
  readonly codeDeploy: PlanTools['codeDeploy'];
  readonly config: AwsClientConfig;
  /** Asks again when AWS is busy; nothing is written through it. */
  readonly reading: EcsApi;
  /** Undefined: the user wants no preflight. */
  readonly look: Preflight | undefined;
  readonly readFile: ReadFile;
  /** Commit of the release. */
  readonly sha: string;
  readonly deploy: Omit<DeployTools, 'onBegin'>;
}

export function openTools(
  context: ActionContext,
  inputs: Pick<DeployInputs, 'aws' | 'preflight' | 'sha' | 'environment'>,
): StepTools {
  const config = awsClientConfig(context, inputs.aws);
  const api = createEcsApi(config, context.signal);
  const sha = inputs.sha ?? context.run.sha;
  const codeDeploy = lazyCodeDeploy(config, context.signal);
  return {
    ...context,
    config,
    codeDeploy,
    reading: patient(api, context),
    look: inputs.preflight ? beginPreflight(config, context) : undefined,
    readFile: (path, input) => readWorkspaceFile(path, { workspace: context.run.workspace, input }),
    sha,
    deploy: {
      ...context,
      api,
      apiAfterCancel: createEcsApi(config),
      readLogs: lazyLogReader(config, context),
      loadBalancers: lazyLoadBalancers(config, context.signal),
      oneOff: lazyOneOff(config, context),
      codeDeploy,
      codeDeployAfterCancel: lazyCodeDeploy(config),
      facts: { sha, environment: inputs.environment, run: context.run.runUrl, actor: context.run.actor },
    },
  };
}
