import { integer, list, number, string, struct } from '#sandbox/aws/ecs/shape';
import type { Decoded, Shape } from '#sandbox/aws/ecs/shape';
import type { JsonObject } from '#sandbox/aws/service';
import { chunked, shortName } from './ask.ts';
import type { Ask } from './ask.ts';
import type { DeploymentState, RolloutState, ServiceState, TaskState } from './snapshot.ts';
import { targetGroupsOfTaskSets, taskSetShape, taskSetState } from './task-set-look.ts';

const revision = struct({
  arn: string,
  requestedProductionTrafficWeight: number,
  requestedTestTrafficWeight: number,
});
const arns = struct({
  clusterArns: list(string),
  serviceArns: list(string),
  taskArns: list(string),
  nextToken: string,
});
const servicesAnswer = struct({
  services: list(
    struct({
      serviceArn: string,
      serviceName: string,
      status: string,
      taskDefinition: string,
      desiredCount: integer,
      runningCount: integer,
      pendingCount: integer,
      deploymentConfiguration: struct({ strategy: string }),
      currentServiceDeployment: string,
      loadBalancers: list(
        struct({ targetGroupArn: string, advancedConfiguration: struct({ alternateTargetGroupArn: string }) }),
      ),
      deployments: list(
        struct({
          id: string,
          status: string,
          taskDefinition: string,
          desiredCount: integer,
          runningCount: integer,
          pendingCount: integer,
          failedTasks: integer,
          rolloutState: string,
          rolloutStateReason: string,
        }),
      ),
      deploymentController: struct({ type: string }),
      taskSets: list(taskSetShape),
      events: list(struct({ id: string, createdAt: number, message: string })),
    }),
  ),
});
const rolloutsAnswer = struct({
  serviceDeployments: list(
    struct({
      serviceDeploymentArn: string,
      status: string,
      statusReason: string,
      lifecycleStage: string,
      lifecycleHookDetails: list(struct({ hookId: string, targetArn: string, status: string })),
      deploymentCircuitBreaker: struct({ status: string, failureCount: integer, threshold: integer }),
      alarms: struct({ status: string, triggeredAlarmNames: list(string) }),
      targetServiceRevision: revision,
      sourceServiceRevisions: list(revision),
    }),
  ),
});
const tasksAnswer = struct({
  tasks: list(
    struct({
      taskArn: string,
      group: string,
      startedBy: string,
      taskDefinitionArn: string,
      lastStatus: string,
      healthStatus: string,
      stopCode: string,
      stoppedReason: string,
      stoppedAt: number,
      attachments: list(struct({ details: list(struct({ name: string, value: string })) })),
      containers: list(struct({ name: string, exitCode: integer, reason: string })),
    }),
  ),
});

type Service = NonNullable<Decoded<typeof servicesAnswer>['services']>[number];
type Task = NonNullable<Decoded<typeof tasksAnswer>['tasks']>[number];
type Rollout = NonNullable<Decoded<typeof rolloutsAnswer>['serviceDeployments']>[number];

/** A service with the ARNs of the target groups it uses, whose targets are looked up elsewhere. */
export interface SeenService {
  readonly state: Omit<ServiceState, 'targetGroups'>;
  readonly targetGroupArns: readonly string[];
}

/** Stopped tasks shown of one service; ECS keeps them for an hour. */
const stoppedShown = 6;
const eventsShown = 30;

export async function lookAtServices(ask: Ask): Promise<readonly SeenService[]> {
  const { clusterArns = [] } = await decoded(ask, arns, { operation: 'ListClusters' });
  const seen = await Promise.all(clusterArns.map((cluster) => lookAtCluster(ask, cluster)));
  return seen.flat();
}

async function lookAtCluster(ask: Ask, cluster: string): Promise<readonly SeenService[]> {
  const names = await everything(ask, 'ListServices', { cluster });
  const tasks = await lookAtTasks(ask, cluster);
  const byGroup = Map.groupBy(tasks, ({ group }) => group ?? '');
  const pages = await Promise.all(
    chunked(names, 10).map((services) =>
      decoded(ask, servicesAnswer, { operation: 'DescribeServices', input: { cluster, services } }),
    ),
  );
  return await Promise.all(
    pages
      .flatMap(({ services = [] }) => services)
      .map(async (service) => ({
        state: {
          ...serviceState(service, shortName(cluster)),
          rollout: await lookAtRollout(ask, service.currentServiceDeployment),
          tasks: tasksShown(byGroup.get(`service:${service.serviceName ?? ''}`) ?? []),
        },
        targetGroupArns: targetGroupsOf(service),
      })),
  );
}

function targetGroupsOf({ loadBalancers = [], taskSets = [] }: Service): readonly string[] {
  const own = loadBalancers.flatMap(({ targetGroupArn, advancedConfiguration }) => [
    targetGroupArn,
    advancedConfiguration?.alternateTargetGroupArn,
  ]);
  return [...new Set([...own, ...targetGroupsOfTaskSets(taskSets)].filter((arn) => arn !== undefined))];
}

async function lookAtTasks(ask: Ask, cluster: string): Promise<readonly Task[]> {
  const running = await everything(ask, 'ListTasks', { cluster });
  const stopped = await everything(ask, 'ListTasks', { cluster, desiredStatus: 'STOPPED' });
  const pages = await Promise.all(
    chunked([...running, ...stopped], 100).map((tasks) =>
      decoded(ask, tasksAnswer, { operation: 'DescribeTasks', input: { cluster, tasks } }),
    ),
  );
  return pages.flatMap(({ tasks = [] }) => tasks);
}

