import { revisionName } from '#shared/ecs/names';
import type { DeploymentView } from '#shared/ecs/rollout/view';
import type { Watched } from '#shared/ecs/rollout/watch';
import type { Step } from './begin.ts';
import type { Rollout } from './rollout.ts';
import type { Plan } from './plan.ts';
import type { DeployResult, Outcome } from './result.ts';

type Conclusion = Partial<DeployResult> & Pick<DeployResult, 'outcome' | 'reason'> & { readonly watched?: Watched };

/** The result of a deployment that was begun. */
export function conclude(
  { plan, memory, taskDefinitionArn, runBefore }: Rollout,
  { watched, ...conclusion }: Conclusion,
): DeployResult {
  const seen = watched?.service?.serviceDeployment;
  const ours = seen === memory.earlierServiceDeployment ? undefined : seen;
  return {
    taskDefinitionArn,
    previousTaskDefinitionArn: plan.current.taskDefinition,
    deploymentId: (watched?.memory.deploymentId ?? memory.deploymentId) || undefined,
    serviceDeploymentArn: watched?.memory.serviceDeployment ?? ours,
    rolledBackTo: undefined,
    diagnosis: undefined,
    ends: watched?.ends ?? [],
    events: watched?.events ?? [],
    phases: watched?.phases ?? [],
    runBefore,
    ...conclusion,
  };
}

/** The result of a run that began nothing. */
export function atOnce({ current, view, wanted, same }: Plan, outcome: Outcome, reason: string): DeployResult {
  return {
    outcome,
    reason,
    taskDefinitionArn:
      wanted.kind === 'existing' ? wanted.taskDefinitionArn : same ? current.taskDefinition : undefined,
    previousTaskDefinitionArn: current.taskDefinition,
    deploymentId: outcome === 'unchanged' ? current.id : undefined,
    serviceDeploymentArn: outcome === 'unchanged' ? view.serviceDeployment : undefined,
    rolledBackTo: undefined,
    diagnosis: undefined,
    ends: [],
    events: [],
  };
}

/** The result of a job that was cancelled before anything was done to the service. */
export function cancelledBefore(plan: Plan): DeployResult {
  const running = revisionName(plan.current.taskDefinition);
  return atOnce(
    plan,
    'cancelled',
    `The job was cancelled before the service was changed: it runs ${running} as before.`,
  );
}

/** The result of an update that was not answered, or changed the number of tasks only, while somebody else deployed. */
export function overtaken(
  { plan, taskDefinitionArn, runBefore }: Omit<Rollout, 'memory'>,
  by: Pick<DeploymentView, 'id' | 'taskDefinition'>,
): DeployResult {
  const other = `${revisionName(by.taskDefinition)} (${by.id})`;
  const reason = `Another deployment, of ${other}, was begun when ${revisionName(taskDefinitionArn)} was about to be deployed. It is left alone, and nothing is sent again.`;
  return { ...atOnce(plan, 'superseded', reason), taskDefinitionArn, runBefore };
}

/** What a dry run says would be done. */
export function describeStep(step: Step, { current, wanted, changes, codeDeploy }: Plan): string {
  const running = revisionName(current.taskDefinition);
  switch (step) {
    case 'nothing':
      return `Dry run: the service runs ${running} already, so nothing would be done.`;
    case 'follow':
      return `Dry run: a deployment of ${revisionName(codeDeploy?.underWay?.taskDefinition ?? current.taskDefinition)} is under way already and would be followed.`;
    case 'scale':
      return 'Dry run: only the number of tasks or the deployment configuration would change.';
    case 'redeploy':
      return `Dry run: ${running} would be deployed once more.`;
    case 'update': {
      const what =
        wanted.kind === 'existing'
          ? revisionName(wanted.taskDefinitionArn)
          : `a new revision of ${wanted.definition.family ?? ''}`;
      return `Dry run: ${what} would be deployed, with ${changes.length} ${changes.length === 1 ? 'change' : 'changes'} against ${running}.`;
    }
  }
}
