/** What the fake GitHub remembers. Times are epoch milliseconds; the views write them as GitHub does. */

export interface Account {
  readonly login: string;
  readonly id: number;
  readonly type: 'User' | 'Bot' | 'Organization';
}

export interface Repository {
  readonly id: number;
  readonly owner: Account;
  readonly name: string;
  readonly private: boolean;
  readonly description: string | null;
  readonly defaultBranch: string;
  readonly createdAt: number;
  /** By SHA. */
  readonly commits: Map<string, Commit>;
  /** Commit SHA by full ref name, `refs/heads/main`. */
  readonly refs: Map<string, string>;
  readonly pulls: Map<number, Pull>;
  readonly deployments: Map<number, Deployment>;
  readonly environments: Map<string, Environment>;
  readonly runs: Map<number, Run>;
  readonly jobs: Map<number, Job>;
  readonly checkRuns: Map<number, CheckRun>;
  readonly statuses: CommitStatus[];
  readonly comments: Map<number, Comment>;
}

export interface Person {
  readonly name: string;
  readonly email: string;
  /** The account that GitHub knows by this address, if any. */
  readonly account: Account | null;
}

export interface File {
  readonly content: string;
  /** Git's own id of the blob. */
  readonly sha: string;
}

export type Tree = ReadonlyMap<string, File>;

export interface Commit {
  readonly sha: string;
  readonly treeSha: string;
  readonly parents: readonly string[];
  readonly message: string;
  readonly author: Person;
  readonly committer: Person;
  readonly authoredAt: number;
  readonly committedAt: number;
  readonly tree: Tree;
}

export interface Pull {
  readonly id: number;
  readonly number: number;
  readonly title: string;
  readonly body: string | null;
  readonly user: Account;
  readonly head: { readonly ref: string; readonly sha: string };
  readonly base: { readonly ref: string; readonly sha: string };
  readonly state: 'open' | 'closed';
  readonly createdAt: number;
  readonly closedAt: number | null;
  readonly mergedAt: number | null;
  readonly mergeCommit: string | null;
}

export const DEPLOYMENT_STATES = [
  'error',
  'failure',
  'inactive',
  'in_progress',
  'queued',
  'pending',
  'success',
] as const;
export type DeploymentState = (typeof DEPLOYMENT_STATES)[number];

export interface DeploymentStatus {
  readonly id: number;
  readonly state: DeploymentState;
  readonly creator: Account;
  readonly description: string;
  readonly environment: string;
  readonly environmentUrl: string;
  readonly logUrl: string;
  readonly createdAt: number;
}

export interface Deployment {
  readonly id: number;
  readonly sha: string;
  readonly ref: string;
  readonly task: string;
  readonly payload: Payload;
  readonly originalEnvironment: string;
  /** A status may move a deployment to another environment. */
  environment: string;
  readonly description: string | null;
  readonly transient: boolean;
  readonly production: boolean;
  readonly creator: Account;
  readonly createdAt: number;
  updatedAt: number;
  /** Oldest first. */
  readonly statuses: DeploymentStatus[];
}

export type Payload = string | Readonly<Record<string, Json>>;
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

export interface Environment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly waitTimerMinutes: number;
}

export type RunStatus = 'queued' | 'in_progress' | 'completed' | 'waiting' | 'requested' | 'pending';
export const CONCLUSIONS = [
  'action_required',
  'cancelled',
  'failure',
  'neutral',
  'success',
  'skipped',
  'stale',
  'timed_out',
] as const;
export type Conclusion = (typeof CONCLUSIONS)[number];

export interface Run {
  readonly id: number;
  readonly number: number;
  readonly name: string;
  /** Path of the workflow file. */
  readonly path: string;
  readonly workflowId: number;
  readonly event: string;
  readonly branch: string | null;
  readonly sha: string;
  readonly actor: Account;
  readonly createdAt: number;
  /** Attempt 1 first. */
  readonly attempts: Attempt[];
}

export interface Attempt {
  readonly number: number;
  status: RunStatus;
  conclusion: Conclusion | null;
  readonly startedAt: number;
  updatedAt: number;
  /** With the jobs an earlier attempt had completed and that were not run again. */
  readonly jobs: readonly number[];
}

export interface Step {
  readonly name: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: Conclusion | null;
  readonly startedAt: number | null;
  readonly completedAt: number | null;
}

/** A job's id is that of its check run. */
export interface Job {
  readonly id: number;
  readonly runId: number;
  readonly attempt: number;
  readonly name: string;
  status: RunStatus;
  conclusion: Conclusion | null;
  readonly createdAt: number;
  readonly startedAt: number;
  completedAt: number | null;
  steps: readonly Step[];
  readonly runnerName: string | null;
  readonly labels: readonly string[];
  log: string | null;
}

export const ANNOTATION_LEVELS = ['notice', 'warning', 'failure'] as const;

export interface Annotation {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly startColumn: number | null;
  readonly endColumn: number | null;
  readonly level: (typeof ANNOTATION_LEVELS)[number];
  readonly title: string | null;
  readonly message: string;
  readonly rawDetails: string | null;
}

export interface CheckRun {
  readonly id: number;
  name: string;
  readonly sha: string;
  readonly suiteId: number;
  externalId: string;
  detailsUrl: string | null;
  status: RunStatus;
  conclusion: Conclusion | null;
  startedAt: number | null;
  completedAt: number | null;
  title: string | null;
  summary: string | null;
  text: string | null;
  readonly annotations: Annotation[];
}

export interface CommitStatus {
  readonly id: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly creator: Account;
  readonly createdAt: number;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  readonly user: Account;
  body: string;
  readonly createdAt: number;
  updatedAt: number;
}
