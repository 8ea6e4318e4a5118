import type { FileChange } from '../git/diff.ts';
import { nodeId } from '../ids.ts';
import type { Commit, Json, Person, Repository } from '../model.ts';
import type { Site } from '../routes.ts';
import { accountView } from './account.ts';
import { repositoryApi, repositoryPage } from './repository.ts';
import { timestamp } from './time.ts';

export interface Scene {
  readonly site: Site;
  readonly repository: Repository;
}

export function commitView({ site, repository }: Scene, commit: Commit): Record<string, Json> {
  const url = repositoryApi(site, repository);
  const page = repositoryPage(site, repository);
  return {
    sha: commit.sha,
    node_id: nodeId('Commit', commit.sha),
    commit: {
      author: signature(commit.author, commit.authoredAt),
      committer: signature(commit.committer, commit.committedAt),
      message: commit.message,
      tree: { sha: commit.treeSha, url: `${url}/git/trees/${commit.treeSha}` },
      url: `${url}/git/commits/${commit.sha}`,
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    url: `${url}/commits/${commit.sha}`,
    html_url: `${page}/commit/${commit.sha}`,
    comments_url: `${url}/commits/${commit.sha}/comments`,
    author: commit.author.account && accountView(site, commit.author.account),
    committer: commit.committer.account && accountView(site, commit.committer.account),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${page}/commit/${sha}` })),
  };
}

/** What stands inside a workflow run. */
export function simpleCommitView(commit: Commit): Json {
  return {
    id: commit.sha,
    tree_id: commit.treeSha,
    message: commit.message,
    timestamp: timestamp(commit.committedAt),
    author: { name: commit.author.name, email: commit.author.email },
    committer: { name: commit.committer.name, email: commit.committer.email },
  };
}

/** One file of a commit, a comparison or a pull request. */
export function fileView({ site, repository }: Scene, change: FileChange, sha: string): Json {
  const path = change.path.split('/').map(encodeURIComponent).join('/');
  const page = repositoryPage(site, repository);
  return {
    sha: change.sha,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${page}/blob/${sha}/${path}`,
    raw_url: `${page}/raw/${sha}/${path}`,
    contents_url: `${repositoryApi(site, repository)}/contents/${path}?ref=${sha}`,
    ...(change.patch === undefined ? {} : { patch: change.patch }),
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
  };
}

function signature({ name, email }: Person, at: number): Json {
  return { name, email, date: timestamp(at) };
}
