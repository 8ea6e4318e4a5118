import { invalidRequest, notFound } from '../error.ts';
import type { Job } from '../model.ts';
import { pageOf } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { numberParam, type Call, type Route } from '../routes.ts';
import { jobView } from '../views/run.ts';
import { repositoryApi } from '../views/repository.ts';
import { findAttempt, findRun, latestAttempt } from './runs.ts';

const DOCS = 'actions/workflow-jobs';

export const jobRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/actions/runs/{run}/jobs',
    area: 'actions',
    docs: `${DOCS}#list-jobs-for-a-workflow-run`,
    handle: listForRun,
  },
  {
    method: 'GET',
    path: '/actions/runs/{run}/attempts/{attempt}/jobs',
    area: 'actions',
    docs: `${DOCS}#list-jobs-for-a-workflow-run-attempt`,
    handle: (call) => listing(call, jobsById(call, findAttempt(call, findRun(call)).jobs)),
  },
  {
    method: 'GET',
    path: '/actions/jobs/{job}',
    area: 'actions',
    docs: `${DOCS}#get-a-job-for-a-workflow-run`,
    handle: (call) => ({ status: 200, body: jobView(call, findJob(call)) }),
  },
  {
    method: 'GET',
    path: '/actions/jobs/{job}/logs',
    area: 'actions',
    docs: `${DOCS}#download-job-logs-for-a-workflow-run`,
    handle: logs,
  },
];

/** Where a log can be read without a token; the address is good for a minute of wall clock time. */
export const LOG_PATH = '/_logs';
export const LOG_LINK_SECONDS = 60;

function findJob(call: Call): Job {
  const job = call.repository.jobs.get(numberParam(call, 'job'));
  if (!job) throw notFound();
  return job;
}

function listForRun(call: Call): Reply {
  const run = findRun(call);
  const filter = call.query.get('filter') ?? 'latest';
  if (filter !== 'latest' && filter !== 'all')
    throw invalidRequest(`For 'properties/filter', ${JSON.stringify(filter)} is not a member of ["latest","all"].`);
  const ids = filter === 'latest' ? latestAttempt(run).jobs : run.attempts.flatMap(({ jobs }) => jobs);
  return listing(call, jobsById(call, [...new Set(ids)]));
}

function jobsById({ repository }: Call, ids: readonly number[]): readonly Job[] {
  return ids.flatMap((id) => repository.jobs.get(id) ?? []);
}

function listing(call: Call, jobs: readonly Job[]): Reply {
  const { items, last } = pageOf(jobs, call.page);
  return {
    status: 200,
    body: { total_count: jobs.length, jobs: items.map((job) => jobView(call, job)) },
    lastPage: last,
  };
}

/** GitHub has a log only once the job has ended, and answers with the address of a plain file elsewhere. */
function logs(call: Call): Reply {
  const job = findJob(call);
  if (job.status !== 'completed' || job.log === null) throw notFound();
  const expires = Math.floor(call.clock.now() / 1000) + LOG_LINK_SECONDS;
  const path = `${repositoryApi(call.site, call.repository).slice(call.site.api.length)}/${job.id}`;
  return { status: 302, headers: { location: `${call.site.api}${LOG_PATH}${path}?se=${expires}` } };
}
