import type { Clock } from '#shared/action/clock';
import { ActionError } from '#shared/action/errors';
import type { EcsApi, EcsService, ServiceRef } from '../api.ts';
import { asPrimaryRuns, primaryTaskSet, type TaskSet } from '../primary-task-set.ts';
import { activeDeployment, taskSetOf } from './active.ts';
import type { CodeDeployApi, GroupRef } from './api.ts';
import { revisionDeployed } from './history.ts';
import { viewDeployment, type DeploymentLook } from './view.ts';

/** What a deployment group does with its service at a moment. */
export interface Standing {
  /** With the settings of its PRIMARY task set. */
  readonly service: EcsService;
  /** What the service runs, or is on its way to; undefined while CodeDeploy does not tell. */
  readonly taskDefinition: string | undefined;
  readonly underWay: UnderWay | undefined;
}

/** A deployment from one revision to another; a rollback of CodeDeploy's own is one too. */
export interface UnderWay {
  readonly kind: 'deploying' | 'turning-back';
  readonly deployment: DeploymentLook;
  /** The revision it leaves, to which stopping it with rollback leads; undefined when that is not known. */
  readonly leaves: string | undefined;
}

export interface StandingTools {
  readonly ecs: Pick<EcsApi, 'describeService'>;
  readonly codeDeploy: CodeDeployApi;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/** Between the end of a deployment and the beginning of its rollback, and in answers that are some seconds old. */
const UNSETTLED_LOOKS = 4;
const LOOK_EVERY_MS = 1_000;

/**
 * How a service of CodeDeploy stands. At rest it runs its PRIMARY task set; while a deployment is under way, what that
 * deploys, wherever the traffic is. Two task sets without a deployment are looked at again: most of the time CodeDeploy
 * is about to roll back.
 * @param described the service, where it was just read
 * @throws what the calls throw; {ActionError} when the service has no PRIMARY task set
 */
export async function readStanding(
  { ref, group, described }: { readonly ref: ServiceRef; readonly group: GroupRef; readonly described?: EcsService },
  tools: StandingTools,
): Promise<Standing> {
  for (let look = 1; ; look += 1) {
    const known = look === 1 ? described : undefined;
    const standing = await lookOnce(known ?? (await tools.ecs.describeService(ref)), { ref, group }, tools);
    if (standing.underWay !== undefined || !isSplit(standing) || look >= UNSETTLED_LOOKS) return standing;
    await tools.clock.sleep(LOOK_EVERY_MS, tools.signal);
  }
}

/** Whether tasks of two revisions are to stay side by side: a deployment was stopped, and nothing took it back. */
export function isSplit({ service, underWay }: Pick<Standing, 'service' | 'underWay'>): boolean {
  return underWay === undefined && staying(service).length > 1;
}

async function lookOnce(
  described: EcsService | undefined,
  { ref, group }: { readonly ref: ServiceRef; readonly group: GroupRef },
  { codeDeploy }: StandingTools,
): Promise<Standing> {
  const primary = described && primaryTaskSet(described);
  if (described === undefined || primary === undefined) {
    throw new ActionError(`Service ${ref.service} has no PRIMARY task set.`);
  }
  const service = asPrimaryRuns(described);
  const active = await activeDeployment(codeDeploy, { ref: group, service });
  if (active === undefined) return { service, taskDefinition: primary.taskDefinition, underWay: undefined };
  const { deployment } = active;
  const made = deployment.takesBack ?? deployment.id;
  const deploys = await revisionOf(made, { service, group }, codeDeploy);
  const before = besides(made, service)?.taskDefinition;
  return deployment.takesBack === undefined
    ? { service, taskDefinition: deploys, underWay: { kind: 'deploying', deployment, leaves: before } }
    : {
        service,
        taskDefinition: before ?? primary.taskDefinition,
        underWay: { kind: 'turning-back', deployment, leaves: deploys },
      };
}

/** The revision that a deployment made tasks of, or is to. */
async function revisionOf(
  deploymentId: string,
  { service, group }: { readonly service: EcsService; readonly group: GroupRef },
  codeDeploy: CodeDeployApi,
): Promise<string | undefined> {
  const { taskDefinition } = taskSetOf(service, deploymentId) ?? {};
  if (taskDefinition !== undefined) return taskDefinition;
  const { sha256 } = viewDeployment(await codeDeploy.deployment(deploymentId));
  return sha256 === undefined ? undefined : revisionDeployed(codeDeploy, group, sha256);
}

/** The tasks that a deployment replaces: those that serve, until all traffic has moved. */
function besides(deploymentId: string, service: EcsService): TaskSet | undefined {
  const others = staying(service).filter(({ externalId }) => externalId !== deploymentId);
  return others.find(({ status }) => status === 'PRIMARY') ?? others[0];
}

function staying({ taskSets = [] }: EcsService): readonly TaskSet[] {
  return taskSets.filter(({ status }) => status === 'PRIMARY' || status === 'ACTIVE');
}
