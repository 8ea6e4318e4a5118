import { ActionError, errorMessage } from '#shared/action/errors';
import { faultKind } from '#shared/aws/faults';
import type { NewDeployment } from '#shared/ecs/codedeploy/api';
import { appSpecOf, renderAppSpec } from '#shared/ecs/codedeploy/appspec';
import { createDeployment, descriptionOf, rollingBackFailures, type Created } from '#shared/ecs/codedeploy/create';
import type { Standing } from '#shared/ecs/codedeploy/standing';
import { alarmsOf } from '#shared/ecs/codedeploy/traffic';
import type { RollbackTools, Scene } from '../scene.ts';
import { nameRelease } from '../target/candidates.ts';
import type { CodeDeployScene } from './scene.ts';
import { sending } from '../way-back/sending.ts';

/** A release that was proven needs no canary; CodeDeploy's own rollbacks are made all at once too. */
const ALL_AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce';
interface How {
  readonly standing: Standing;
  readonly codeDeploy: CodeDeployScene;
}

/**
 * Creates a deployment of the target to where the service runs.
 * @throws {ActionError} when AWS refuses, so that nothing was begun
 */
export async function create(scene: Scene, how: How, tools: RollbackTools): Promise<Created> {
  const deployment = deploymentOf(scene, how, tools);
  return await sending(scene, tools, () => createAllAtOnce(deployment, how.codeDeploy, tools));
}

function deploymentOf(
  { from, target, inputs }: Scene,
  { standing, codeDeploy }: How,
  { redactor, log }: RollbackTools,
): NewDeployment {
  const appSpec = appSpecOf(standing.service);
  if (appSpec === undefined) {
    throw new ActionError(
      `Service ${inputs.ref.service} has no load balancer, without which AWS CodeDeploy cannot deploy.`,
    );
  }
  const why = inputs.reason === undefined ? '' : `: ${redactor.redact(inputs.reason)}`;
  const alarms = alarmsOf(codeDeploy.group);
  if (alarms.length > 0) log.info(`alarms that do not stop the way back: ${alarms.join(', ')}`);
  return {
    ...codeDeploy.ref,
    ...renderAppSpec(appSpec, target.release.taskDefinitionArn),
    description: descriptionOf(`rollback to ${nameRelease(target.release)} from ${nameRelease(from)}${why}`),
    config: ALL_AT_ONCE,
    autoRollback: rollingBackFailures(codeDeploy.group),
    // They are raised by the release that is left, most of all when it is time to leave it.
    heedsAlarms: alarms.length === 0,
  };
}

/** A role may be allowed to use the group's own deployment configuration alone. */
async function createAllAtOnce(
  deployment: NewDeployment,
  { api, group }: CodeDeployScene,
  { log }: RollbackTools,
): Promise<Created> {
  try {
    return await createDeployment(api, deployment);
  } catch (error) {
    if (faultKind(error) !== 'denied') throw error;
    const own = group.deploymentConfigName ?? 'its own';
    log.warning(`${ALL_AT_ONCE} was refused, so the way back is made by ${own}: ${errorMessage(error)}`);
    return await createDeployment(api, { ...deployment, config: undefined });
  }
}
