import { beginDeployment, type CodeDeployMemory } from '#shared/ecs/codedeploy/memory';
import { watchDeployment, type CodeDeployWatched } from '#shared/ecs/codedeploy/watch';
import { codeDeployConsoleUrl } from '#shared/ecs/names';
import type { RollbackResult } from '../result.ts';
import { markRollback } from '../record/mark.ts';
import type { RollbackTools, Scene } from '../scene.ts';
import { nameRelease } from '../target/candidates.ts';
import { FAILED_TASKS, unlessCancelled } from '../way-back/watching.ts';
import { conclude } from './conclude.ts';
import type { Begun, CodeDeployScene } from './scene.ts';

/** Records a way back that was begun, and follows it to its end. */
export async function seeThrough(
  scene: Scene,
  { begun, codeDeploy }: { readonly begun: Begun; readonly codeDeploy: CodeDeployScene },
  tools: RollbackTools,
): Promise<RollbackResult> {
  const { inputs, from, target, view } = scene;
  const { release: to } = target;
  const { deploymentId } = begun.memory;
  tools.onBegin?.({ from, to, joined: begun.joined });
  tools.journal?.learn({ from, to, source: target.source, method: begun.method });
  tools.log.info(`deployment: ${deploymentId}`);
  const url = codeDeployConsoleUrl(view.arn, deploymentId);
  if (url !== undefined) tools.log.info(`console: ${url}`);
  const watched = await unlessCancelled({ to: to.taskDefinitionArn, by: 'AWS CodeDeploy' }, tools, async () => {
    const [seen] = await Promise.all([
      watch(scene, { memory: begun.memory, codeDeploy }, tools),
      markRollback({ from, to, reason: inputs.reason }, tools),
    ]);
    return seen;
  });
  return await conclude(scene, { begun, codeDeploy, watched }, tools);
}

/** Watches a deployment until it has ended, or what it deploys has all the traffic. */
export async function watch(
  { inputs, view }: Pick<Scene, 'inputs' | 'view'>,
  { memory, codeDeploy }: { readonly memory: CodeDeployMemory; readonly codeDeploy: CodeDeployScene },
  tools: RollbackTools,
): Promise<CodeDeployWatched> {
  return await watchDeployment(
    {
      ecs: tools.api,
      // The watch itself asks again.
      codeDeploy: await tools.codeDeploy(),
      ref: inputs.ref,
      group: codeDeploy.ref,
      memory,
      earlierEvents: new Set(view.events.map(({ id }) => id)),
      budgetMs: inputs.waitMs,
      failFast: { failedTasks: FAILED_TASKS },
    },
    tools,
  );
}

/** The release wanted is being deployed already, by somebody else, or is gone back to. */
export async function awaitCurrent(
  scene: Scene,
  codeDeploy: CodeDeployScene,
  tools: RollbackTools,
): Promise<RollbackResult> {
  const { underWay } = codeDeploy.standing;
  if (underWay === undefined) throw new Error('Nothing is under way.');
  tools.log.info(`${nameRelease(scene.from)} is being deployed already; nothing is sent, its deployment is followed.`);
  return await seeThrough(scene, { begun: begunAs(underWay.deployment), codeDeploy }, tools);
}

/** A deployment under way as a way back: a rollback of CodeDeploy's own is told by what it takes back. */
export function begunAs({ id, takesBack }: { readonly id: string; readonly takesBack: string | undefined }): Begun {
  return takesBack === undefined
    ? { method: 'create-deployment', memory: beginDeployment(id, 'deployed'), joined: true }
    : { method: 'stop-deployment', memory: { ...stopped(takesBack), rollbackId: id }, joined: true };
}

/** What is watched after a deployment was stopped with rollback; where it goes is judged as a rollback. */
export function stopped(deploymentId: string): CodeDeployMemory {
  return {
    ...beginDeployment(deploymentId, 'deployed'),
    rollbackRequested: true,
    failure: 'it was rolled back on request',
  };
}
