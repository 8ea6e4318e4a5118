import * as read from '../body.ts';
import { notFound } from '../error.ts';
import { DEPLOYMENT_STATES, type Deployment, type DeploymentStatus } from '../model.ts';
import { listReply } from '../paging.ts';
import type { Reply } from '../reply.ts';
import { numberParam, type Call, type Route } from '../routes.ts';
import { statusView } from '../views/deployment.ts';
import { findDeployment, stateOf } from './deployments.ts';
import { ensureEnvironment } from './environments.ts';

const DOCS = 'deployments/statuses';
const PATH = '/deployments/{id}/statuses';

export const deploymentStatusRoutes: readonly Route[] = [
  { method: 'GET', path: PATH, area: 'deployments', docs: `${DOCS}#list-deployment-statuses`, handle: list },
  { method: 'POST', path: PATH, area: 'deployments', docs: `${DOCS}#create-a-deployment-status`, handle: create },
  {
    method: 'GET',
    path: `${PATH}/{status}`,
    area: 'deployments',
    docs: `${DOCS}#get-a-deployment-status`,
    handle: (call) => {
      const deployment = findDeployment(call);
      const status = deployment.statuses.find(({ id }) => id === numberParam(call, 'status'));
      if (!status) throw notFound();
      return { status: 200, body: statusView(call, deployment, status) };
    },
  },
];

function list(call: Call): Reply {
  const deployment = findDeployment(call);
  return listReply(deployment.statuses.toReversed(), call.page, (status) => statusView(call, deployment, status));
}

function create(call: Call): Reply {
  const { body, clock } = call;
  const deployment = findDeployment(call);
  const state = read.requiredChoice(body, 'state', DEPLOYMENT_STATES);
  const environment = read.text(body, 'environment') ?? deployment.environment;
  const now = clock.now();
  const status: DeploymentStatus = {
    id: call.ids.next(),
    state,
    creator: call.sender.account,
    description: read.boundedText(body, 'description', 140) ?? '',
    environment,
    environmentUrl: read.text(body, 'environment_url') ?? '',
    logUrl: read.text(body, 'log_url') ?? read.text(body, 'target_url') ?? '',
    createdAt: now,
  };
  if (environment !== deployment.environment) ensureEnvironment(call, environment);
  deployment.environment = environment;
  deployment.statuses.push(status);
  deployment.updatedAt = now;
  if (state === 'success' && (read.flag(body, 'auto_inactive') ?? true)) inactivateOlder(call, deployment);
  return { status: 201, body: statusView(call, deployment, status) };
}

/**
 * A success makes the older ones of its environment inactive: those that had succeeded and are neither transient nor
 * production. Production ones stay as they are, whoever expects otherwise.
 * @see https://docs.github.com/rest/deployments/statuses#create-a-deployment-status
 */
function inactivateOlder(call: Call, current: Deployment): void {
  const now = call.clock.now();
  for (const older of call.repository.deployments.values()) {
    if (older.id >= current.id || older.environment !== current.environment) continue;
    if (older.transient || older.production || stateOf(older) !== 'success') continue;
    older.statuses.push({
      id: call.ids.next(),
      state: 'inactive',
      creator: call.sender.account,
      description: '',
      environment: older.environment,
      environmentUrl: older.statuses.at(-1)?.environmentUrl ?? '',
      logUrl: older.statuses.at(-1)?.logUrl ?? '',
      createdAt: now,
    });
    older.updatedAt = now;
  }
}
