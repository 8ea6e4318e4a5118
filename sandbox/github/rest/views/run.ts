import { nodeId } from '../ids.ts';
import type { Attempt, Job, Json, Run } from '../model.ts';
import { accountView } from './account.ts';
import { simpleCommitView, type Scene } from './commit.ts';
import { minimalRepositoryView, repositoryApi, repositoryPage } from './repository.ts';
import { timestamp, timestampOrNull } from './time.ts';

export function runView(scene: Scene, run: Run, attempt: Attempt): Json {
  const { site, repository } = scene;
  const api = repositoryApi(site, repository);
  const url = `${api}/actions/runs/${run.id}`;
  const commit = repository.commits.get(run.sha);
  const actor = accountView(site, run.actor);
  return {
    id: run.id,
    name: run.name,
    node_id: nodeId('WorkflowRun', run.id),
    head_branch: run.branch,
    head_sha: run.sha,
    path: run.path,
    display_title: commit?.message.split('\n')[0] ?? run.name,
    run_number: run.number,
    event: run.event,
    status: attempt.status,
    conclusion: attempt.conclusion,
    workflow_id: run.workflowId,
    check_suite_id: run.id,
    check_suite_node_id: nodeId('CheckSuite', run.id),
    url,
    html_url: `${repositoryPage(site, repository)}/actions/runs/${run.id}`,
    pull_requests: [],
    created_at: timestamp(run.createdAt),
    updated_at: timestamp(attempt.updatedAt),
    actor,
    triggering_actor: actor,
    run_attempt: attempt.number,
    referenced_workflows: [],
    run_started_at: timestamp(attempt.startedAt),
    jobs_url: `${url}/jobs`,
    logs_url: `${url}/logs`,
    check_suite_url: `${api}/check-suites/${run.id}`,
    artifacts_url: `${url}/artifacts`,
    cancel_url: `${url}/cancel`,
    rerun_url: `${url}/rerun`,
    previous_attempt_url: attempt.number > 1 ? `${url}/attempts/${attempt.number - 1}` : null,
    workflow_url: `${api}/actions/workflows/${run.workflowId}`,
    head_commit: commit === undefined ? null : simpleCommitView(commit),
    repository: minimalRepositoryView(site, repository),
    head_repository: minimalRepositoryView(site, repository),
  };
}

export function jobView({ site, repository }: Scene, job: Job): Json {
  const api = repositoryApi(site, repository);
  const run = repository.runs.get(job.runId);
  return {
    id: job.id,
    run_id: job.runId,
    workflow_name: run?.name ?? null,
    head_branch: run?.branch ?? null,
    run_url: `${api}/actions/runs/${job.runId}`,
    run_attempt: job.attempt,
    node_id: nodeId('CheckRun', job.id),
    head_sha: run?.sha ?? '',
    url: `${api}/actions/jobs/${job.id}`,
    html_url: `${repositoryPage(site, repository)}/actions/runs/${job.runId}/job/${job.id}`,
    status: job.status,
    conclusion: job.conclusion,
    created_at: timestamp(job.createdAt),
    started_at: timestamp(job.startedAt),
    completed_at: timestampOrNull(job.completedAt),
    name: job.name,
    steps: job.steps.map((step, index) => ({
      name: step.name,
      status: step.status,
      conclusion: step.conclusion,
      number: index + 1,
      started_at: timestampOrNull(step.startedAt),
      completed_at: timestampOrNull(step.completedAt),
    })),
    check_run_url: `${api}/check-runs/${job.id}`,
    labels: job.labels,
    runner_id: job.runnerName === null ? null : 1,
    runner_name: job.runnerName,
    runner_group_id: job.runnerName === null ? null : 0,
    runner_group_name: job.runnerName === null ? null : 'GitHub Actions',
  };
}
