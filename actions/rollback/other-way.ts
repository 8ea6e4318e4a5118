import { InputError } from '#shared/action/errors';
import type { EcsService } from '#shared/ecs/api';
import { GROUP_INPUTS, notOfCodeDeploy } from '#shared/ecs/codedeploy/group-inputs';
import { controllerOf } from '#shared/ecs/service';
import type { RollbackInputs } from './inputs.ts';
import type { RollbackTools, Way } from './scene.ts';

/**
 * The way back of a service that AWS CodeDeploy deploys; undefined where ECS itself does.
 * @throws {InputError} naming each input about CodeDeploy that is given all the same
 * @throws {ActionError} when the way cannot be opened
 */
export async function otherWay(
  service: EcsService,
  inputs: RollbackInputs,
  tools: RollbackTools,
): Promise<Way | undefined> {
  if (controllerOf(service) === 'CODE_DEPLOY') {
    const { openCodeDeploy } = await import('./codedeploy/open.ts');
    return await openCodeDeploy(service, inputs, tools);
  }
  const given = (['application', 'group'] as const).filter((name) => inputs.codeDeploy[name] !== undefined);
  if (given.length === 0) return undefined;
  throw new InputError(given.map((name) => ({ input: GROUP_INPUTS[name], problem: notOfCodeDeploy(service) })));
}
