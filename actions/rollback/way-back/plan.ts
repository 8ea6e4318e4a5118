import { patient } from '#shared/ecs/patient';
import { planRevert } from '#shared/ecs/rollout/revert';
import type { Found, PlannedWay, RollbackTools } from '../scene.ts';
import { slowWayBack } from './slow.ts';

/** How ECS would go back to the revision of that ARN, without asking it to. */
export async function planWay(
  { inputs, ref, current, service }: Found,
  target: string,
  tools: RollbackTools,
): Promise<PlannedWay> {
  const leaving = current.taskDefinition;
  const method = await planRevert(patient(tools.api, tools), { ref, target, leaving });
  return method === 'stop-deployment'
    ? { method, how: 'by stopping the deployment under way' }
    : { method, how: 'by updating the service', slow: await slowWayBack(service, inputs.waitMs) };
}
