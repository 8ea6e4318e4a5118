import { notFound } from '../error.ts';
import { diffTrees } from '../git/diff.ts';
import { commitsBetween, mergeBase, resolve } from '../git/history.ts';
import type { Commit, Json, Repository } from '../model.ts';
import { pageOf } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { textParam, type Call, type Route } from '../routes.ts';
import { commitView, fileView } from '../views/commit.ts';
import { repositoryApi, repositoryPage } from '../views/repository.ts';

export const compareRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/compare/{basehead*}',
    area: 'contents',
    docs: 'commits/commits#compare-two-commits',
    handle: compare,
  },
];

/** Files of a whole comparison, on its first page only. */
const FILE_LIMIT = 300;
/** Commits of a comparison that is asked for without paging. */
const COMMIT_LIMIT = 250;

interface Sides {
  readonly base: Commit;
  readonly head: Commit;
}

/** @see https://docs.github.com/rest/commits/commits#compare-two-commits */
function compare(call: Call): Reply {
  const { repository, page } = call;
  const sides = sidesOf(repository, textParam(call, 'basehead'));
  const shared = mergeBase(repository, sides.base.sha, sides.head.sha);
  if (!shared) throw notFound(); // "No common ancestor": GitHub answers 404 too
  const ahead = commitsBetween(repository, sides.base.sha, sides.head.sha);
  const behind = commitsBetween(repository, sides.head.sha, sides.base.sha);
  const { items, last } = page.asked ? pageOf(ahead, page) : { items: ahead.slice(-COMMIT_LIMIT), last: 1 };
  const files = page.number > 1 ? [] : diffTrees(shared.tree, sides.head.tree).slice(0, FILE_LIMIT);
  return {
    status: 200,
    body: {
      ...links(call, sides),
      base_commit: commitView(call, sides.base),
      merge_base_commit: commitView(call, shared),
      status: relation(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: items.map((commit) => commitView(call, commit)),
      files: files.map((change) => fileView(call, change, sides.head.sha)),
    },
    lastPage: last,
  };
}

/** Two dots compare as three do. `owner:branch` is taken where the owner is this repository's. */
function sidesOf(repository: Repository, basehead: string): Sides {
  const parts = /^(.+?)\.{2,3}(.+)$/.exec(basehead);
  const find = (name: string | undefined): Commit | undefined =>
    name === undefined ? undefined : resolve(repository, name.replace(`${repository.owner.login}:`, ''));
  const base = find(parts?.[1]);
  const head = find(parts?.[2]);
  if (!base || !head) throw notFound();
  return { base, head };
}

function relation(ahead: number, behind: number): string {
  if (ahead > 0) return behind > 0 ? 'diverged' : 'ahead';
  return behind > 0 ? 'behind' : 'identical';
}

function links({ site, repository, params }: Call, { base, head }: Sides): Record<string, Json> {
  const path = `compare/${params['basehead'] ?? ''}`;
  const page = `${repositoryPage(site, repository)}/${path}`;
  const owner = repository.owner.login;
  return {
    url: `${repositoryApi(site, repository)}/${path}`,
    html_url: page,
    permalink_url: `${repositoryPage(site, repository)}/compare/${owner}:${base.sha.slice(0, 7)}...${owner}:${head.sha.slice(0, 7)}`,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
  };
}
