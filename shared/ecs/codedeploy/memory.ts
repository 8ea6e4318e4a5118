/** `deployed`: the new tasks have all traffic, and the events after that have passed. `stable`: CodeDeploy calls it Succeeded. */
export type WaitFor = 'deployed' | 'stable';

/** What is known of a deployment from one look to the next. A value: every look makes a new one. */
export interface CodeDeployMemory {
  readonly deploymentId: string;
  readonly waitFor: WaitFor;
  /** It was told to go on when it was Ready; an older answer may still show it waiting. */
  readonly continued: boolean;
  /** We asked CodeDeploy to stop it and to roll it back. */
  readonly rollbackRequested: boolean;
  /** Why it failed, once that is known. */
  readonly failure: string | undefined;
  /** The deployment that takes it back, once there is one. */
  readonly rollbackId: string | undefined;
  /** Answers in a row that showed it over, while CodeDeploy should take it back. */
  readonly endedReads: number;
  /** Task sets, once they were seen: `ecs-svc/…`, by which tasks are told apart. */
  readonly greenId: string | undefined;
  /** Percent of the production traffic that the new tasks had, by the newest answer. */
  readonly weight: number | undefined;
}

export function beginDeployment(deploymentId: string, waitFor: WaitFor): CodeDeployMemory {
  return {
    deploymentId,
    waitFor,
    continued: false,
    rollbackRequested: false,
    failure: undefined,
    rollbackId: undefined,
    endedReads: 0,
    greenId: undefined,
    weight: undefined,
  };
}
