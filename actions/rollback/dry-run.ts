import { patient } from '#shared/ecs/patient';
import { coolingNote } from './record/cooldown.ts';
import { hintAtRestore } from './restore/hint.ts';
import type { Restore } from './restore/restore.ts';
import type { RollbackResult } from './result.ts';
import type { Found, RollbackTools } from './scene.ts';
import { nameRelease } from './target/candidates.ts';
import type { Target } from './target/search.ts';
import { tellExpiry } from './target/tell-expiry.ts';
import { planWay } from './way-back/plan.ts';

export interface Plan extends Found {
  readonly target: Target;
  readonly restore: Restore | undefined;
}

/** What a rollback would do today. Nothing is changed. */
export async function foretell(plan: Plan, tools: RollbackTools): Promise<RollbackResult> {
  const { inputs, from, target, restore, way } = plan;
  const { release: to, source } = target;
  const reading = { ...tools, api: patient(tools.api, tools) };
  const { method, how, slow } =
    way?.plan(plan, to.taskDefinitionArn) ?? (await planWay(plan, to.taskDefinitionArn, tools));
  const again = target.inactive === undefined ? '' : ', which would be registered again';
  const settings = restore === undefined || restore.differences.length === 0 ? '' : ' with its settings';
  const reason = `Dry run: the service would go from ${nameRelease(from)} back to ${nameRelease(to)}${again}${settings}, ${how}.${coolingNote(inputs, from, tools)}`;
  if (slow !== undefined) tools.log.warning(slow);
  if (restore === undefined && method === 'update-service') await hintAtRestore(plan, to.taskDefinitionArn, reading);
  await tellExpiry(to, { pulledNow: false }, reading);
  return { outcome: 'dry-run', reason, from, to, method, source, restored: restore?.differences };
}
