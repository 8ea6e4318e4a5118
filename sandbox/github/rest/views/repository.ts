import { nodeId } from '../ids.ts';
import type { Json, Repository } from '../model.ts';
import type { Site } from '../routes.ts';
import { accountView } from './account.ts';
import { timestamp } from './time.ts';

export function fullName({ owner, name }: Repository): string {
  return `${owner.login}/${name}`;
}

export function repositoryApi({ api }: Site, repository: Repository): string {
  return `${api}/repos/${fullName(repository)}`;
}

export function repositoryPage({ html }: Site, repository: Repository): string {
  return `${html}/${fullName(repository)}`;
}

/** Member, then the path after the repository's address. */
const LINKS = {
  archive_url: '/{archive_format}{/ref}',
  assignees_url: '/assignees{/user}',
  blobs_url: '/git/blobs{/sha}',
  branches_url: '/branches{/branch}',
  collaborators_url: '/collaborators{/collaborator}',
  comments_url: '/comments{/number}',
  commits_url: '/commits{/sha}',
  compare_url: '/compare/{base}...{head}',
  contents_url: '/contents/{+path}',
  contributors_url: '/contributors',
  deployments_url: '/deployments',
  downloads_url: '/downloads',
  events_url: '/events',
  forks_url: '/forks',
  git_commits_url: '/git/commits{/sha}',
  git_refs_url: '/git/refs{/sha}',
  git_tags_url: '/git/tags{/sha}',
  hooks_url: '/hooks',
  issue_comment_url: '/issues/comments{/number}',
  issue_events_url: '/issues/events{/number}',
  issues_url: '/issues{/number}',
  keys_url: '/keys{/key_id}',
  labels_url: '/labels{/name}',
  languages_url: '/languages',
  merges_url: '/merges',
  milestones_url: '/milestones{/number}',
  notifications_url: '/notifications{?since,all,participating}',
  pulls_url: '/pulls{/number}',
  releases_url: '/releases{/id}',
  stargazers_url: '/stargazers',
  statuses_url: '/statuses/{sha}',
  subscribers_url: '/subscribers',
  subscription_url: '/subscription',
  tags_url: '/tags',
  teams_url: '/teams',
  trees_url: '/git/trees{/sha}',
} as const;

/** What stands inside runs and statuses. */
export function minimalRepositoryView(site: Site, repository: Repository): Record<string, Json> {
  const url = repositoryApi(site, repository);
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: accountView(site, repository.owner),
    html_url: repositoryPage(site, repository),
    description: repository.description,
    fork: false,
    url,
    ...Object.fromEntries(Object.entries(LINKS).map(([name, path]) => [name, `${url}${path}`])),
  };
}

export function repositoryView(site: Site, repository: Repository): Record<string, Json> {
  const page = repositoryPage(site, repository);
  const at = timestamp(repository.createdAt);
  const pushed = Math.max(
    repository.createdAt,
    ...[...repository.commits.values()].map((commit) => commit.committedAt),
  );
  const host = new URL(site.html).host;
  return {
    ...minimalRepositoryView(site, repository),
    git_url: `git://${host}/${fullName(repository)}.git`,
    ssh_url: `git@${host}:${fullName(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    default_branch: repository.defaultBranch,
    visibility: repository.private ? 'private' : 'public',
    archived: false,
    disabled: false,
    has_issues: true,
    has_projects: true,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    is_template: false,
    allow_forking: true,
    topics: [],
    size: 0,
    forks: 0,
    forks_count: 0,
    stargazers_count: 0,
    watchers: 0,
    watchers_count: 0,
    network_count: 0,
    subscribers_count: 0,
    open_issues: openPulls(repository),
    open_issues_count: openPulls(repository),
    created_at: at,
    updated_at: at,
    pushed_at: timestamp(pushed),
  };
}

/** GitHub counts pull requests as issues. */
function openPulls({ pulls }: Repository): number {
  return [...pulls.values()].filter(({ state }) => state === 'open').length;
}
