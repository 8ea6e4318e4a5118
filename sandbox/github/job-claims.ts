/** The job an OIDC token speaks for. */
export interface OidcJob {
  /** `owner/name` */
  readonly repository: string;
  /** `refs/heads/main` and the like. */
  readonly ref: string;
  readonly sha: string;
  readonly workflow: string;
  /** Path of the workflow file in the repository. */
  readonly workflowPath: string;
  readonly eventName: string;
  readonly actor: string;
  readonly runId: string;
  readonly runNumber: string;
  readonly runAttempt: string;
  /** The job's `environment:`, which then stands in the subject. */
  readonly environment?: string;
  readonly headRef?: string;
  readonly baseRef?: string;
}

export function ownerOf(job: Pick<OidcJob, 'repository'>): string {
  return job.repository.split('/')[0] ?? '';
}

/**
 * GitHub's claims of a job, without those of the single token.
 * @see https://docs.github.com/actions/reference/security/oidc
 */
export function jobClaims(job: OidcJob): Readonly<Record<string, string>> {
  const workflowRef = `${job.repository}/${job.workflowPath}@${job.ref}`;
  return {
    sub: subject(job),
    ...(job.environment === undefined ? {} : { environment: job.environment }),
    repository: job.repository,
    repository_owner: ownerOf(job),
    repository_visibility: 'private',
    ref: job.ref,
    ref_type: job.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: 'false',
    sha: job.sha,
    head_ref: job.headRef ?? '',
    base_ref: job.baseRef ?? '',
    event_name: job.eventName,
    actor: job.actor,
    run_id: job.runId,
    run_number: job.runNumber,
    run_attempt: job.runAttempt,
    runner_environment: 'self-hosted',
    workflow: job.workflow,
    workflow_ref: workflowRef,
    workflow_sha: job.sha,
    job_workflow_ref: workflowRef,
    job_workflow_sha: job.sha,
  };
}

/** An environment wins over a pull request, a pull request over the ref: GitHub's own order. */
function subject(job: OidcJob): string {
  if (job.environment !== undefined)
    return `repo:${job.repository}:environment:${job.environment.replaceAll(':', '%3A')}`;
  if (job.eventName === 'pull_request') return `repo:${job.repository}:pull_request`;
  return `repo:${job.repository}:ref:${job.ref}`;
}
