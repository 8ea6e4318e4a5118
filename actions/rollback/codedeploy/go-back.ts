import { ActionError, errorMessage } from '#shared/action/errors';
import { isCodeDeployFault } from '#shared/ecs/codedeploy/api';
import { beginDeployment } from '#shared/ecs/codedeploy/memory';
import type { Standing } from '#shared/ecs/codedeploy/standing';
import { revisionName } from '#shared/ecs/names';
import { nameRelease } from '../target/candidates.ts';
import type { RollbackResult } from '../result.ts';
import type { RollbackTools, Scene } from '../scene.ts';
import { besidesLooks } from '../way-back/look-later.ts';
import { deployable } from '../way-back/register-again.ts';
import { clearTheWay } from './clear.ts';
import { create } from './create.ts';
import { nextStep, type Step } from './next-step.ts';
import type { CodeDeployScene } from './scene.ts';
import { sending } from '../way-back/sending.ts';
import { heldBy } from './plan.ts';
import { begunAs, seeThrough, stopped } from './see-through.ts';

/** What cannot be stopped any more is looked at again, so often at most. */
const LOOKS = 6;
const LOOK_EVERY_MS = 1_000;

/**
 * Takes a service of AWS CodeDeploy back: a deployment under way that came from the target is stopped with rollback, else
 * one of the target is created. The service is looked at right before either: where it is on the way to the target already
 * nothing is sent, and what somebody else deployed, or takes back to another revision, is not overridden.
 * @throws {ActionError} when AWS refuses, so that nothing was begun
 */
export async function goBack(scene: Scene, codeDeploy: CodeDeployScene, tools: RollbackTools): Promise<RollbackResult> {
  const { taskDefinitionArn: target } = scene.target.release;
  let leaving: readonly string[] = [scene.current.taskDefinition];
  for (let look = 1; look <= LOOKS; look += 1) {
    const standing = await sending(scene, tools, () => codeDeploy.look());
    const step = nextStep(standing, { target, leaving });
    switch (step.kind) {
      case 'there':
        return done(scene);
      case 'overtaken':
        return overtaken(scene, step);
      case 'joined':
        tools.log.info('Somebody else has begun the same rollback; none is sent, it is followed.');
        return await seeThrough(scene, { begun: begunAs({ ...step, id: step.deploymentId }), codeDeploy }, tools);
      case 'stop':
        if (await stop(step.deploymentId, { scene, codeDeploy }, tools)) {
          tools.log.info('method: stop-deployment');
          const begun = { method: 'stop-deployment', memory: stopped(step.deploymentId) } as const;
          return await besidesLooks(scene.target, tools, () => seeThrough(scene, { begun, codeDeploy }, tools));
        }
        break;
      case 'clear': {
        const cleared = await clearTheWay(scene, { step, standing, codeDeploy }, tools);
        if (!cleared.ok) return cleared.result;
        leaving = [...leaving, ...cleared.leaving];
        break;
      }
      case 'create':
        return await goByCreating(scene, { standing, codeDeploy }, tools);
    }
    await tools.clock.sleep(LOOK_EVERY_MS, tools.signal);
  }
  throw new ActionError(
    `Deployment group ${codeDeploy.ref.group} stays busy; ${revisionName(target)} was not gone back to.`,
  );
}

/** False, and so looked at again: it ended by itself, or was stopped by a request whose answer was lost. */
async function stop(
  deploymentId: string,
  { scene, codeDeploy }: { readonly scene: Scene; readonly codeDeploy: CodeDeployScene },
  tools: RollbackTools,
): Promise<boolean> {
  return await sending(scene, tools, async () => {
    try {
      await codeDeploy.api.stopAndRollBack(deploymentId);
      return true;
    } catch (error) {
      if (!isCodeDeployFault(error, 'DeploymentAlreadyCompleted')) throw error;
      tools.log.info(`deployment ${deploymentId} cannot be stopped any more: ${errorMessage(error)}`);
      return false;
    }
  });
}

async function goByCreating(
  scene: Scene,
  { standing, codeDeploy }: { readonly standing: Standing; readonly codeDeploy: CodeDeployScene },
  tools: RollbackTools,
): Promise<RollbackResult> {
  const going: Scene = { ...scene, target: await deployable(scene, tools) };
  const created = await create(going, { standing, codeDeploy }, tools);
  if (created.kind === 'overtaken') {
    return overtaken(going, { why: 'deployed', by: { taskDefinition: undefined, id: created.by } });
  }
  tools.log.info('method: create-deployment');
  const held = heldBy(codeDeploy);
  if (held !== undefined) tools.log.warning(held);
  const begun = { method: 'create-deployment', memory: beginDeployment(created.id, 'deployed') } as const;
  return await besidesLooks(going.target, tools, () => seeThrough(going, { begun, codeDeploy }, tools));
}

function done({ from, target: { release: to, source } }: Scene): RollbackResult {
  const reason = `The service runs ${nameRelease(to)} already: somebody else has taken it back meanwhile.`;
  return { outcome: 'nothing-to-do', reason, from, to, source };
}

/** Who acted between the first look and the request knows better than who chose the target before. */
function overtaken(
  { from, target }: Scene,
  { why, by }: Pick<Extract<Step, { readonly kind: 'overtaken' }>, 'why' | 'by'>,
): RollbackResult {
  const known = { outcome: 'superseded' as const, from, to: target.release, source: target.source };
  const name = by.taskDefinition === undefined ? undefined : revisionName(by.taskDefinition);
  const nothing = 'It is left alone, and nothing was taken back.';
  if (why === 'deployed') {
    const what = [...(name === undefined ? [] : [`of ${name}`]), ...(by.id === '' ? [] : [`(${by.id})`])].join(' ');
    return { ...known, reason: `Another deployment, ${what}, was begun since the service was looked at. ${nothing}` };
  }
  return {
    ...known,
    reason: `A rollback to ${name ?? 'another release'} (${by.id}) is under way, not to ${revisionName(target.release.taskDefinitionArn)}. ${nothing}`,
    hint: name === undefined ? undefined : `Wait for its end. To go on from there then: only-if-current: ${name}.`,
  };
}
