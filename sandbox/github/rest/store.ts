import type { SandboxClock } from '#sandbox/clock';
import { Ids } from './ids.ts';
import type { CheckRun, Commit, Job, Pull, Repository, Run } from './model.ts';
import { accountOf, plantCommit, plantPull, type Garden } from './plant.ts';
import { plantAttempt, plantRun } from './plant-run.ts';
import type { AttemptSeed, CommitSeed, PullSeed, RepositorySeed, RunSeed } from './seed.ts';

/** All repositories of the fake GitHub. */
export class Store {
  readonly ids = new Ids();
  readonly #clock: SandboxClock;
  /** By `owner/name` in lower case: GitHub does not tell them apart. */
  readonly #repositories = new Map<string, Repository>();

  constructor(clock: SandboxClock) {
    this.#clock = clock;
  }

  find(fullName: string): Repository | undefined {
    return this.#repositories.get(fullName.toLowerCase());
  }

  /** GitHub's own links name repositories by their number. */
  findById(id: number): Repository | undefined {
    return [...this.#repositories.values()].find((repository) => repository.id === id);
  }

  /**
   * Makes the repository where it is not there, and adds what the seed has to it.
   * @param fullName `owner/name`
   * @throws Error for a seed that names what is not there
   */
  seed(fullName: string, seed: RepositorySeed = {}): SeededRepository {
    const repository = this.find(fullName) ?? this.#create(fullName, seed);
    const garden = { repository, ids: this.ids, clock: this.#clock };
    for (const commit of seed.commits ?? []) plantCommit(garden, commit);
    for (const pull of seed.pulls ?? []) plantPull(garden, pull);
    for (const { name, waitTimerMinutes = 0 } of seed.environments ?? [])
      repository.environments.set(name, { id: this.ids.next(), name, createdAt: this.#clock.now(), waitTimerMinutes });
    for (const run of seed.runs ?? []) plantRun(garden, run);
    return new SeededRepository(garden);
  }

  #create(fullName: string, seed: RepositorySeed): Repository {
    const [owner, name, ...rest] = fullName.split('/');
    if (!owner || !name || rest.length > 0) throw new Error(`${fullName}: expected owner/name`);
    const repository: Repository = {
      id: this.ids.next(),
      owner: { ...accountOf(owner), type: 'Organization' },
      name,
      private: seed.private ?? true,
      description: seed.description ?? null,
      defaultBranch: seed.defaultBranch ?? 'main',
      createdAt: this.#clock.now(),
      commits: new Map(),
      refs: new Map(),
      pulls: new Map(),
      deployments: new Map(),
      environments: new Map(),
      runs: new Map(),
      jobs: new Map(),
      checkRuns: new Map(),
      statuses: [],
      comments: new Map(),
    };
    this.#repositories.set(fullName.toLowerCase(), repository);
    return repository;
  }
}

export type JobChange = Partial<Pick<Job, 'status' | 'conclusion' | 'completedAt' | 'steps' | 'log'>>;

/** A repository as those see it who stage it: what happens in it without a call of the API. */
export class SeededRepository {
  readonly #garden: Garden;

  constructor(garden: Garden) {
    this.#garden = garden;
  }

  /** What there is, also what grew by calls. To be read only. */
  get state(): Repository {
    return this.#garden.repository;
  }

  commit(seed: CommitSeed): Commit {
    return plantCommit(this.#garden, seed);
  }

  pull(seed: PullSeed): Pull {
    return plantPull(this.#garden, seed);
  }

  run(seed: RunSeed): Run {
    return plantRun(this.#garden, seed);
  }

  /** Re-runs it: its jobs or some of them. */
  attempt(run: Run, seed: AttemptSeed): void {
    plantAttempt(this.#garden, run, seed);
  }

  /** A job goes on; its check run with it. @throws Error for a job that is not there */
  changeJob(id: number, change: JobChange): void {
    const job = this.state.jobs.get(id);
    const check: CheckRun | undefined = this.state.checkRuns.get(id);
    if (!job || !check) throw new Error(`no job ${id}`);
    Object.assign(job, change);
    check.status = job.status;
    check.conclusion = job.conclusion;
    check.completedAt = job.completedAt;
  }
}