async function lookAtRollout(ask: Ask, arn: string | undefined): Promise<RolloutState | undefined> {
  if (arn === undefined) return undefined;
  const input = { serviceDeploymentArns: [arn] };
  const answer = await decoded(ask, rolloutsAnswer, { operation: 'DescribeServiceDeployments', input });
  const [found] = answer.serviceDeployments ?? [];
  return found && rolloutState(found);
}

/** All the ARNs of a list, page after page. */
async function everything(ask: Ask, operation: string, input: JsonObject): Promise<readonly string[]> {
  const found: string[] = [];
  let next: string | undefined;
  do {
    const more: JsonObject = { ...input, maxResults: 100, ...(next === undefined ? {} : { nextToken: next }) };
    const page = await decoded(ask, arns, { operation, input: more });
    found.push(...(page.serviceArns ?? page.taskArns ?? []));
    next = page.nextToken;
  } while (next !== undefined);
  return found;
}

async function decoded<T>(
  ask: Ask,
  shape: Shape<T>,
  { operation, input = {} }: { readonly operation: string; readonly input?: JsonObject },
): Promise<T> {
  return shape(await ask('ECS', operation, input));
}

function serviceState(service: Service, cluster: string): Omit<ServiceState, 'targetGroups' | 'rollout' | 'tasks'> {
  return {
    cluster,
    name: service.serviceName ?? '',
    status: service.status ?? '',
    taskDefinition: shortName(service.taskDefinition),
    desired: service.desiredCount ?? 0,
    running: service.runningCount ?? 0,
    pending: service.pendingCount ?? 0,
    strategy: strategyOf(service),
    deployments: [...(service.deployments ?? []).map(deploymentState), ...(service.taskSets ?? []).map(taskSetState)],
    events: (service.events ?? []).slice(0, eventsShown).map(({ id = '', createdAt = 0, message = '' }) => ({
      id,
      at: Math.round(createdAt * 1000),
      message,
    })),
  };
}

/** Services that others deploy are named by their controller. */
function strategyOf({ deploymentConfiguration, deploymentController }: Service): string {
  const controller = deploymentController?.type ?? 'ECS';
  return controller === 'ECS' ? (deploymentConfiguration?.strategy ?? 'ROLLING') : controller;
}

function deploymentState(deployment: NonNullable<Service['deployments']>[number]): DeploymentState {
  return {
    id: deployment.id ?? '',
    status: deployment.status ?? '',
    taskDefinition: shortName(deployment.taskDefinition),
    desired: deployment.desiredCount ?? 0,
    running: deployment.runningCount ?? 0,
    pending: deployment.pendingCount ?? 0,
    failed: deployment.failedTasks ?? 0,
    state: deployment.rolloutState ?? '',
    reason: deployment.rolloutStateReason ?? '',
  };
}

function rolloutState(rollout: Rollout): RolloutState {
  const { deploymentCircuitBreaker: breaker, alarms } = rollout;
  const weighed = (role: 'target' | 'source', found: Decoded<typeof revision>) => ({
    id: shortName(found.arn),
    role,
    productionWeight: found.requestedProductionTrafficWeight,
    testWeight: found.requestedTestTrafficWeight,
  });
  return {
    id: shortName(rollout.serviceDeploymentArn),
    status: rollout.status ?? '',
    reason: rollout.statusReason ?? '',
    stage: rollout.lifecycleStage ?? '',
    hooks: (rollout.lifecycleHookDetails ?? []).map(({ hookId, targetArn, status }) => ({
      id: hookId ?? shortName(targetArn),
      status: status ?? '',
    })),
    breaker:
      breaker?.status === undefined || breaker.status === 'DISABLED'
        ? ''
        : `${breaker.status} ${breaker.failureCount ?? 0}/${breaker.threshold ?? 0}`,
    alarms:
      alarms?.status === undefined || alarms.status === 'DISABLED'
        ? ''
        : [alarms.status, ...(alarms.triggeredAlarmNames ?? [])].join(' '),
    revisions: [
      ...(rollout.targetServiceRevision ? [weighed('target', rollout.targetServiceRevision)] : []),
      ...(rollout.sourceServiceRevisions ?? []).map((source) => weighed('source', source)),
    ],
  };
}

/** Those that live, then the ones that stopped last. */
function tasksShown(tasks: readonly Task[]): readonly TaskState[] {
  const living = tasks.filter(({ stoppedAt }) => stoppedAt === undefined);
  const stopped = tasks.filter(({ stoppedAt }) => stoppedAt !== undefined);
  stopped.sort((a, b) => (b.stoppedAt ?? 0) - (a.stoppedAt ?? 0));
  return [...living, ...stopped.slice(0, stoppedShown)].map(taskState);
}

function taskState(task: Task): TaskState {
  const details = task.attachments?.flatMap(({ details: found = [] }) => found) ?? [];
  return {
    id: shortName(task.taskArn),
    deployment: task.startedBy ?? '',
    taskDefinition: shortName(task.taskDefinitionArn),
    status: task.lastStatus ?? '',
    health: task.healthStatus ?? '',
    address: details.find(({ name }) => name === 'privateIPv4Address')?.value ?? '',
    reason: [task.stopCode, task.stoppedReason, ...(task.containers ?? []).map(exitOf)].filter(Boolean).join(' · '),
  };
}

function exitOf({ name = '', exitCode, reason }: NonNullable<Task['containers']>[number]): string {
  if (exitCode === undefined && reason === undefined) return '';
  return [`${name}:`, exitCode === undefined ? '' : `exit code ${exitCode}`, reason ?? ''].filter(Boolean).join(' ');
}
