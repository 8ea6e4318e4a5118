import { revisionName } from '../names.ts';
import { error, note, type Outcome } from './finding.ts';
import { isOnFargate, type Subject } from './subject.ts';

/** A deployment under way, which this one takes the place of. */
export function checkOtherDeployment({ service }: Subject): readonly Outcome[] {
  const primary = service.deployments?.find(({ status }) => status === 'PRIMARY');
  if (primary?.rolloutState !== 'IN_PROGRESS') return [];
  return [
    note(
      `A deployment of ${revisionName(primary.taskDefinition ?? '')} (${primary.id ?? ''}) is under way; this one takes its place before it is completed.`,
      'Let jobs that deploy one service wait for one another: set concurrency in the workflow.',
    ),
  ];
}

/** Whether the service can run a task definition of this kind at all. */
export function checkCompatibility(subject: Subject): readonly Outcome[] {
  const { definition, service } = subject;
  const { networkMode = 'bridge', requiresCompatibilities = [] } = definition;
  const fargate = isOnFargate(subject);
  const launchType = fargate ? 'FARGATE' : service.launchType;
  const findings: Outcome[] = [];
  if (
    launchType !== undefined &&
    requiresCompatibilities.length > 0 &&
    !requiresCompatibilities.some((type) => type === launchType)
  ) {
    findings.push(
      error(
        `The service runs its tasks on ${launchType}, and the task definition is for ${requiresCompatibilities.join(', ')} only.`,
        `Add ${launchType} to requiresCompatibilities.`,
      ),
    );
  }
  if (fargate && networkMode !== 'awsvpc') {
    findings.push(
      error(
        `Fargate needs the network mode awsvpc; the task definition has ${networkMode}.`,
        'Set networkMode to awsvpc.',
      ),
    );
  }
  if (networkMode === 'awsvpc' && service.networkConfiguration === undefined) {
    findings.push(
      error(
        'The task definition has the network mode awsvpc, and the service has no network configuration.',
        'Give the service subnets and security groups first, or keep the network mode it has.',
      ),
    );
  }
  return findings;
}
