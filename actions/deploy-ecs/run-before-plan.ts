import { InputError } from '#shared/action/errors';
import type { ServiceRef } from '#shared/ecs/api';
import { fitsOverrides } from '#shared/ecs/one-off/request';
import type { Step } from './begin.ts';
import type { DeployInputs } from './inputs.ts';
import type { Plan } from './plan.ts';
import type { DeployResult, RunBeforeReport } from './result.ts';
import type { RunBeforeInputs } from './run-before-inputs.ts';

/** The command of run-before, with its container found. */
export interface OneOffPlan extends RunBeforeInputs {
  readonly container: string;
}

/** A service that is about to be updated: the revision is there, the service is not touched. */
export interface BeforeUpdate {
  readonly plan: Plan;
  readonly ref: ServiceRef;
  /** Undefined: no command runs before. */
  readonly oneOff: OneOffPlan | undefined;
  readonly taskDefinitionArn: string;
  /** Whether this run has registered the revision. */
  readonly registered: boolean;
}

/** The same where a command runs before. */
export interface CommandBefore extends BeforeUpdate {
  readonly oneOff: OneOffPlan;
}

export type RanBefore =
  /** `plan`: the service as it is now, since the command may have taken long. */
  | { readonly passed: true; readonly report: RunBeforeReport | undefined; readonly plan: Plan }
  /** Nothing of the service is changed. */
  | { readonly passed: false; readonly result: DeployResult };

/**
 * What runs before the service is updated: a command and its container. Undefined when none was asked for, and when no
 * deployment is begun.
 * @throws {InputError} for a container that is not there, or that has to be named
 */
export function planRunBefore(
  { runBefore: asked, patch }: Pick<DeployInputs, 'runBefore' | 'patch'>,
  { wanted }: Pick<Plan, 'wanted'>,
  step: Step,
): OneOffPlan | undefined {
  if (asked === undefined) return undefined;
  const names = (wanted.definition.containerDefinitions ?? []).flatMap(({ name }) => name ?? []);
  const withImages = [...(patch.images?.keys() ?? [])];
  const only = names.length === 1 ? names[0] : withImages.length === 1 ? withImages[0] : undefined;
  const container = asked.container ?? patch.containerName ?? only;
  const refuse = (input: string, problem: string): InputError => new InputError([{ input, problem }]);
  if (container === undefined) {
    throw refuse(
      'run-before-container',
      `is needed, since the task definition has several containers: ${names.join(', ')}.`,
    );
  }
  if (!names.includes(container)) {
    throw refuse(
      'run-before-container',
      `names ${container}, which the task definition does not have; it has ${names.join(', ')}.`,
    );
  }
  if (!fitsOverrides(container, asked.command)) {
    throw refuse('run-before', 'is longer than the 8192 characters Amazon ECS takes; put it into a file of the image.');
  }
  return step === 'update' || step === 'redeploy' ? { ...asked, container } : undefined;
}

/** What a dry run says of it. */
export function describeRunBefore(plan: OneOffPlan | undefined): string {
  return plan === undefined ? '' : ` Before it, ${plan.text} would run in container ${plan.container}.`;
}
