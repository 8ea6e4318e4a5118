import { errorMessage } from '#shared/action/errors';
import type { ActionContext } from '#shared/action/context';
import type { LoadBalancerApi } from '#shared/ecs/load-balancer/api';
import { mayBeSlowBySettings } from '#shared/ecs/rollout/phases';
import type { Plan } from './plan.ts';
import type { DeployResult } from './result.ts';

/**
 * Which settings of the service made its rollout slow, in sentences. AWS is asked only when it was; what cannot be read
 * is said and left out.
 */
export async function whySlow(
  { view, wanted }: Plan,
  { phases = [] }: DeployResult,
  { loadBalancers, log }: { readonly loadBalancers: LoadBalancerApi } & Pick<ActionContext, 'log'>,
): Promise<readonly string[]> {
  if (!mayBeSlowBySettings(phases)) return [];
  const { slowSettings } = await import('#shared/ecs/rollout/floor');
  // The groups of one load balancer take turns in serving, so they are set alike; the first tells.
  const arns = new Set(view.loadBalancers.flatMap(({ groups }) => groups[0] ?? []));
  const groups = await Promise.all(
    [...arns].map(async (arn) => {
      try {
        return [await loadBalancers.targetGroupTimes(arn)];
      } catch (error) {
        log.info(`Target group ${arn} could not be read to see what took so long: ${errorMessage(error)}`);
        return [];
      }
    }),
  );
  const slow = slowSettings(phases, { groups: groups.flat(), definition: wanted.definition });
  for (const line of slow) log.info(`slow: ${line}`);
  return slow;
}
