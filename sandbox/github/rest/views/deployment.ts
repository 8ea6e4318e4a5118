import { nodeId } from '../ids.ts';
import type { Deployment, DeploymentStatus, Json } from '../model.ts';
import { accountView } from './account.ts';
import type { Scene } from './commit.ts';
import { repositoryApi } from './repository.ts';
import { timestamp } from './time.ts';

export function deploymentView({ site, repository }: Scene, deployment: Deployment): Json {
  const api = repositoryApi(site, repository);
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url,
    id: deployment.id,
    node_id: nodeId('Deployment', deployment.id),
    task: deployment.task,
    original_environment: deployment.originalEnvironment,
    environment: deployment.environment,
    description: deployment.description,
    created_at: timestamp(deployment.createdAt),
    updated_at: timestamp(deployment.updatedAt),
    statuses_url: `${url}/statuses`,
    repository_url: api,
    creator: accountView(site, deployment.creator),
    sha: deployment.sha,
    ref: deployment.ref,
    payload: deployment.payload,
    transient_environment: deployment.transient,
    production_environment: deployment.production,
    performed_via_github_app: null,
  };
}

export function statusView({ site, repository }: Scene, deployment: Deployment, status: DeploymentStatus): Json {
  const api = repositoryApi(site, repository);
  const url = `${api}/deployments/${deployment.id}`;
  return {
    url: `${url}/statuses/${status.id}`,
    id: status.id,
    node_id: nodeId('DeploymentStatus', status.id),
    state: status.state,
    creator: accountView(site, status.creator),
    description: status.description,
    environment: status.environment,
    // The older name of log_url; GitHub answers both.
    target_url: status.logUrl,
    log_url: status.logUrl,
    environment_url: status.environmentUrl,
    created_at: timestamp(status.createdAt),
    updated_at: timestamp(status.createdAt),
    deployment_url: url,
    repository_url: api,
    performed_via_github_app: null,
  };
}
