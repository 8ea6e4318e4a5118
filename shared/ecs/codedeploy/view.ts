import type { CodeDeployDeployment, CodeDeployTarget } from './api.ts';

/** A deployment as one GetDeployment shows it. */
export interface DeploymentLook {
  readonly id: string;
  /** Created, Queued, InProgress, Baking, Ready, Succeeded, Failed, Stopped; the list may grow, so this is any text. */
  readonly status: string;
  /** Why it ended, by CodeDeploy's code (HOOK_EXECUTION_FAILURE, MANUAL_STOP …) and in its words. */
  readonly error: { readonly code: string; readonly message: string } | undefined;
  /** The deployment that takes this one back. */
  readonly rollbackId: string | undefined;
  /** The deployment that this one takes back; undefined where it is no rollback. */
  readonly takesBack: string | undefined;
  /** What CodeDeploy says of its rollback, also when there is none. */
  readonly rollbackMessage: string | undefined;
  /** Whether its settings have CodeDeploy take it back when it ends like this one did, or would by failing. */
  readonly rollsBackOn: ReadonlySet<string>;
  /** All traffic has moved, and the former tasks wait for their end. */
  readonly terminates: boolean;
  /** Hexadecimal; undefined where CodeDeploy does not say. */
  readonly sha256: string | undefined;
  /** Epoch milliseconds. */
  readonly createdAt: number | undefined;
  readonly completedAt: number | undefined;
  /** Minutes it may wait to be continued when it is Ready. */
  readonly readyMinutes: number;
}

/** One lifecycle event. Pending, InProgress, Succeeded, Failed, Skipped, Unknown. */
export interface EventLook {
  readonly name: string;
  readonly status: string;
  readonly message: string | undefined;
  /** Epoch milliseconds. */
  readonly startedAt: number | undefined;
  readonly endedAt: number | undefined;
}

/** A task set as CodeDeploy shows it. */
export interface SetLook {
  /** `ecs-svc/…`; tasks carry it as `startedBy`. */
  readonly id: string;
  readonly desired: number;
  readonly pending: number;
  readonly running: number;
  /** Percent of the production traffic. */
  readonly weight: number | undefined;
}

/** The service as the target of a deployment. */
export interface TargetLook {
  readonly events: readonly EventLook[];
  /** The new tasks, once there are any. */
  readonly green: SetLook | undefined;
  readonly blue: SetLook | undefined;
}

export function viewDeployment(deployment: CodeDeployDeployment): DeploymentLook {
  const { errorInformation: error, rollbackInfo, autoRollbackConfiguration: rollback, revision } = deployment;
  const { deploymentReadyOption } = deployment.blueGreenDeploymentConfiguration ?? {};
  return {
    id: deployment.deploymentId ?? '',
    status: deployment.status ?? '',
    error: error && { code: error.code ?? '', message: error.message ?? '' },
    rollbackId: rollbackInfo?.rollbackDeploymentId,
    takesBack: rollbackInfo?.rollbackTriggeringDeploymentId,
    rollbackMessage: rollbackInfo?.rollbackMessage,
    rollsBackOn: new Set(rollback?.enabled === true ? rollback.events : []),
    terminates: deployment.instanceTerminationWaitTimeStarted === true,
    sha256: revision?.appSpecContent?.sha256,
    createdAt: deployment.createTime?.getTime(),
    completedAt: deployment.completeTime?.getTime(),
    readyMinutes: deploymentReadyOption?.waitTimeInMinutes ?? 0,
  };
}

export function viewTarget({ lifecycleEvents = [], taskSetsInfo = [] }: CodeDeployTarget): TargetLook {
  const labelled = (label: 'Blue' | 'Green'): SetLook | undefined => {
    const found = taskSetsInfo.find(({ taskSetLabel }) => taskSetLabel === label);
    return (
      found && {
        // Spelled as in the API.
        id: found.identifer ?? '',
        desired: found.desiredCount ?? 0,
        pending: found.pendingCount ?? 0,
        running: found.runningCount ?? 0,
        weight: found.trafficWeight,
      }
    );
  };
  return {
    events: lifecycleEvents.map((event) => ({
      name: event.lifecycleEventName ?? '',
      status: event.status ?? '',
      message: event.diagnostics?.message,
      startedAt: event.startTime?.getTime(),
      endedAt: event.endTime?.getTime(),
    })),
    green: labelled('Green'),
    blue: labelled('Blue'),
  };
}

/** Whether a deployment has come to an end, whatever it is. */
export function isOver({ status }: DeploymentLook): boolean {
  return status === 'Succeeded' || status === 'Failed' || status === 'Stopped';
}

export function statusOf({ events }: TargetLook, name: string): string | undefined {
  return events.find((event) => event.name === name)?.status;
}
