import type { DeploymentFact } from './account.ts';

/** What became of a release, by ECS's own account. `undecided`: nothing yet. `none`: no deployment of it was begun. */
export type Truth = 'deployed' | 'rolled-back' | 'failed' | 'superseded' | 'undecided' | 'none';

/** @param deployments of the service, newest first */
export function truthOf(deployments: readonly DeploymentFact[], taskDefinition: string): Truth {
  // A request whose answer was lost is sent again, and may begin another deployment: the newest one counts.
  const ours = deployments.findIndex((fact) => fact.taskDefinition === taskDefinition);
  return ours === -1 ? 'none' : fate(deployments, ours);
}

function fate(deployments: readonly DeploymentFact[], place: number): Truth {
  const ours = deployments[place];
  switch (ours?.status) {
    case 'SUCCESSFUL':
      return 'deployed';
    case 'ROLLBACK_SUCCESSFUL':
      return 'rolled-back';
    case 'ROLLBACK_FAILED':
      return 'failed';
    case 'STOPPED': {
      const newer = deployments[place - 1];
      if (ours.triggered || newer === undefined) return 'failed';
      // Whoever sends the release again takes over: what becomes of that is what becomes of this.
      return newer.taskDefinition === ours.taskDefinition ? fate(deployments, place - 1) : 'superseded';
    }
    default:
      // One that is still being stopped for another has lost its place already.
      return place > 0 && deployments[place - 1]?.taskDefinition !== ours?.taskDefinition ? 'superseded' : 'undecided';
  }
}

/** Does a completed deployment of the revision stand as the newest one that ended well. */
export function serves(deployments: readonly DeploymentFact[], taskDefinition: string): boolean {
  const [newest] = deployments;
  return newest?.status === 'SUCCESSFUL' && newest.taskDefinition === taskDefinition;
}
