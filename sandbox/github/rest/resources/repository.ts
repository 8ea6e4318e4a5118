import { notFound } from '../error.ts';
import { resolve } from '../git/history.ts';
import type { File, Json } from '../model.ts';
import type { Reply } from '../reply.ts';
import { textParam, type Call, type Route } from '../routes.ts';
import { repositoryApi, repositoryPage, repositoryView } from '../views/repository.ts';

export const repositoryRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '',
    area: 'metadata',
    docs: 'repos/repos#get-a-repository',
    handle: (call) => ({ status: 200, body: repositoryView(call.site, call.repository) }),
  },
  {
    method: 'GET',
    path: '/contents/{path*}',
    area: 'contents',
    docs: 'repos/contents#get-repository-content',
    handle: contents,
  },
];

/** A file with its content in base64; folders are not listed. */
function contents(call: Call): Reply {
  const ref = call.query.get('ref') ?? call.repository.defaultBranch;
  const commit = resolve(call.repository, ref);
  const path = textParam(call, 'path');
  const file = commit?.tree.get(path);
  if (!file) throw notFound();
  return { status: 200, body: fileView(call, { path, ref, file }) };
}

function fileView(
  { site, repository }: Call,
  { path, ref, file }: { readonly path: string; readonly ref: string; readonly file: File },
): Json {
  const api = repositoryApi(site, repository);
  const escaped = path.split('/').map(encodeURIComponent).join('/');
  const self = `${api}/contents/${escaped}?ref=${encodeURIComponent(ref)}`;
  const git = `${api}/git/blobs/${file.sha}`;
  const html = `${repositoryPage(site, repository)}/blob/${encodeURIComponent(ref)}/${escaped}`;
  const bytes = Buffer.from(file.content);
  return {
    name: path.split('/').at(-1) ?? path,
    path,
    sha: file.sha,
    size: bytes.length,
    url: self,
    html_url: html,
    git_url: git,
    download_url: `${repositoryPage(site, repository)}/raw/${encodeURIComponent(ref)}/${escaped}`,
    type: 'file',
    // GitHub breaks the lines after 60 characters, as its Ruby does.
    content: bytes.toString('base64').replace(/.{1,60}/g, '$&\n'),
    encoding: 'base64',
    _links: { self, git, html },
  };
}
