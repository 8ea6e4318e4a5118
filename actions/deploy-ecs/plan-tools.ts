import type { ActionContext } from '#shared/action/context';
import type { CodeDeployApi } from '#shared/ecs/codedeploy/api';
import type { Controller } from '#shared/ecs/service';
import type { DeployInputs } from './inputs.ts';

/** Gives the text of a file of the workspace, which an input names. */
export type ReadFile = (path: string, input: string) => Promise<string>;

export interface PlanTools extends Pick<ActionContext, 'clock' | 'random'> {
  readonly signal?: AbortSignal;
  readonly readFile: ReadFile;
  /** Opened only for services that AWS CodeDeploy deploys. */
  readonly codeDeploy: () => Promise<CodeDeployApi>;
}

export type PlanInputs = Pick<
  DeployInputs,
  'ref' | 'source' | 'patch' | 'strategy' | 'codeDeploy' | 'allowUnknown' | 'waitFor'
>;

/** Deployment controllers of services that are deployed here. */
export const CONTROLLERS: readonly Controller[] = ['ECS', 'CODE_DEPLOY'];
