import type { EcsService, EcsServiceDeployment, EcsTask } from '#shared/ecs/api';
import type { TargetView } from '#shared/ecs/load-balancer/api';
import type { ServiceApis } from './facts.ts';
import type { ServiceCheck } from './inputs.ts';

/** Values for the tests of this folder. */
export const D1 = `sha256:${'1'.repeat(64)}`;
export const D2 = `sha256:${'2'.repeat(64)}`;
export const GROUP = 'arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/1';
export const OTHER_GROUP = GROUP.replace('web/1', 'web-2/2');

export const revision = (number: number): string => `arn:aws:ecs:eu-west-1:111122223333:task-definition/web:${number}`;

export function check(changes: Partial<ServiceCheck> = {}): ServiceCheck {
  return { cluster: 'prod', service: 'web', image: undefined, taskDefinition: 'web:2', probe: undefined, ...changes };
}

/** A task of a revision, at the address 10.0.0.`host`, that runs its image by a tag. */
export function task(of: number, host: number, more: Partial<EcsTask> & { readonly digest?: string } = {}): EcsTask {
  const { digest = of === 1 ? D1 : D2, ...overrides } = more;
  return {
    taskArn: `arn:aws:ecs:eu-west-1:111122223333:task/prod/task${host}`,
    taskDefinitionArn: revision(of),
    lastStatus: 'RUNNING',
    healthStatus: 'UNKNOWN',
    attachments: [{ details: [{ name: 'privateIPv4Address', value: `10.0.0.${host}` }] }],
    containers: [{ name: 'web', image: 'registry.test/team/web:latest', imageDigest: digest }],
    ...overrides,
  };
}

export function target(host: number, state = 'healthy'): TargetView {
  return { id: `10.0.0.${host}`, port: 8080, state };
}

/** Two tasks of revision 2 behind a load balancer, unless told otherwise. */
export function service(changes: Partial<EcsService> = {}): EcsService {
  return {
    status: 'ACTIVE',
    deployments: [{ id: 'ecs-svc/2', status: 'PRIMARY', taskDefinition: revision(2), desiredCount: 2 }],
    loadBalancers: [{ targetGroupArn: GROUP, containerPort: 8080 }],
    ...changes,
  };
}

/** Two deployments at once: revision 2 comes, 1 goes. */
export const ROLLING: Partial<EcsService> = {
  deployments: [
    { id: 'ecs-svc/2', status: 'PRIMARY', taskDefinition: revision(2), desiredCount: 2 },
    { id: 'ecs-svc/1', status: 'ACTIVE', taskDefinition: revision(1), desiredCount: 2 },
  ],
};

/** The same by a strategy that shifts traffic between two target groups. */
export const SHIFTING: Partial<EcsService> = {
  ...ROLLING,
  currentServiceDeployment: 'arn:sd',
  deploymentConfiguration: { strategy: 'BLUE_GREEN' },
  loadBalancers: [
    {
      targetGroupArn: GROUP,
      containerPort: 8080,
      advancedConfiguration: { alternateTargetGroupArn: OTHER_GROUP },
    },
  ],
};

export interface Scene {
  readonly service?: EcsService | undefined | Error;
  readonly tasks?: readonly EcsTask[];
  /** Told to stop, or stopped. */
  readonly stopped?: readonly EcsTask[];
  /** By target group. */
  readonly targets?: Readonly<Record<string, readonly TargetView[]>>;
  readonly hasHealthCheck?: boolean;
  /** Percent of the production traffic that the new revision gets. */
  readonly shifted?: number;
}

/** AWS as one look sees it. Calls are recorded. */
export function apisOf(scene: Scene, calls: string[] = []): ServiceApis {
  const { tasks = [task(2, 3), task(2, 4)], targets = { [GROUP]: [target(3), target(4)] } } = scene;
  const said = <T>(call: string, value: T | Error): Promise<T> => {
    calls.push(call);
    return value instanceof Error ? Promise.reject(value) : Promise.resolve(value);
  };
  const deployment: EcsServiceDeployment = {
    lifecycleStage: 'BAKE_TIME',
    targetServiceRevision: { requestedProductionTrafficWeight: scene.shifted ?? 0 },
  };
  const container = scene.hasHealthCheck === true ? { healthCheck: { command: ['CMD', 'true'] } } : {};
  return {
    ecs: {
      describeService: () => said('service', 'service' in scene ? scene.service : service()),
      runningTasks: () => said('tasks', tasks),
      stoppedTasks: () => said('stopped-tasks', scene.stopped ?? []),
      describeTaskDefinition: () =>
        said('task-definition', { taskDefinition: { containerDefinitions: [container] }, tags: [] }),
      describeServiceDeployments: () => said('service-deployment', [deployment]),
    },
    loadBalancers: { targetHealth: (group) => said('targets', targets[group] ?? []) },
  };
}
