import * as read from '../body.ts';
import { GithubError, invalidRequest, notFound } from '../error.ts';
import { resolve } from '../git/history.ts';
import { ANNOTATION_LEVELS, CONCLUSIONS, type Annotation, type CheckRun } from '../model.ts';
import { listReply, pageOf } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { numberParam, textParam, type Call, type Route } from '../routes.ts';
import { annotationView, checkRunView } from '../views/check-run.ts';

const DOCS = 'checks/runs';

export const checkRunRoutes: readonly Route[] = [
  { method: 'POST', path: '/check-runs', area: 'checks', docs: `${DOCS}#create-a-check-run`, handle: create },
  { method: 'PATCH', path: '/check-runs/{id}', area: 'checks', docs: `${DOCS}#update-a-check-run`, handle: update },
  {
    method: 'GET',
    path: '/check-runs/{id}',
    area: 'checks',
    docs: `${DOCS}#get-a-check-run`,
    handle: (call) => ({ status: 200, body: checkRunView(call, findCheckRun(call)) }),
  },
  {
    method: 'GET',
    path: '/check-runs/{id}/annotations',
    area: 'checks',
    docs: `${DOCS}#list-check-run-annotations`,
    handle: (call) => {
      const run = findCheckRun(call);
      return listReply(run.annotations, call.page, (annotation) => annotationView(call, run, annotation));
    },
  },
  {
    method: 'GET',
    path: '/commits/{ref*}/check-runs',
    area: 'checks',
    docs: `${DOCS}#list-check-runs-for-a-git-reference`,
    handle: listForCommit,
  },
];

const STATUSES = ['queued', 'in_progress', 'completed', 'waiting', 'requested', 'pending'] as const;
/** Characters of `output.summary` and `output.text`. */
const OUTPUT_LIMIT = 65_535;
const ANNOTATIONS_PER_REQUEST = 50;

function findCheckRun(call: Call): CheckRun {
  const run = call.repository.checkRuns.get(numberParam(call, 'id'));
  if (!run) throw notFound();
  return run;
}

function create(call: Call): Reply {
  requireApp(call);
  const { body, repository } = call;
  const name = read.requiredText(body, 'name');
  const sha = read.requiredText(body, 'head_sha');
  if (!repository.commits.has(sha)) throw new GithubError(422, `No commit found for SHA: ${sha}`);
  const id = call.ids.next();
  const run: CheckRun = {
    id,
    name,
    sha,
    suiteId: call.ids.next(),
    externalId: '',
    detailsUrl: null,
    status: 'queued',
    conclusion: null,
    startedAt: call.clock.now(),
    completedAt: null,
    title: null,
    summary: null,
    text: null,
    annotations: [],
  };
  apply(call, run);
  repository.checkRuns.set(id, run);
  return { status: 201, body: checkRunView(call, run) };
}

function update(call: Call): Reply {
  requireApp(call);
  const run = findCheckRun(call);
  apply(call, run);
  return { status: 200, body: checkRunView(call, run) };
}

/** Everything is read, and so refused where wrong, before anything is changed. */
function apply({ body, clock }: Call, run: CheckRun): void {
  const conclusion = read.choice(body, 'conclusion', CONCLUSIONS);
  const status = conclusion === undefined ? read.choice(body, 'status', STATUSES) : 'completed';
  if (status === 'completed' && conclusion === undefined && run.conclusion === null)
    throw invalidRequest('"conclusion" wasn\'t supplied.');
  const output = read.object(body, 'output');
  const change = {
    name: read.text(body, 'name') ?? run.name,
    externalId: read.text(body, 'external_id') ?? run.externalId,
    detailsUrl: read.text(body, 'details_url') ?? run.detailsUrl,
    status: status ?? run.status,
    // A run that is under way again has no conclusion.
    conclusion: conclusion ?? (status === undefined || status === 'completed' ? run.conclusion : null),
    startedAt: read.instant(body, 'started_at') ?? run.startedAt,
    completedAt: status === 'completed' ? (read.instant(body, 'completed_at') ?? clock.now()) : run.completedAt,
    ...(output === undefined ? {} : outputOf(output, run)),
  };
  const annotations = output === undefined ? [] : annotationsOf(output);
  Object.assign(run, change);
  run.annotations.push(...annotations);
}

function outputOf(output: read.RequestBody, run: CheckRun): Pick<CheckRun, 'title' | 'summary' | 'text'> {
  read.requiredText(output, 'summary');
  return {
    title: read.text(output, 'title') ?? run.title,
    summary: read.boundedText(output, 'summary', OUTPUT_LIMIT) ?? null,
    text: read.boundedText(output, 'text', OUTPUT_LIMIT) ?? run.text,
  };
}

/** Each request adds its annotations to those there are. */
function annotationsOf(output: read.RequestBody): readonly Annotation[] {
  const given = read.objects(output, 'annotations') ?? [];
  if (given.length > ANNOTATIONS_PER_REQUEST)
    throw invalidRequest(`No more than ${ANNOTATIONS_PER_REQUEST} items are allowed; ${given.length} were supplied.`);
  return given.map((entry) => ({
    path: read.requiredText(entry, 'path'),
    startLine: read.requiredInteger(entry, 'start_line'),
    endLine: read.requiredInteger(entry, 'end_line'),
    startColumn: read.integer(entry, 'start_column') ?? null,
    endColumn: read.integer(entry, 'end_column') ?? null,
    level: read.requiredChoice(entry, 'annotation_level', ANNOTATION_LEVELS),
    title: read.text(entry, 'title') ?? null,
    message: read.requiredText(entry, 'message'),
    rawDetails: read.text(entry, 'raw_details') ?? null,
  }));
}

function listForCommit(call: Call): Reply {
  const commit = resolve(call.repository, textParam(call, 'ref'));
  if (!commit) throw new GithubError(422, `No commit found for SHA: ${textParam(call, 'ref')}`);
  const name = call.query.get('check_name');
  const status = call.query.get('status');
  const found = [...call.repository.checkRuns.values()].filter(
    (run) =>
      run.sha === commit.sha && (name === null || run.name === name) && (status === null || run.status === status),
  );
  const newest = new Map(found.map((run) => [run.name, run]));
  const shown = call.query.get('filter') === 'all' ? found : [...newest.values()];
  const { items, last } = pageOf(shown.toReversed(), call.page);
  return {
    status: 200,
    body: { total_count: shown.length, check_runs: items.map((run) => checkRunView(call, run)) },
    lastPage: last,
  };
}

/** Users cannot write check runs, whatever their token allows. */
function requireApp({ sender }: Call): void {
  if (sender.kind !== 'installation') throw new GithubError(403, 'You must authenticate via a GitHub App.');
}
