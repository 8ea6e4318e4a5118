import { notFound } from '../error.ts';
import { nodeId } from '../ids.ts';
import type { Environment, Json } from '../model.ts';
import { pageOf } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { textParam, type Call, type Route } from '../routes.ts';
import { repositoryApi, repositoryPage } from '../views/repository.ts';
import { timestamp } from '../views/time.ts';

const DOCS = 'deployments/environments';

export const environmentRoutes: readonly Route[] = [
  { method: 'GET', path: '/environments', area: 'actions', docs: `${DOCS}#list-environments`, handle: list },
  {
    method: 'GET',
    path: '/environments/{name}',
    area: 'actions',
    docs: `${DOCS}#get-an-environment`,
    handle: (call) => {
      const environment = call.repository.environments.get(textParam(call, 'name'));
      if (!environment) throw notFound();
      return { status: 200, body: environmentView(call, environment) };
    },
  },
];

/** The first deployment to an environment makes it. */
export function ensureEnvironment(
  { repository, ids, clock }: Pick<Call, 'repository' | 'ids' | 'clock'>,
  name: string,
): void {
  if (repository.environments.has(name)) return;
  repository.environments.set(name, { id: ids.next(), name, createdAt: clock.now(), waitTimerMinutes: 0 });
}

function list(call: Call): Reply {
  const all = [...call.repository.environments.values()];
  const { items, last } = pageOf(all, call.page);
  const environments = items.map((environment) => environmentView(call, environment));
  return { status: 200, body: { total_count: all.length, environments }, lastPage: last };
}

function environmentView({ site, repository }: Call, environment: Environment): Json {
  const { id, name, waitTimerMinutes } = environment;
  const at = timestamp(environment.createdAt);
  return {
    id,
    node_id: nodeId('Environment', id),
    name,
    url: `${repositoryApi(site, repository)}/environments/${encodeURIComponent(name)}`,
    html_url: `${repositoryPage(site, repository)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: at,
    updated_at: at,
    can_admins_bypass: true,
    protection_rules:
      waitTimerMinutes === 0
        ? []
        : [{ id, node_id: nodeId('Gate', id), type: 'wait_timer', wait_timer: waitTimerMinutes }],
    deployment_branch_policy: null,
  };
}
