import { notFound } from '../error.ts';
import type { Attempt, Run } from '../model.ts';
import { pageOf } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { numberParam, textParam, type Call, type Route } from '../routes.ts';
import { runView } from '../views/run.ts';
import { createdFilter } from './created-filter.ts';

const DOCS = 'actions/workflow-runs';

export const runRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/actions/runs',
    area: 'actions',
    docs: `${DOCS}#list-workflow-runs-for-a-repository`,
    handle: (call) => list(call, [...call.repository.runs.values()]),
  },
  {
    method: 'GET',
    path: '/actions/workflows/{workflow}/runs',
    area: 'actions',
    docs: `${DOCS}#list-workflow-runs-for-a-workflow`,
    handle: (call) => list(call, runsOfWorkflow(call)),
  },
  {
    method: 'GET',
    path: '/actions/runs/{run}',
    area: 'actions',
    docs: `${DOCS}#get-a-workflow-run`,
    handle: (call) => {
      const run = findRun(call);
      return { status: 200, body: runView(call, run, latestAttempt(run)) };
    },
  },
  {
    method: 'GET',
    path: '/actions/runs/{run}/attempts/{attempt}',
    area: 'actions',
    docs: `${DOCS}#get-a-workflow-run-attempt`,
    handle: (call) => {
      const run = findRun(call);
      return { status: 200, body: runView(call, run, findAttempt(call, run)) };
    },
  },
];

/** A filtered search ends after this many rows. */
const SEARCH_LIMIT = 1000;
/** Above this a search no longer counts; pages show it as "2,500+" (changelog of 2026-09-25). */
const COUNT_LIMIT = 2500;
const FILTERS = ['actor', 'branch', 'check_suite_id', 'created', 'event', 'head_sha', 'status'];

export function findRun(call: Call): Run {
  const run = call.repository.runs.get(numberParam(call, 'run'));
  if (!run) throw notFound();
  return run;
}

export function findAttempt(call: Call, run: Run): Attempt {
  const attempt = run.attempts.find(({ number }) => number === numberParam(call, 'attempt'));
  if (!attempt) throw notFound();
  return attempt;
}

/** A run has one attempt at least. */
export function latestAttempt(run: Run): Attempt {
  const attempt = run.attempts.at(-1);
  if (!attempt) throw new Error(`run ${run.id} has no attempt`);
  return attempt;
}

function runsOfWorkflow(call: Call): readonly Run[] {
  const wanted = textParam(call, 'workflow');
  const runs = [...call.repository.runs.values()].filter(
    ({ workflowId, path }) => String(workflowId) === wanted || path.split('/').at(-1) === wanted,
  );
  if (runs.length === 0) throw notFound();
  return runs;
}

function list(call: Call, all: readonly Run[]): Reply {
  const found = all.filter((run) => fits(call, run)).toSorted((a, b) => b.createdAt - a.createdAt || b.id - a.id);
  const filtered = FILTERS.some((name) => call.query.has(name));
  const { items, last } = pageOf(filtered ? found.slice(0, SEARCH_LIMIT) : found, call.page);
  return {
    status: 200,
    body: {
      total_count: filtered ? Math.min(found.length, COUNT_LIMIT) : found.length,
      workflow_runs: items.map((run) => runView(call, run, latestAttempt(run))),
    },
    lastPage: last,
  };
}

function fits({ query }: Call, run: Run): boolean {
  const attempt = latestAttempt(run);
  const equal = (name: string, ...values: readonly (string | null)[]): boolean => {
    const wanted = query.get(name);
    return wanted === null || values.includes(wanted);
  };
  const created = query.get('created');
  return (
    equal('actor', run.actor.login) &&
    equal('branch', run.branch) &&
    equal('event', run.event) &&
    equal('head_sha', run.sha) &&
    equal('check_suite_id', String(run.id)) &&
    equal('status', attempt.status, attempt.conclusion) &&
    (created === null || createdFilter(created)(run.createdAt))
  );
}
