import * as read from '../body.ts';
import { GithubError, notFound } from '../error.ts';
import { ancestors } from '../git/history.ts';
import { nodeId } from '../ids.ts';
import type { Json } from '../model.ts';
import type { Reply } from '../reply.ts';
import { textParam, type Call, type Route } from '../routes.ts';
import { repositoryApi } from '../views/repository.ts';

const DOCS = 'git/refs';

export const refRoutes: readonly Route[] = [
  { method: 'GET', path: '/git/ref/{ref*}', area: 'contents', docs: `${DOCS}#get-a-reference`, handle: get },
  {
    method: 'GET',
    path: '/git/matching-refs/{ref*}',
    area: 'contents',
    docs: `${DOCS}#list-matching-references`,
    handle: matching,
  },
  { method: 'POST', path: '/git/refs', area: 'contents', docs: `${DOCS}#create-a-reference`, handle: create },
  { method: 'PATCH', path: '/git/refs/{ref*}', area: 'contents', docs: `${DOCS}#update-a-reference`, handle: update },
  { method: 'DELETE', path: '/git/refs/{ref*}', area: 'contents', docs: `${DOCS}#delete-a-reference`, handle: remove },
];

function nameOf(call: Call): string {
  return `refs/${textParam(call, 'ref')}`;
}

function get(call: Call): Reply {
  const sha = call.repository.refs.get(nameOf(call));
  if (sha === undefined) throw notFound();
  return { status: 200, body: refView(call, nameOf(call), sha) };
}

function matching(call: Call): Reply {
  const found = [...call.repository.refs].filter(([name]) => name.startsWith(nameOf(call)));
  return { status: 200, body: found.map(([name, sha]) => refView(call, name, sha)) };
}

function create(call: Call): Reply {
  const name = read.requiredText(call.body, 'ref');
  const sha = read.requiredText(call.body, 'sha');
  if (!/^refs\/[^/]+\/.+$/.test(name)) throw new GithubError(422, 'Reference name is not valid');
  if (!call.repository.commits.has(sha)) throw new GithubError(422, 'Object does not exist');
  if (call.repository.refs.has(name)) throw new GithubError(422, 'Reference already exists');
  call.repository.refs.set(name, sha);
  return { status: 201, body: refView(call, name, sha) };
}

function update(call: Call): Reply {
  const { repository, body } = call;
  const name = nameOf(call);
  const sha = read.requiredText(body, 'sha');
  const force = read.flag(body, 'force') ?? false;
  const current = repository.refs.get(name);
  if (current === undefined) throw new GithubError(422, 'Reference does not exist');
  if (!repository.commits.has(sha)) throw new GithubError(422, 'Object does not exist');
  if (!force && !ancestors(repository, sha).has(current)) throw new GithubError(422, 'Update is not a fast forward');
  repository.refs.set(name, sha);
  return { status: 200, body: refView(call, name, sha) };
}

function remove(call: Call): Reply {
  if (!call.repository.refs.delete(nameOf(call))) throw new GithubError(422, 'Reference does not exist');
  return { status: 204 };
}

function refView({ site, repository }: Call, name: string, sha: string): Json {
  const api = repositoryApi(site, repository);
  return {
    ref: name,
    node_id: nodeId('Ref', `${repository.id}:${name}`),
    url: `${api}/git/${name}`,
    object: { sha, type: 'commit', url: `${api}/git/commits/${sha}` },
  };
}
