import * as read from '../body.ts';
import { GithubError, invalidRequest, notFound } from '../error.ts';
import { commitsBetween, resolve } from '../git/history.ts';
import type { Deployment, Payload, Repository } from '../model.ts';
import { listReply } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { numberParam, type Call, type Route } from '../routes.ts';
import { deploymentView } from '../views/deployment.ts';
import { mergeIntoBranch } from '../git/merge.ts';
import { checkContexts } from './contexts.ts';
import { ensureEnvironment } from './environments.ts';

const DOCS = 'deployments/deployments';

export const deploymentRoutes: readonly Route[] = [
  { method: 'GET', path: '/deployments', area: 'deployments', docs: `${DOCS}#list-deployments`, handle: list },
  { method: 'POST', path: '/deployments', area: 'deployments', docs: `${DOCS}#create-a-deployment`, handle: create },
  {
    method: 'GET',
    path: '/deployments/{id}',
    area: 'deployments',
    docs: `${DOCS}#get-a-deployment`,
    handle: (call) => ({ status: 200, body: deploymentView(call, findDeployment(call)) }),
  },
  {
    method: 'DELETE',
    path: '/deployments/{id}',
    area: 'deployments',
    docs: `${DOCS}#delete-a-deployment`,
    handle: remove,
  },
];

export function findDeployment(call: Call): Deployment {
  const deployment = call.repository.deployments.get(numberParam(call, 'id'));
  if (!deployment) throw notFound();
  return deployment;
}

/** The state of its newest status; a deployment without one is `pending`. */
export function stateOf(deployment: Deployment): string {
  return deployment.statuses.at(-1)?.state ?? 'pending';
}

function list(call: Call): Reply {
  const wanted = (name: string): string | null => call.query.get(name);
  const fits = (name: string, value: string): boolean => wanted(name) === null || wanted(name) === value;
  const found = [...call.repository.deployments.values()].filter(
    ({ sha, ref, task, environment }) =>
      fits('sha', sha) && fits('ref', ref) && fits('task', task) && fits('environment', environment),
  );
  return listReply(found.toReversed(), call.page, (deployment) => deploymentView(call, deployment));
}

/**
 * The defaults bite as GitHub's do: `auto_merge` may answer 202 without a deployment, `required_contexts` 409 while checks run.
 * @see https://docs.github.com/rest/deployments/deployments#create-a-deployment
 */
function create(call: Call): Reply {
  const { repository, body, clock } = call;
  const ref = read.requiredText(body, 'ref');
  const task = read.text(body, 'task') ?? 'deploy';
  const autoMerge = read.flag(body, 'auto_merge') ?? true;
  const contexts = read.texts(body, 'required_contexts');
  const environment = read.text(body, 'environment') ?? 'production';
  const description = read.boundedText(body, 'description', 140) ?? null;
  const payload = payloadOf(body);
  const commit = resolve(repository, ref);
  if (!commit) throw new GithubError(422, `No ref found for: ${ref}`);
  const merged = autoMerge ? mergeDefaultBranch(call, ref) : undefined;
  if (merged) return merged;
  checkContexts(repository, { ref, sha: commit.sha, required: contexts });
  const now = clock.now();
  ensureEnvironment(call, environment);
  const deployment: Deployment = {
    id: call.ids.next(),
    sha: commit.sha,
    ref,
    task,
    payload,
    originalEnvironment: environment,
    environment,
    description,
    transient: read.flag(body, 'transient_environment') ?? false,
    production: read.flag(body, 'production_environment') ?? environment === 'production',
    creator: call.sender.account,
    createdAt: now,
    updatedAt: now,
    statuses: [],
  };
  repository.deployments.set(deployment.id, deployment);
  return { status: 201, body: deploymentView(call, deployment) };
}

function payloadOf(body: read.RequestBody): Payload {
  const value = body['payload'];
  if (value === undefined || value === null) return {};
  if (typeof value === 'string') return value;
  if (!read.isObject(value)) throw invalidRequest('For \'properties/payload\', no subschema in "oneOf" matched.');
  return value;
}

/** A branch that is behind the default branch is brought up to date, and then there is no deployment yet. */
function mergeDefaultBranch(call: Call, ref: string): Reply | undefined {
  const { repository } = call;
  const branch = ref.replace(/^refs\/heads\//, '');
  const head = repository.refs.get(`refs/heads/${branch}`);
  const base = repository.refs.get(`refs/heads/${repository.defaultBranch}`);
  if (head === undefined || base === undefined || commitsBetween(repository, head, base).length === 0) return undefined;
  if (!mergeIntoBranch(call, { branch, from: repository.defaultBranch }))
    throw new GithubError(409, `Conflict merging ${repository.defaultBranch} into ${branch}.`);
  return { status: 202, body: { message: `Auto-merged ${repository.defaultBranch} into ${branch} on deployment.` } };
}

/**
 * What is active, its newest status being `success`, stays, unless it is the only one of its environment.
 * @see https://docs.github.com/rest/deployments/deployments#delete-a-deployment
 */
function remove(call: Call): Reply {
  const deployment = findDeployment(call);
  const { deployments } = call.repository;
  if (stateOf(deployment) === 'success' && !isAlone(call.repository, deployment))
    throw new GithubError(
      422,
      'We cannot delete an active deployment unless it is the only deployment in a given environment.',
    );
  deployments.delete(deployment.id);
  return { status: 204 };
}

function isAlone({ deployments }: Repository, deployment: Deployment): boolean {
  return [...deployments.values()].every(
    (other) => other === deployment || other.environment !== deployment.environment,
  );
}
