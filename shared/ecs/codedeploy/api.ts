import type {
  CreateDeploymentCommandInput,
  DeploymentConfigInfo,
  DeploymentGroupInfo,
  DeploymentInfo,
  ECSTarget,
} from '@aws-sdk/client-codedeploy';

// The SDK's types by names of our own: what is outside shared/ecs must not import the SDK.
export type CodeDeployDeployment = DeploymentInfo;
export type CodeDeployGroup = DeploymentGroupInfo;
export type CodeDeployConfig = DeploymentConfigInfo;
export type CodeDeployTarget = ECSTarget;
export type AutoRollback = CreateDeploymentCommandInput['autoRollbackConfiguration'];

/** A deployment group by its name, which belongs to an application. */
export interface GroupRef {
  readonly application: string;
  readonly group: string;
}

export type DeploymentWait = 'READY_WAIT' | 'TERMINATION_WAIT';

/** What is deployed: the text of an AppSpec file, and how. */
export interface NewDeployment extends GroupRef {
  readonly content: string;
  /** Hexadecimal SHA-256 of `content`. */
  readonly sha256: string;
  readonly description: string | undefined;
  /** Undefined: that of the group. */
  readonly config: string | undefined;
  /** In the place of the group's. */
  readonly autoRollback: AutoRollback;
  /** Whether alarms of the group that are raised stop it. Default true. */
  readonly heedsAlarms?: boolean;
}

/**
 * The calls of AWS CodeDeploy that the suite makes, and nothing else of it, so that a test can stand in for AWS. Every
 * call rejects with the SDK's error, or with the signal's reason once the job is cancelled.
 */
export interface CodeDeployApi {
  /** Names of the applications for Amazon ECS, at most `limit`. */
  ecsApplications(limit: number): Promise<readonly string[]>;
  /** All deployment groups of an application. */
  groups(application: string): Promise<readonly CodeDeployGroup[]>;
  group(ref: GroupRef): Promise<CodeDeployGroup>;
  config(name: string): Promise<CodeDeployConfig>;
  /** Ids of the deployments of a group that have not ended. */
  activeDeployments(ref: GroupRef): Promise<readonly string[]>;
  /** Ids of the deployments of a group that succeeded, rollbacks included; the newest ones, at most `limit`. */
  succeededDeployments(ref: GroupRef, limit: number): Promise<readonly string[]>;
  deployment(id: string): Promise<CodeDeployDeployment>;
  /** Those that are still known, in no order. */
  deployments(ids: readonly string[]): Promise<readonly CodeDeployDeployment[]>;
  /** The text of an AppSpec file that was deployed; undefined when it is not known any more. */
  appSpec(application: string, sha256: string): Promise<string | undefined>;
  /** The service as the target of a deployment; undefined while the deployment has not started. */
  target(deploymentId: string, targetId: string): Promise<CodeDeployTarget | undefined>;
  /** Gives the id of the deployment. */
  create(deployment: NewDeployment): Promise<string>;
  /** Stops a deployment and lets CodeDeploy roll it back. */
  stopAndRollBack(deploymentId: string): Promise<void>;
  /** Ends a wait: before the traffic moves, or with the old tasks after that. */
  endWait(deploymentId: string, wait: DeploymentWait): Promise<void>;
}

/** Whether an error is CodeDeploy's of this name, without its `Exception`. */
export function isCodeDeployFault(error: unknown, name: string): error is Error {
  return error instanceof Error && error.name === `${name}Exception`;
}
