import { GithubError, notFound } from '../error.ts';
import { diffTrees, type FileChange } from '../git/diff.ts';
import { commitsBetween, mergeBase } from '../git/history.ts';
import type { Json, Pull, Repository } from '../model.ts';
import { listReply } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { numberParam, textParam, type Call, type Route } from '../routes.ts';
import { fileView } from '../views/commit.ts';
import { pullView } from '../views/pull.ts';

const DOCS = 'pulls/pulls';

export const pullRoutes: readonly Route[] = [
  { method: 'GET', path: '/pulls', area: 'pull_requests', docs: `${DOCS}#list-pull-requests`, handle: list },
  {
    method: 'GET',
    path: '/pulls/{number}',
    area: 'pull_requests',
    docs: `${DOCS}#get-a-pull-request`,
    handle: (call) => ({ status: 200, body: fullView(call, findPull(call)) }),
  },
  {
    method: 'GET',
    path: '/pulls/{number}/files',
    area: 'pull_requests',
    docs: `${DOCS}#list-pull-requests-files`,
    handle: (call) => {
      const pull = findPull(call);
      const files = filesOf(call.repository, pull).slice(0, FILE_LIMIT);
      return listReply(files, call.page, (change) => fileView(call, change, pull.head.sha));
    },
  },
  {
    method: 'GET',
    path: '/commits/{sha}/pulls',
    area: 'pull_requests',
    docs: 'commits/commits#list-pull-requests-associated-with-a-commit',
    handle: listForCommit,
  },
];

/** GitHub lists no more files of one pull request, on all pages together. */
const FILE_LIMIT = 3000;

function findPull(call: Call): Pull {
  const pull = call.repository.pulls.get(numberParam(call, 'number'));
  if (!pull) throw notFound();
  return pull;
}

/** What the head changed since it left the base. */
function filesOf(repository: Repository, pull: Pull): readonly FileChange[] {
  const head = repository.commits.get(pull.head.sha);
  if (!head) return [];
  const base = mergeBase(repository, pull.base.sha, pull.head.sha);
  return diffTrees(base?.tree ?? new Map(), head.tree);
}

function list(call: Call): Reply {
  const state = call.query.get('state') ?? 'open';
  const head = call.query.get('head');
  const base = call.query.get('base');
  const owner = call.repository.owner.login;
  const found = [...call.repository.pulls.values()].filter(
    (pull) =>
      (state === 'all' || pull.state === state) &&
      (head === null || head === `${owner}:${pull.head.ref}`) &&
      (base === null || base === pull.base.ref),
  );
  return listReply(found.toReversed(), call.page, (pull) => pullView(call, pull));
}

/** The merged ones that brought the commit to the default branch, else the open ones that carry it. */
function listForCommit(call: Call): Reply {
  const { repository } = call;
  const sha = textParam(call, 'sha');
  if (!repository.commits.has(sha)) throw new GithubError(422, `No commit found for SHA: ${sha}`);
  const carries = (pull: Pull): boolean =>
    pull.mergeCommit === sha ||
    commitsBetween(repository, pull.base.sha, pull.head.sha).some((commit) => commit.sha === sha);
  return listReply([...repository.pulls.values()].filter(carries), call.page, (pull) => pullView(call, pull));
}

function fullView(call: Call, pull: Pull): Json {
  const files = filesOf(call.repository, pull);
  const count = (of: (change: FileChange) => number): number => files.reduce((sum, change) => sum + of(change), 0);
  const open = pull.state === 'open';
  return {
    ...pullView(call, pull),
    merged: pull.mergedAt !== null,
    mergeable: open ? true : null,
    rebaseable: open ? true : null,
    mergeable_state: open ? 'clean' : 'unknown',
    merged_by: null,
    comments: [...call.repository.comments.values()].filter(({ issue }) => issue === pull.number).length,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commitsBetween(call.repository, pull.base.sha, pull.head.sha).length,
    additions: count(({ additions }) => additions),
    deletions: count(({ deletions }) => deletions),
    changed_files: files.length,
  };
}
