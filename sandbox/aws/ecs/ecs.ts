import type { Alarms } from '#sandbox/aws/alarms';
import type { LambdaFunctions } from '#sandbox/aws/lambda';
import type { LogSink } from '#sandbox/aws/log-sink';
import { everybody } from '#sandbox/aws/role-trust';
import type { RoleTrust } from '#sandbox/aws/role-trust';
import type { SecretSource } from '#sandbox/aws/secret-source';
import { AwsError } from '#sandbox/aws/service';
import type { AwsService } from '#sandbox/aws/service';
import type { TargetGroups } from '#sandbox/aws/target-groups';
import type { TaskSetControl } from '#sandbox/aws/task-set-control';
import type { TrafficRouting } from '#sandbox/aws/traffic';
import type { SandboxClock } from '#sandbox/clock';
import type { TaskRuntime } from '#sandbox/tasks/runtime';
import type { EcsContext } from './context.ts';
import type { Placement } from './placement.ts';
import { makeArns, makeIds, shortName } from './names.ts';
import { clusterOperations } from './operations/clusters.ts';
import { createServiceOperation } from './operations/create-service.ts';
import { runTaskOperation } from './operations/run-task.ts';
import { serviceDeploymentOperations } from './operations/service-deployments.ts';
import { serviceOperations } from './operations/services.ts';
import { tagOperations } from './operations/tags.ts';
import { taskDefinitionOperations } from './operations/task-definitions.ts';
import { taskOperations } from './operations/tasks.ts';
import { updateServiceOperation } from './operations/update-service.ts';
import { runScheduler, taskListener } from './rollout/scheduler.ts';
import { State } from './state.ts';
import { taskSetControl } from './task-sets/control.ts';
import { taskSetOperations } from './task-sets/operations.ts';
import { TaskEngine } from './tasks/engine.ts';
import type { Interruption } from './tasks/interruptions.ts';
import { likely } from './unsure.ts';
import type { Unsure } from './unsure.ts';

export interface EcsOptions {
  readonly clock: SandboxClock;
  readonly account: string;
  readonly region: string;
  readonly runtime: TaskRuntime;
  readonly targetGroups: TargetGroups;
  readonly logs: LogSink;
  /** In [0, 1); identifiers are made from it. */
  readonly random?: () => number;
  /** How long DescribeServices answers the past after UpdateService, in milliseconds of AWS time. Default 0. */
  readonly staleReadMs?: number;
  /**
   * How long registering a task definition takes, in milliseconds of AWS time: another one of the family is refused
   * meanwhile. Default 0.
   */
  readonly registrationMs?: number;
  /** Listener rules that deployments shift. Default: there are none. */
  readonly routing?: TrafficRouting;
  /** Default: there are none. */
  readonly alarms?: Alarms;
  /** Default: there are none. */
  readonly secrets?: SecretSource;
  /** Whom the roles of tasks trust. Default: everybody. */
  readonly roles?: RoleTrust;
  /** Default: there is always room. */
  readonly placement?: Placement;
  /** What lifecycle hooks call. Default: there are no functions. */
  readonly lambda?: LambdaFunctions;
  /** Default: the likelier of each. */
  readonly unsure?: Partial<Unsure>;
  /** Told what went wrong inside, one line each. */
  readonly log?: (line: string) => void;
}

export interface Ecs {
  readonly service: AwsService;
  /** For CodeDeploy. */
  readonly taskSets: TaskSetControl;
  /**
   * Lets AWS take the ground from under a task.
   * @param task its id or ARN
   * @returns false when there is no such task that runs or is to run
   */
  interrupt(task: string, kind: Interruption): boolean;
  /**
   * Stops the scheduler, then every task, and waits until all containers have ended.
   * @throws what made the scheduler fail, if it did
   */
  close(): Promise<void>;
}

/** An Amazon ECS in this process: rolling deployments of services whose tasks really run. */
export function createEcs(options: EcsOptions): Ecs {
  const context = makeContext(options);
  const closing = new AbortController();
  const scheduler = runScheduler(context, closing.signal);
  scheduler.catch((error: unknown) => {
    options.log?.(`ECS scheduler failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  });
  return {
    taskSets: taskSetControl(context),
    service: {
      name: 'ECS',
      protocol: { kind: 'json', targetPrefix: 'AmazonEC2ContainerServiceV20141113' },
      operations: {
        ...clusterOperations(context),
        ...taskDefinitionOperations(context),
        ...tagOperations(context),
        CreateService: createServiceOperation(context),
        UpdateService: updateServiceOperation(context),
        ...serviceOperations(context),
        ...taskOperations(context),
        ...taskSetOperations(context),
        RunTask: runTaskOperation(context),
        ...serviceDeploymentOperations(context),
      },
    },
    interrupt: (id, kind) => {
      const task = context.state.tasks.get(shortName(id));
      if (!task || task.stop) return false;
      context.engine.interrupt(task, kind);
      return true;
    },
    close: async () => {
      closing.abort();
      await context.engine.close();
      await scheduler;
    },
  };
}

const noRouting: TrafficRouting = {
  exists: () => false,
  weights: () => [],
  shift: (arn) => {
    throw new AwsError('RuleNotFound', `Rule '${arn}' not found`);
  },
};

const noFunctions: LambdaFunctions = {
  exists: () => false,
  invoke: (arn) => Promise.reject(new Error(`no function ${arn}`)),
};

function makeContext(options: EcsOptions): EcsContext {
  const { account, clock, logs, region, runtime, targetGroups } = options;
  const log = options.log ?? (() => undefined);
  const engine = new TaskEngine({
    clock,
    logs,
    region,
    runtime,
    targetGroups,
    secrets: options.secrets ?? { read: () => ({ found: false, why: 'not-found' }) },
    roles: options.roles ?? everybody,
    log,
    listener: taskListener(() => context),
  });
  const context: EcsContext = {
    clock,
    targetGroups,
    engine,
    log,
    state: new State(),
    ids: makeIds(options.random ?? Math.random),
    arns: makeArns(account, region),
    staleReadMs: options.staleReadMs ?? 0,
    registrationMs: options.registrationMs ?? 0,
    routing: options.routing ?? noRouting,
    alarms: options.alarms ?? { state: () => undefined },
    placement: options.placement ?? { refusal: () => undefined },
    lambda: options.lambda ?? noFunctions,
    unsure: { ...likely, ...options.unsure },
  };
  return context;
}
