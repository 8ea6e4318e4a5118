import { error, note, type Outcome } from './finding.ts';
import { strategyOf } from '../strategy/change.ts';
import type { Subject } from './subject.ts';

/**
 * Whether a rolling deployment can take a first step: ECS must be able either to stop an old task or to start a new
 * one. It rounds the minimum up and the maximum down (API reference, DeploymentConfiguration); when neither is
 * possible it waits for ever.
 */
export function checkRolloutRoom({
  service,
  desiredCount,
  configuration,
  deploymentGroup,
}: Subject): readonly Outcome[] {
  if (desiredCount === 0) {
    return [note('The service is to run no task (desired count 0), so nothing of the new revision is tried out.')];
  }
  // Where nothing runs, new tasks can start at once.
  if (service.runningCount === 0) return [];
  // CodeDeploy starts all new tasks beside the old ones.
  if (deploymentGroup !== undefined) return [];
  if (strategyOf(configuration) !== 'ROLLING' || service.schedulingStrategy === 'DAEMON') return [];
  const { minimumHealthyPercent = 100, maximumPercent = 200 } = configuration;
  const least = Math.ceil((minimumHealthyPercent * desiredCount) / 100);
  const most = Math.floor((maximumPercent * desiredCount) / 100);
  if (least < desiredCount || most > desiredCount) return [];
  const enough = Math.ceil(((desiredCount + 1) * 100) / desiredCount);
  return [
    error(
      `With ${desiredCount} ${desiredCount === 1 ? 'task' : 'tasks'}, a minimum of ${minimumHealthyPercent} % and a maximum of ${maximumPercent} % Amazon ECS can neither stop an old task nor start a new one: the deployment would never move.`,
      `Set maximumPercent of the service to at least ${Math.max(enough, maximumPercent)}${desiredCount > 0 ? ', or a lower minimumHealthyPercent' : ''}.`,
    ),
  ];
}
