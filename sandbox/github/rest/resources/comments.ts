import * as read from '../body.ts';
import { notFound, validationFailed } from '../error.ts';
import { nodeId } from '../ids.ts';
import type { Comment, Json } from '../model.ts';
import { listReply } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { numberParam, type Call, type Route } from '../routes.ts';
import { accountView } from '../views/account.ts';
import { repositoryApi, repositoryPage } from '../views/repository.ts';
import { timestamp } from '../views/time.ts';

const DOCS = 'issues/comments';
const OF_ISSUE = '/issues/{number}/comments';
const ONE = '/issues/comments/{id}';

/** Comments of pull requests; there are no issues. */
export const commentRoutes: readonly Route[] = [
  { method: 'GET', path: OF_ISSUE, area: 'issues', docs: `${DOCS}#list-issue-comments`, handle: list },
  { method: 'POST', path: OF_ISSUE, area: 'issues', docs: `${DOCS}#create-an-issue-comment`, handle: create },
  {
    method: 'GET',
    path: ONE,
    area: 'issues',
    docs: `${DOCS}#get-an-issue-comment`,
    handle: (call) => ({ status: 200, body: commentView(call, findComment(call)) }),
  },
  { method: 'PATCH', path: ONE, area: 'issues', docs: `${DOCS}#update-an-issue-comment`, handle: update },
  {
    method: 'DELETE',
    path: ONE,
    area: 'issues',
    docs: `${DOCS}#delete-an-issue-comment`,
    handle: (call) => {
      call.repository.comments.delete(findComment(call).id);
      return { status: 204 };
    },
  },
];

/** Characters of one comment. */
const BODY_LIMIT = 65_536;

function findComment(call: Call): Comment {
  const comment = call.repository.comments.get(numberParam(call, 'id'));
  if (!comment) throw notFound();
  return comment;
}

function issueNumber(call: Call): number {
  const number = numberParam(call, 'number');
  if (!call.repository.pulls.has(number)) throw notFound();
  return number;
}

function list(call: Call): Reply {
  const issue = issueNumber(call);
  const found = [...call.repository.comments.values()].filter((comment) => comment.issue === issue);
  return listReply(found, call.page, (comment) => commentView(call, comment));
}

function create(call: Call): Reply {
  const now = call.clock.now();
  const comment: Comment = {
    id: call.ids.next(),
    issue: issueNumber(call),
    user: call.sender.account,
    body: bodyOf(call),
    createdAt: now,
    updatedAt: now,
  };
  call.repository.comments.set(comment.id, comment);
  return { status: 201, body: commentView(call, comment) };
}

function update(call: Call): Reply {
  const comment = findComment(call);
  comment.body = bodyOf(call);
  comment.updatedAt = call.clock.now();
  return { status: 200, body: commentView(call, comment) };
}

function bodyOf(call: Call): string {
  const body = read.requiredText(call.body, 'body');
  const problem = { resource: 'IssueComment', field: 'body', code: 'unprocessable' } as const;
  if (body.trim() === '') throw validationFailed({ ...problem, message: "Body can't be blank" });
  if (body.length > BODY_LIMIT)
    throw validationFailed({ ...problem, message: `body is too long (maximum is ${BODY_LIMIT} characters)` });
  return body;
}

function commentView({ site, repository }: Call, comment: Comment): Json {
  const api = repositoryApi(site, repository);
  return {
    url: `${api}/issues/comments/${comment.id}`,
    html_url: `${repositoryPage(site, repository)}/pull/${comment.issue}#issuecomment-${comment.id}`,
    issue_url: `${api}/issues/${comment.issue}`,
    id: comment.id,
    node_id: nodeId('IssueComment', comment.id),
    user: accountView(site, comment.user),
    created_at: timestamp(comment.createdAt),
    updated_at: timestamp(comment.updatedAt),
    author_association: 'CONTRIBUTOR',
    body: comment.body,
    performed_via_github_app: null,
  };
}
