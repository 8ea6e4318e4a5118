import type { RollbackTools, Found } from './scene.ts';
import { describeRelease } from './target/candidates.ts';
import { findTarget } from './target/find-target.ts';
import { runningNeeds } from './target/running-needs.ts';
import type { Target } from './target/search.ts';
import { replacedBy } from './way-back/replaced.ts';

/**
 * The release to go back to, by what the first look at the service shows.
 * @throws {ActionError} when there is none
 */
export async function findWanted(found: Found, tools: RollbackTools): Promise<Target> {
  const { inputs, ref, from, service, way } = found;
  const { to, environment, allowMigrations } = inputs;
  const running = inputs.dryRun || !inputs.preflight ? () => undefined : runningNeeds(found, tools);
  const under = way === undefined ? replacedBy(found, tools) : way.replaced;
  // Who only wants to know whether it would work today wants to know of everything that it needs.
  const replaced = under && { ...under, serves: under.serves && !inputs.dryRun };
  const history = { past: way?.past, completed: way?.completed };
  const search = { ref, to, environment, allowMigrations, from, service, running, replaced, ...history };
  const target = await findTarget(search, tools);
  tools.log.info(`target: ${describeRelease(target.release)}, from ${target.source}`);
  tools.journal?.learn({ to: target.release, source: target.source });
  return target;
}
