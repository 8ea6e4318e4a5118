import type { Attempt, Conclusion, Job, Run, RunStatus } from './model.ts';
import { commitNamed, OCTOCAT, type Garden } from './plant.ts';
import type { AttemptSeed, JobSeed, RunSeed } from './seed.ts';

/** @throws Error for a branch, or the name of a kept job, that is not there */
export function plantRun(garden: Garden, seed: RunSeed): Run {
  const { repository, ids, clock } = garden;
  const path = seed.path ?? '.github/workflows/ship.yml';
  const branch = seed.branch ?? repository.defaultBranch;
  const earlier = [...repository.runs.values()].filter((run) => run.path === path);
  const run: Run = {
    id: seed.id ?? ids.next(),
    number: earlier.length + 1,
    name: seed.name ?? path,
    path,
    workflowId: earlier[0]?.workflowId ?? ids.next(),
    event: seed.event ?? 'push',
    branch,
    sha: seed.sha ?? commitNamed(repository, branch).sha,
    actor: seed.actor ?? OCTOCAT,
    createdAt: seed.createdAt ?? clock.now(),
    attempts: [],
  };
  repository.runs.set(run.id, run);
  for (const attempt of seed.attempts ?? [{ conclusion: 'success' }]) plantAttempt(garden, run, attempt);
  return run;
}

/** One more attempt of a run. */
export function plantAttempt(garden: Garden, run: Run, seed: AttemptSeed): Attempt {
  const number = run.attempts.length + 1;
  const startedAt = seed.startedAt ?? (number === 1 ? run.createdAt : garden.clock.now());
  const kept = (seed.keeps ?? []).map((name) => keptJob(garden, run, name));
  const attempt: Attempt = {
    number,
    ...outcome(seed),
    startedAt,
    updatedAt: seed.updatedAt ?? garden.clock.now(),
    jobs: [...kept, ...(seed.jobs ?? []).map((job) => plantJob(garden, { run, number, startedAt }, job).id)],
  };
  run.attempts.push(attempt);
  return attempt;
}

function keptJob({ repository }: Garden, run: Run, name: string): number {
  const id = run.attempts.at(-1)?.jobs.find((job) => repository.jobs.get(job)?.name === name);
  if (id === undefined) throw new Error(`no job ${name} in the attempt before`);
  return id;
}

interface Within {
  readonly run: Run;
  readonly number: number;
  readonly startedAt: number;
}

function plantJob({ repository, ids }: Garden, { run, number, startedAt }: Within, seed: JobSeed): Job {
  const job: Job = {
    id: seed.id ?? ids.next(),
    runId: run.id,
    attempt: number,
    name: seed.name,
    ...outcome(seed),
    createdAt: seed.createdAt ?? startedAt,
    startedAt: seed.startedAt ?? startedAt,
    completedAt: seed.completedAt ?? (seed.conclusion === undefined ? null : startedAt),
    steps: (seed.steps ?? []).map(({ name, ...step }) => ({
      name,
      status: step.status ?? (step.conclusion == null ? 'queued' : 'completed'),
      conclusion: step.conclusion ?? null,
      startedAt: step.startedAt ?? null,
      completedAt: step.completedAt ?? null,
    })),
    runnerName: seed.runnerName ?? 'GitHub Actions 1',
    labels: seed.labels ?? ['ubuntu-latest'],
    log: seed.log ?? null,
  };
  repository.jobs.set(job.id, job);
  plantCheckRun({ repository, job, run, annotations: seed.annotations ?? [] });
  return job;
}

interface JobCheck {
  readonly repository: Garden['repository'];
  readonly job: Job;
  readonly run: Run;
  readonly annotations: NonNullable<JobSeed['annotations']>;
}

/** Every job is a check run of the same id on the run's commit. */
function plantCheckRun({ repository, job, run, annotations }: JobCheck): void {
  repository.checkRuns.set(job.id, {
    id: job.id,
    name: job.name,
    sha: run.sha,
    suiteId: run.id,
    externalId: '',
    detailsUrl: null,
    status: job.status,
    conclusion: job.conclusion,
    startedAt: job.startedAt,
    completedAt: job.completedAt,
    title: null,
    summary: null,
    text: null,
    annotations: annotations.map((annotation) => ({
      path: annotation.path ?? '.github',
      startLine: annotation.startLine ?? 1,
      endLine: annotation.endLine ?? annotation.startLine ?? 1,
      startColumn: annotation.startColumn ?? null,
      endColumn: annotation.endColumn ?? null,
      level: annotation.level ?? 'failure',
      title: annotation.title ?? '',
      message: annotation.message,
      rawDetails: annotation.rawDetails ?? '',
    })),
  });
}

interface Outcome {
  readonly status: RunStatus;
  readonly conclusion: Conclusion | null;
}

function outcome(seed: { readonly status?: RunStatus; readonly conclusion?: Conclusion }): Outcome {
  const { conclusion } = seed;
  return {
    status: seed.status ?? (conclusion === undefined ? 'in_progress' : 'completed'),
    conclusion: conclusion ?? null,
  };
}
