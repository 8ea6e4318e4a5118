import type { Found, RollbackTools, Turning } from '../scene.ts';
import { follow, isWayBack } from '../way-back/follow.ts';
import type { CodeDeployScene } from './scene.ts';
import { begunAs, seeThrough } from './see-through.ts';

/**
 * The rollback that the service is found in, if it is in one: CodeDeploy's own, or a deployment that replaces a release
 * with an older one that was proven, or that the record calls gone back to from there.
 */
export function rollbackUnderWay(found: Found, codeDeploy: CodeDeployScene, tools: RollbackTools): Turning | undefined {
  const { underWay } = codeDeploy.standing;
  const { leaves } = underWay ?? {};
  if (underWay === undefined || leaves === undefined) return undefined;
  if (underWay.kind === 'deploying' && !isWayBack(found.from, leaves)) return undefined;
  const begun = begunAs(underWay.deployment);
  return {
    left: leaves,
    follow: () =>
      follow(
        { found, left: leaves, method: begun.method },
        (scene) => seeThrough(scene, { begun, codeDeploy }, tools),
        tools,
      ),
  };
}
