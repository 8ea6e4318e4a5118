import type { EcsApi, EcsService, EcsServiceDeployment, EcsTask, ServiceRef } from '#shared/ecs/api';
import type { LoadBalancerApi, TargetView } from '#shared/ecs/load-balancer/api';
import { viewServiceDeployment } from '#shared/ecs/rollout/service-deployment';
import { viewService, type LoadBalancerView } from '#shared/ecs/rollout/view';
import { leavingTasks } from './leaving.ts';

/** What a service is to run: its PRIMARY deployment, or the PRIMARY of its task sets. */
export interface Primary {
  /** ARN of the task definition. */
  readonly revision: string;
  /** Tasks it is to have. */
  readonly desired: number;
}

/** A service, its tasks and their targets, read in one go. */
export interface ServiceFacts {
  /** ACTIVE, DRAINING, INACTIVE; undefined: there is no such service. */
  readonly status: string | undefined;
  readonly primary: Primary | undefined;
  /** Tasks that are to run, of all deployments, less those that are given no traffic; and others that still are. */
  readonly tasks: readonly EcsTask[];
  /** Whether a container of the PRIMARY task definition has a health check. */
  readonly hasHealthCheck: boolean;
  readonly loadBalancers: readonly LoadBalancerView[];
  /** By the ARN of the target group. */
  readonly targets: ReadonlyMap<string, readonly TargetView[]>;
}

export interface ServiceApis {
  readonly ecs: Pick<
    EcsApi,
    'describeService' | 'describeTaskDefinition' | 'runningTasks' | 'stoppedTasks' | 'describeServiceDeployments'
  >;
  readonly loadBalancers: Pick<LoadBalancerApi, 'targetHealth'>;
}

/**
 * Reads what a service runs: DescribeServices, ListTasks and DescribeTasks for each hundred of tasks,
 * DescribeTargetHealth for each target group, DescribeServiceDeployments while traffic is being shifted, and ListTasks and
 * DescribeTasks once more while a rolling deployment lets go of old tasks.
 * @param hasHealthCheck tells of a task definition whether a container of it has a health check
 * @throws what the calls throw
 */
export async function readService(
  { ecs, loadBalancers: balancers }: ServiceApis,
  ref: ServiceRef,
  hasHealthCheck: (taskDefinition: string) => Promise<boolean>,
): Promise<ServiceFacts> {
  const [service, tasks] = await Promise.all([ecs.describeService(ref), ecs.runningTasks(ref)]);
  const set = service?.taskSets?.find(({ status }) => status === 'PRIMARY');
  const primary = service && primaryOf(service);
  if (service === undefined || primary === undefined) {
    const nothing = { tasks: [], hasHealthCheck: false, loadBalancers: [], targets: new Map() };
    return { status: service?.status, primary, ...nothing };
  }
  const { loadBalancers } = viewService({ ...service, loadBalancers: set?.loadBalancers ?? service.loadBalancers });
  const groups = [...new Set(loadBalancers.flatMap((each) => each.groups))];
  const others = tasks.some(({ taskDefinitionArn }) => taskDefinitionArn !== primary.revision);
  const [checked, shifted, targets] = await Promise.all([
    hasHealthCheck(primary.revision),
    others ? isShifted(ecs, service) : Promise.resolve(false),
    Promise.all(groups.map(async (group) => [group, await balancers.targetHealth(group)] as const)),
  ]);
  const around = { service, tasks, targets: targets.flatMap(([, each]) => each) };
  const leaving = await leavingTasks(ecs, ref, around);
  const isOurs = ({ taskDefinitionArn }: EcsTask): boolean => taskDefinitionArn === primary.revision;
  return {
    status: service.status,
    primary,
    tasks: shifted ? tasks.filter(isOurs) : [...tasks, ...leaving.filter((task) => !isOurs(task))],
    hasHealthCheck: checked,
    loadBalancers,
    targets: new Map(targets),
  };
}

function primaryOf({ deployments = [], taskSets = [] }: EcsService): Primary | undefined {
  const deployment = deployments.find(({ status }) => status === 'PRIMARY');
  if (deployment?.taskDefinition !== undefined)
    return { revision: deployment.taskDefinition, desired: deployment.desiredCount ?? 0 };
  const set = taskSets.find(({ status }) => status === 'PRIMARY');
  return set?.taskDefinition === undefined
    ? undefined
    : { revision: set.taskDefinition, desired: set.computedDesiredCount ?? 0 };
}

/**
 * Whether the old tasks are only kept, and given no production traffic any more. Of task sets the PRIMARY one has it
 * all (API reference, TaskSet).
 */
async function isShifted(
  ecs: Pick<EcsApi, 'describeServiceDeployments'>,
  { currentServiceDeployment: arn, deploymentConfiguration, deployments = [] }: EcsService,
): Promise<boolean> {
  if (deployments.length === 0) return true;
  if (arn === undefined || (deploymentConfiguration?.strategy ?? 'ROLLING') === 'ROLLING') return false;
  const [deployment]: readonly EcsServiceDeployment[] = await ecs.describeServiceDeployments([arn]);
  return deployment !== undefined && viewServiceDeployment(deployment).traffic?.production === 100;
}
