import { InputError } from '#shared/action/errors';
import type { InputReader } from '#shared/action/inputs';
import type { EcsService } from '#shared/ecs/api';
import {
  GROUP_INPUTS,
  notOfCodeDeploy,
  readCodeDeployName,
  readGroupNames,
  type GroupNames,
} from '#shared/ecs/codedeploy/group-inputs';
import { controllerOf } from '#shared/ecs/service';
import type { StrategyRequest } from '#shared/ecs/strategy/change';

/** The inputs about AWS CodeDeploy, by the names that AWS's own action has for them. All may be left out. */
export interface CodeDeployInputs extends GroupNames {
  /** Path of an AppSpec file in the workspace. */
  readonly appSpec: string | undefined;
  readonly description: string | undefined;
  /** Name of a deployment configuration. */
  readonly config: string | undefined;
  /** Whether the old tasks of the deployment before are ended, so that this one can begin. */
  readonly endWait: true | undefined;
}

const INPUTS: Readonly<Record<keyof CodeDeployInputs, string>> = {
  ...GROUP_INPUTS,
  appSpec: 'codedeploy-appspec',
  description: 'codedeploy-deployment-description',
  config: 'codedeploy-deployment-config',
  endWait: 'codedeploy-end-termination-wait',
};
const STRATEGY_INPUTS: Readonly<Record<keyof StrategyRequest, string>> = {
  strategy: 'strategy',
  canaryPercent: 'canary-percent',
  stepPercent: 'step-percent',
  stepBakeMinutes: 'step-bake-time',
  bakeMinutes: 'bake-time',
  earlySuccessPercent: 'early-success-percent',
};

export function readCodeDeploy(read: InputReader): CodeDeployInputs {
  return {
    appSpec: read.parsed(INPUTS.appSpec, 'a JSON or YAML file; programs are not executed', (text) =>
      /\.[cm]?[jt]sx?$/i.test(text) ? undefined : text,
    ),
    ...readGroupNames(read),
    description: read.optional(INPUTS.description),
    config: readCodeDeployName(read, INPUTS.config, 'a deployment configuration of AWS CodeDeploy'),
    endWait: read.boolean(INPUTS.endWait, false) || undefined,
  };
}

/**
 * Whether the inputs are for what deploys the service.
 * @throws {InputError} naming each that is not
 */
export function checkController(
  service: EcsService,
  inputs: { readonly codeDeploy: CodeDeployInputs; readonly strategy: StrategyRequest },
): void {
  const name = service.serviceName ?? 'the service';
  const problems =
    controllerOf(service) === 'CODE_DEPLOY'
      ? given(inputs.strategy, STRATEGY_INPUTS).map((input) => ({
          input,
          problem: `service ${name} is deployed by AWS CodeDeploy, which shifts its traffic as a deployment configuration says; give codedeploy-deployment-config instead.`,
        }))
      : given(inputs.codeDeploy, INPUTS).map((input) => ({
          input,
          problem: notOfCodeDeploy(service),
        }));
  if (problems.length > 0) throw new InputError(problems);
}

function given<T extends object>(values: T, names: Readonly<Record<keyof T, string>>): readonly string[] {
  return (Object.keys(names) as (keyof T)[]).filter((key) => values[key] !== undefined).map((key) => names[key]);
}
