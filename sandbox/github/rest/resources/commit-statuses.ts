import * as read from '../body.ts';
import { GithubError, notFound } from '../error.ts';
import { resolve } from '../git/history.ts';
import { nodeId } from '../ids.ts';
import type { Commit, CommitStatus, Json } from '../model.ts';
import { listReply, pageOf } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { textParam, type Call, type Route } from '../routes.ts';
import { accountView } from '../views/account.ts';
import { minimalRepositoryView, repositoryApi } from '../views/repository.ts';
import { timestamp } from '../views/time.ts';

const DOCS = 'commits/statuses';

export const commitStatusRoutes: readonly Route[] = [
  { method: 'POST', path: '/statuses/{sha}', area: 'statuses', docs: `${DOCS}#create-a-commit-status`, handle: create },
  {
    method: 'GET',
    path: '/commits/{ref*}/statuses',
    area: 'statuses',
    docs: `${DOCS}#list-commit-statuses-for-a-reference`,
    handle: (call) => listReply(statusesOf(call, findCommit(call)), call.page, (status) => statusView(call, status)),
  },
  {
    method: 'GET',
    path: '/commits/{ref*}/status',
    area: 'statuses',
    docs: `${DOCS}#get-the-combined-status-for-a-specific-reference`,
    handle: combined,
  },
];

const STATES = ['error', 'failure', 'pending', 'success'] as const;

function findCommit(call: Call): Commit {
  const commit = resolve(call.repository, textParam(call, 'ref'));
  if (!commit) throw notFound();
  return commit;
}

/** Newest first. */
function statusesOf({ repository }: Call, commit: Commit): readonly CommitStatus[] {
  return repository.statuses.filter(({ sha }) => sha === commit.sha).toReversed();
}

function create(call: Call): Reply {
  const { body, repository } = call;
  const sha = textParam(call, 'sha');
  if (!repository.commits.has(sha)) throw new GithubError(422, `No commit found for SHA: ${sha}`);
  const status: CommitStatus = {
    id: call.ids.next(),
    sha,
    state: read.requiredChoice(body, 'state', STATES),
    context: read.text(body, 'context') ?? 'default',
    description: read.boundedText(body, 'description', 140) ?? null,
    targetUrl: read.text(body, 'target_url') ?? null,
    creator: call.sender.account,
    createdAt: call.clock.now(),
  };
  repository.statuses.push(status);
  return { status: 201, body: statusView(call, status) };
}

/** Of each context its newest; check runs do not count here. */
function combined(call: Call): Reply {
  const commit = findCommit(call);
  const newest = new Map(
    statusesOf(call, commit)
      .toReversed()
      .map((status) => [status.context, status]),
  );
  const statuses = [...newest.values()];
  const { items, last } = pageOf(statuses, call.page);
  const url = `${repositoryApi(call.site, call.repository)}/commits/${commit.sha}`;
  return {
    status: 200,
    body: {
      state: combinedState(statuses),
      statuses: items.map((status) => statusView(call, status)),
      sha: commit.sha,
      total_count: statuses.length,
      repository: minimalRepositoryView(call.site, call.repository),
      commit_url: url,
      url: `${url}/status`,
    },
    lastPage: last,
  };
}

function combinedState(statuses: readonly CommitStatus[]): string {
  if (statuses.some(({ state }) => state === 'failure' || state === 'error')) return 'failure';
  return statuses.length > 0 && statuses.every(({ state }) => state === 'success') ? 'success' : 'pending';
}

function statusView({ site, repository }: Call, status: CommitStatus): Json {
  const creator = accountView(site, status.creator);
  return {
    url: `${repositoryApi(site, repository)}/statuses/${status.sha}`,
    avatar_url: `${site.html}/avatars/${status.creator.id}`,
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.createdAt),
    creator,
  };
}
