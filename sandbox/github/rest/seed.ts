import type { Account, Annotation, Conclusion, RunStatus, Step } from './model.ts';

/** What a repository has before anybody calls. Everything may be left out; times are epoch milliseconds, default now. */
export interface RepositorySeed {
  /** Default true: private, as most that deploy are. */
  readonly private?: boolean;
  readonly description?: string;
  /** Default `main`. */
  readonly defaultBranch?: string;
  /** In the order they were made. */
  readonly commits?: readonly CommitSeed[];
  readonly pulls?: readonly PullSeed[];
  readonly environments?: readonly EnvironmentSeed[];
  readonly runs?: readonly RunSeed[];
}

export interface CommitSeed {
  /** Default: made of the content. Give one to have the commits of a real clone. */
  readonly sha?: string;
  /** The branch it goes on. Default: the default branch. */
  readonly branch?: string;
  /** Default: the head of the branch, or none for the first commit. */
  readonly parents?: readonly string[];
  readonly message?: string;
  /** By path: the new content, or null to remove the file. */
  readonly files?: Readonly<Record<string, string | null>>;
  readonly author?: { readonly name: string; readonly email: string; readonly login?: string };
  readonly at?: number;
  /** Tags to put on it. */
  readonly tags?: readonly string[];
}

export interface PullSeed {
  /** Default: the next number. */
  readonly number?: number;
  readonly title?: string;
  readonly body?: string;
  /** Branches, or SHAs for a pull request whose branch is gone. */
  readonly head: string;
  /** Default: the default branch. */
  readonly base?: string;
  readonly user?: Account;
  /** SHA of the commit it was merged by. */
  readonly mergedAs?: string;
}

export interface EnvironmentSeed {
  readonly name: string;
  readonly waitTimerMinutes?: number;
}

export interface RunSeed {
  readonly id?: number;
  /** Name of the workflow. Default: its file's. */
  readonly name?: string;
  /** Default `.github/workflows/ship.yml`. */
  readonly path?: string;
  /** Default `push`. */
  readonly event?: string;
  /** Default: the default branch. */
  readonly branch?: string;
  /** Default: the head of the branch. */
  readonly sha?: string;
  readonly actor?: Account;
  readonly createdAt?: number;
  /** Default: one attempt, completed with success, without jobs. */
  readonly attempts?: readonly AttemptSeed[];
}

export interface AttemptSeed {
  /** Default: `completed` where there is a conclusion, else `in_progress`. */
  readonly status?: RunStatus;
  readonly conclusion?: Conclusion;
  readonly startedAt?: number;
  readonly updatedAt?: number;
  /** Names of jobs of the attempt before that were not run again. */
  readonly keeps?: readonly string[];
  readonly jobs?: readonly JobSeed[];
}

export interface JobSeed {
  readonly id?: number;
  readonly name: string;
  /** Default: `completed` where there is a conclusion, else `in_progress`. */
  readonly status?: RunStatus;
  readonly conclusion?: Conclusion;
  readonly createdAt?: number;
  readonly startedAt?: number;
  readonly completedAt?: number;
  readonly steps?: readonly StepSeed[];
  readonly annotations?: readonly AnnotationSeed[];
  readonly runnerName?: string;
  readonly labels?: readonly string[];
  readonly log?: string;
}

export interface StepSeed extends Partial<Omit<Step, 'name'>> {
  readonly name: string;
}

export interface AnnotationSeed extends Partial<Omit<Annotation, 'message'>> {
  readonly message: string;
}
