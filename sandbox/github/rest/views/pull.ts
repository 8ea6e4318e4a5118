import { nodeId } from '../ids.ts';
import type { Json, Pull } from '../model.ts';
import { accountView } from './account.ts';
import type { Scene } from './commit.ts';
import { repositoryApi, repositoryPage, repositoryView } from './repository.ts';
import { timestamp, timestampOrNull } from './time.ts';

/** A pull request as it stands in lists. */
export function pullView(scene: Scene, pull: Pull): Record<string, Json> {
  const { site, repository } = scene;
  const api = repositoryApi(site, repository);
  const page = `${repositoryPage(site, repository)}/pull/${pull.number}`;
  const urls = {
    self: `${api}/pulls/${pull.number}`,
    html: page,
    issue: `${api}/issues/${pull.number}`,
    comments: `${api}/issues/${pull.number}/comments`,
    review_comments: `${api}/pulls/${pull.number}/comments`,
    review_comment: `${api}/pulls/comments{/number}`,
    commits: `${api}/pulls/${pull.number}/commits`,
    statuses: `${api}/statuses/${pull.head.sha}`,
  };
  return {
    url: urls.self,
    id: pull.id,
    node_id: nodeId('PullRequest', pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: urls.issue,
    commits_url: urls.commits,
    review_comments_url: urls.review_comments,
    review_comment_url: urls.review_comment,
    comments_url: urls.comments,
    statuses_url: urls.statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: accountView(site, pull.user),
    body: pull.body,
    labels: [],
    milestone: null,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.closedAt ?? pull.createdAt),
    closed_at: timestampOrNull(pull.closedAt),
    merged_at: timestampOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeCommit,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: sideView(scene, pull.head),
    base: sideView(scene, pull.base),
    _links: Object.fromEntries(Object.entries(urls).map(([name, href]) => [name, { href }])),
    author_association: 'MEMBER',
    auto_merge: null,
    draft: false,
  };
}

function sideView({ site, repository }: Scene, side: Pull['head']): Json {
  return {
    label: `${repository.owner.login}:${side.ref}`,
    ref: side.ref,
    sha: side.sha,
    user: accountView(site, repository.owner),
    repo: repositoryView(site, repository),
  };
}
