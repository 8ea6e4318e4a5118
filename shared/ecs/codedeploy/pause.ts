import type { DeploymentWait } from './api.ts';
import type { PauseAnswer } from '../rollout/pause.ts';

/** A deployment that is Ready: its new tasks run, and the traffic waits until somebody continues it. */
export interface ReadyPause {
  readonly deploymentId: string;
  readonly region: string;
  /** ISO 8601; then CodeDeploy stops the deployment. */
  readonly until: string | undefined;
}

export type Named = Pick<ReadyPause, 'deploymentId' | 'region'>;

/** What it waits for, in one sentence. */
export function describeReady({ deploymentId, until }: ReadyPause): string {
  const then = until === undefined ? '' : ` (until ${until}, then CodeDeploy stops it)`;
  return `Deployment ${deploymentId} is Ready: the new tasks run, and the traffic moves when it is continued${then}.`;
}

export function readyAnswers(pause: ReadyPause): readonly PauseAnswer[] {
  return [
    { to: 'go on', command: continueCommand(pause, 'READY_WAIT') },
    { to: 'roll back', command: stopCommand(pause) },
  ];
}

export function continueCommand(named: Named, wait: DeploymentWait): string {
  return command('continue-deployment', named, `--deployment-wait-type ${wait}`);
}

/** The CLI stops without a rollback unless it is told otherwise. */
export function stopCommand(named: Named): string {
  return command('stop-deployment', named, '--auto-rollback-enabled');
}

function command(operation: string, { region, deploymentId }: Named, option: string): string {
  const place = region === '' ? '' : `--region ${region} `;
  return `aws deploy ${operation} ${place}--deployment-id ${deploymentId} ${option}`;
}
