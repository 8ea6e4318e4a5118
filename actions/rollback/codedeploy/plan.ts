import type { Found, PlannedWay } from '../scene.ts';
import { nextStep } from './next-step.ts';
import type { CodeDeployScene } from './scene.ts';
import { waitsForContinue } from '#shared/ecs/codedeploy/traffic';

/** How the service would go back, without doing it. */
export function planWay(
  { current }: Pick<Found, 'current'>,
  { target, codeDeploy }: { readonly target: string; readonly codeDeploy: CodeDeployScene },
): PlannedWay {
  const step = nextStep(codeDeploy.standing, { target, leaving: [current.taskDefinition] });
  if (step.kind === 'stop') return { method: 'stop-deployment', how: 'by stopping the deployment under way' };
  const first = step.kind === 'clear' ? ` after the end of deployment ${step.deploymentId}` : '';
  return { method: 'create-deployment', how: `by a deployment of AWS CodeDeploy${first}`, slow: heldBy(codeDeploy) };
}

/** What holds up a deployment of the group; undefined when nothing does. */
export function heldBy({ group, ref }: Pick<CodeDeployScene, 'group' | 'ref'>): string | undefined {
  return waitsForContinue(group)
    ? `Deployment group ${ref.group} holds its deployments until somebody continues them, and so the way back, which is paused then.`
    : undefined;
}
