import type { EcsContext } from '../context.ts';
import type { Deployment, Service } from '../model.ts';
import { isFinished } from './finished.ts';

/** The deployment with the production traffic: what a new one replaces. */
export interface Serving {
  readonly deployment: Deployment;
  /** It has completed, so it is kept whole, and gone back to. */
  readonly proven: boolean;
}

/**
 * Who serves as a new deployment begins. That is the deployment that completed last, or is being gone back to; but where none
 * has completed, or all its tasks have been replaced already, it is the one whose tasks serve: they go on until they are replaced.
 */
export function servingDeployment(context: EcsContext, service: Service): Serving | undefined {
  const [current] = service.serviceDeployments;
  const run = current?.stages;
  const underWay = current && !isFinished(current);
  if (underWay && run?.wayBack && run.position?.stage === 'SCALE_UP') {
    // What it goes back to is only coming up.
    const deployment = run.production > 0 ? run.green : run.blue;
    return deployment && { deployment, proven: false };
  }
  const proven = service.lastCompleted ?? (underWay ? current.rollback?.to : undefined);
  if (proven && service.deployments.includes(proven)) return { deployment: proven, proven: true };
  const deployment = busiest(context, service, run?.blue);
  return deployment && { deployment, proven: false };
}

/** The deployment with the most healthy tasks; `blue`, which the traffic comes back to, as long as it has any. */
function busiest({ state }: EcsContext, service: Service, blue: Deployment | undefined): Deployment | undefined {
  const healthy = state.tasksOf(service).filter((task) => task.seenHealthy && !task.stop);
  const count = (deployment: Deployment): number =>
    healthy.filter(({ owner }) => owner?.deployment === deployment).length;
  if (blue && count(blue) > 0) return blue;
  const [most] = service.deployments.filter((one) => count(one) > 0).sort((a, b) => count(b) - count(a));
  return most;
}
