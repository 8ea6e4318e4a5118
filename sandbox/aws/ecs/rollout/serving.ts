import type { EcsContext } from '../context.ts';
import type { Deployment, Service, Task } from '../model.ts';
import { isFinished } from './finished.ts';

/** The deployment with the production traffic: what a new one replaces. */
export interface Serving {
  readonly deployment: Deployment;
  /**
   * - `proven`: it has completed, so it is kept whole, and gone back to
   * - `serving`: it has healthy tasks
   * - `starting`: it has tasks that may yet come to serve
   */
  readonly standing: 'proven' | 'serving' | 'starting';
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
    return deployment && { deployment, standing: 'serving' };
  }
  const proven = service.lastCompleted ?? (underWay ? current.rollback?.to : undefined);
  const tasks = context.state.tasksOf(service).filter(({ stop }) => !stop);
  const healthy = tasks.filter(({ seenHealthy }) => seenHealthy);
  const serving = busiest(service, healthy, run?.blue);
  if (proven && service.deployments.includes(proven)) {
    // A rolling deployment may have replaced all of it, or it has come to grief; green never serves before its time.
    const serves = proven === run?.blue || healthy.some(({ owner }) => owner?.deployment === proven);
    if (serves || !serving) return { deployment: proven, standing: 'proven' };
  }
  if (serving) return { deployment: serving, standing: 'serving' };
  const starting = busiest(service, tasks, run?.blue);
  return starting && { deployment: starting, standing: 'starting' };
}

/** The deployment with the most of these tasks; `blue`, which the traffic comes back to, as long as it has any. */
function busiest(
  { deployments }: Service,
  tasks: readonly Task[],
  blue: Deployment | undefined,
): Deployment | undefined {
  const count = (deployment: Deployment): number =>
    tasks.filter(({ owner }) => owner?.deployment === deployment).length;
  if (blue && count(blue) > 0) return blue;
  const [most] = deployments.filter((one) => count(one) > 0).sort((a, b) => count(b) - count(a));
  return most;
}
