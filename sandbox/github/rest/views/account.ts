import { nodeId } from '../ids.ts';
import type { Account, Json } from '../model.ts';
import type { Site } from '../routes.ts';

/** GitHub's "simple user". */
export function accountView({ api, html }: Site, { login, id, type }: Account): Json {
  const url = `${api}/users/${encodeURIComponent(login)}`;
  return {
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `${html}/avatars/${id}`,
    gravatar_id: '',
    url,
    html_url: type === 'Bot' ? `${html}/apps/${encodeURIComponent(login.replace(/\[bot\]$/, ''))}` : `${html}/${login}`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** The app in whose name workflows act, in GitHub's own numbers. */
export function actionsAppView(site: Site): Json {
  return {
    id: 15368,
    client_id: 'Iv1.05c79e9ad1f6bdfa',
    slug: 'github-actions',
    node_id: nodeId('App', 15368),
    owner: accountView(site, { login: 'github', id: 9919, type: 'Organization' }),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${site.html}/apps/github-actions`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2024-04-10T20:33:16Z',
    permissions: { actions: 'write', checks: 'write', contents: 'write', deployments: 'write', statuses: 'write' },
    events: ['check_run', 'check_suite', 'deployment', 'pull_request', 'push'],
  };
}
