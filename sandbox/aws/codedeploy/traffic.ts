import type { CodeDeployContext } from './context.ts';
import { serviceOf } from './install.ts';
import { Interruption, refusedBy } from './interruption.ts';
import type { Deployment, Side } from './model.ts';
import { timings } from './timings.ts';
import { trafficSteps } from './traffic-steps.ts';

/** The event AllowTestTraffic: the test listener forwards to the replacement. */
export function allowTestTraffic(context: CodeDeployContext, deployment: Deployment, listener: string): void {
  const { green } = sides(deployment);
  forward(context, listener, [{ targetGroupArn: green.targetGroupArn, weight: 100 }]);
}

/**
 * The event AllowTraffic: shifts production traffic as the configuration says; then the replacement is the primary task set.
 * @throws Interruption
 * @throws the signal's reason
 */
export async function allowTraffic(
  context: CodeDeployContext,
  deployment: Deployment,
  signal: AbortSignal,
): Promise<void> {
  const { blue, green } = sides(deployment);
  for (const { weight, minutes } of trafficSteps(deployment.config.routing)) {
    forward(context, deployment.group.settings.prodListener, [
      { targetGroupArn: green.targetGroupArn, weight },
      { targetGroupArn: blue.targetGroupArn, weight: 100 - weight },
    ]);
    deployment.greenWeight = weight;
    deployment.updatedAt = context.clock.now();
    if (minutes > 0) await context.clock.sleep(minutes * timings.minute, signal);
  }
  serviceOf(context, deployment).makePrimary(green.id);
}

/**
 * Puts everything back at once: listeners, primary task set; and ends the replacement. A rollback makes no task set: the
 * published record shows the original one serving on.
 * @throws Interruption
 */
export function takeBack(context: CodeDeployContext, failed: Deployment): void {
  for (const { listener, weights } of failed.former) forward(context, listener, weights);
  failed.greenWeight = 0;
  failed.updatedAt = context.clock.now();
  if (!failed.blue || !failed.green) return;
  const service = serviceOf(context, failed);
  service.makePrimary(failed.blue.id);
  service.remove(failed.green.id);
}

function forward(
  { routing }: CodeDeployContext,
  listener: string,
  weights: Parameters<CodeDeployContext['routing']['shift']>[1],
): void {
  try {
    routing.shift(listener, weights);
  } catch (error) {
    throw refusedBy('AmazonElasticLoadBalancing', error);
  }
}

function sides({ blue, green }: Deployment): { readonly blue: Side; readonly green: Side } {
  if (!blue || !green) throw new Interruption('INTERNAL_ERROR', 'Traffic can not be shifted before Install.');
  return { blue, green };
}
