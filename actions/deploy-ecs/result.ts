import type { Diagnosis } from '#shared/ecs/diagnosis/diagnose';
import type { TaskEnd } from '#shared/ecs/diagnosis/task-failure';
import type { Finding } from '#shared/ecs/preflight/finding';
import type { Phase } from '#shared/ecs/rollout/phases';
import type { ReadyPause } from '#shared/ecs/codedeploy/pause';
import type { Paused } from '#shared/ecs/rollout/verdict';
import type { EventView } from '#shared/ecs/rollout/view';

/**
 * How a deployment ended. `started`: it was begun and not waited for. `cancelled`: the job was cancelled while it was
 * under way.
 */
export type Outcome =
  | 'deployed'
  | 'unchanged'
  | 'started'
  | 'dry-run'
  | 'rolled-back'
  | 'failed'
  | 'superseded'
  | 'timed-out'
  | 'paused'
  | 'cancelled';

const GOOD: ReadonlySet<Outcome> = new Set(['deployed', 'unchanged', 'started', 'dry-run', 'paused']);

/** Whether the step passes. */
export function isGood(outcome: Outcome): boolean {
  return GOOD.has(outcome);
}

/** What became of the command of run-before, for report and summary. */
export interface RunBeforeReport {
  readonly command: string;
  readonly container: string;
  readonly outcome: 'passed' | 'failed' | 'not-started' | 'timed-out' | 'lost' | 'cancelled';
  readonly exitCode: number | undefined;
  readonly taskArn: string | undefined;
  /** Where Amazon CloudWatch Logs keeps its output. */
  readonly log: { readonly group: string; readonly stream: string } | undefined;
  readonly durationMs: number;
}

export interface CodeDeployReport {
  readonly application: string;
  readonly group: string;
  readonly deploymentId: string;
  readonly rollbackDeploymentId: string | undefined;
}

export interface DeployResult {
  readonly outcome: Outcome;
  /** One sentence, for people. */
  readonly reason: string;
  /** What the user can do, where something can be done. */
  readonly hint?: string | undefined;
  readonly taskDefinitionArn: string | undefined;
  readonly previousTaskDefinitionArn: string;
  readonly deploymentId: string | undefined;
  readonly serviceDeploymentArn: string | undefined;
  /** Revision that serves again. */
  readonly rolledBackTo: string | undefined;
  /** What it waits for, where the outcome is `paused`. */
  readonly pause?: Paused | undefined;
  /** The same where AWS CodeDeploy waits to be told to shift the traffic. */
  readonly ready?: ReadyPause | undefined;
  /** Where AWS CodeDeploy deployed: its deployment, and the one that took it back. */
  readonly codeDeploy?: CodeDeployReport | undefined;
  readonly diagnosis: Diagnosis | undefined;
  readonly ends: readonly TaskEnd[];
  readonly events: readonly EventView[];
  /** What of the rollout took how long. */
  readonly phases?: readonly Phase[];
  /** Which settings made it slow, in sentences. */
  readonly slow?: readonly string[];
  /** What preflight found; absent where it did not look. */
  readonly findings?: readonly Finding[] | undefined;
  readonly runBefore?: RunBeforeReport | undefined;
  /** Id of the GitHub deployment that was kept. */
  readonly githubDeployment?: number | undefined;
}
