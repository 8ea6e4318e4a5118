import { parseArn } from '../names.ts';
import type { Paused } from './verdict.ts';

/** What a paused rollout waits for, in one sentence. */
export function describePause({ hooks, stage, traffic }: Paused): string {
  const where = stage === undefined ? '' : ` at ${stage}`;
  const share = traffic === undefined ? '' : `, with ${traffic} % of the traffic on the new revision`;
  const names = hooks.map(({ id, expiresAt, timeoutAction }) => {
    const then = timeoutAction === 'CONTINUE' ? 'it goes on' : 'it is rolled back';
    return expiresAt === undefined ? id : `${id} (until ${expiresAt}, then ${then})`;
  });
  const awaits = names.length === 1 ? 'the pause' : 'the pauses';
  return `The deployment is paused${where}${share}: ${awaits} ${names.join(' and ')} must be answered.`;
}

/** What can be done about a pause: `to` completes "To …". */
export interface PauseAnswer {
  readonly to: string;
  /** Ready to be pasted. */
  readonly command: string;
}

/** The commands that answer the pauses, each in a line that says what it does. */
export function pauseCommands(pause: Paused): readonly string[] {
  return pauseAnswers(pause).map(({ to, command }) => `To ${to}: ${command}`);
}

export function pauseAnswers({ hooks, serviceDeployment }: Paused): readonly PauseAnswer[] {
  const region = parseArn(serviceDeployment)?.region ?? '';
  const command = (hook: string, action: string): string =>
    [
      'aws ecs continue-service-deployment',
      ...(region === '' ? [] : [`--region ${region}`]),
      `--service-deployment-arn ${serviceDeployment} --hook-id ${hook} --action ${action}`,
    ].join(' ');
  return hooks.flatMap(({ id }) => [
    { to: 'go on', command: command(id, 'CONTINUE') },
    { to: 'roll back', command: command(id, 'ROLLBACK') },
  ]);
}
