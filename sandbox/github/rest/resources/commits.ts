import { GithubError, notFound } from '../error.ts';
import { diffTrees } from '../git/diff.ts';
import { log, resolve } from '../git/history.ts';
import type { Commit } from '../model.ts';
import { listReply, pageOf } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { textParam, type Call, type Route } from '../routes.ts';
import { commitView, fileView } from '../views/commit.ts';

const DOCS = 'commits/commits';

export const commitRoutes: readonly Route[] = [
  { method: 'GET', path: '/commits', area: 'contents', docs: `${DOCS}#list-commits`, handle: list },
  { method: 'GET', path: '/commits/{ref*}', area: 'contents', docs: `${DOCS}#get-a-commit`, handle: get },
];

/** Files of one commit, on all its pages together; a page has 300. */
const FILE_LIMIT = 3000;
const FILES_PER_PAGE = 300;

function list(call: Call): Reply {
  const { repository, query } = call;
  const from = query.get('sha') ?? repository.defaultBranch;
  const start = resolve(repository, from);
  if (!start) {
    if (repository.commits.size === 0) throw new GithubError(409, 'Git Repository is empty.');
    throw notFound();
  }
  const path = query.get('path');
  const since = instant(query, 'since') ?? -Infinity;
  const until = instant(query, 'until') ?? Infinity;
  const found = log(repository, start.sha).filter(
    (commit) =>
      commit.committedAt >= since &&
      commit.committedAt <= until &&
      (path === null ||
        changesOf(call, commit).some((change) => change.path === path || change.path.startsWith(`${path}/`))),
  );
  return listReply(found, call.page, (commit) => commitView(call, commit));
}

function instant(query: URLSearchParams, name: string): number | undefined {
  const value = query.get(name);
  if (value === null) return undefined;
  const at = Date.parse(value);
  return Number.isNaN(at) ? undefined : at;
}

function get(call: Call): Reply {
  const ref = textParam(call, 'ref');
  const commit = resolve(call.repository, ref);
  if (!commit) throw new GithubError(422, `No commit found for SHA: ${ref}`);
  const changes = changesOf(call, commit);
  const page = call.page.asked ? call.page : { ...call.page, size: FILES_PER_PAGE };
  const { items, last } = pageOf(changes.slice(0, FILE_LIMIT), page);
  const additions = changes.reduce((sum, change) => sum + change.additions, 0);
  const deletions = changes.reduce((sum, change) => sum + change.deletions, 0);
  return {
    status: 200,
    body: {
      ...commitView(call, commit),
      stats: { total: additions + deletions, additions, deletions },
      files: items.map((change) => fileView(call, change, commit.sha)),
    },
    lastPage: last,
  };
}

function changesOf({ repository }: Call, commit: Commit): ReturnType<typeof diffTrees> {
  const parent = repository.commits.get(commit.parents[0] ?? '');
  return diffTrees(parent?.tree ?? new Map(), commit.tree);
}
