import type { Alarms } from '#sandbox/aws/alarms';
import type { LambdaFunctions } from '#sandbox/aws/lambda';
import type { AwsService } from '#sandbox/aws/service';
import type { TaskSetControl } from '#sandbox/aws/task-set-control';
import type { TrafficRouting } from '#sandbox/aws/traffic';
import type { SandboxClock } from '#sandbox/clock';
import { makeIds } from '#sandbox/aws/ecs/names';
import { applicationOperations } from './application-operations.ts';
import { configOperations, predefinedConfigs } from './configs.ts';
import type { CodeDeployContext } from './context.ts';
import { deploymentOperations } from './deployment-operations.ts';
import { Deployments } from './deployments.ts';
import { groupOperations } from './group-operations.ts';
import { CodeDeployState } from './state.ts';
import { tagOperations } from './tag-operations.ts';
import { targetOperations } from './target-operations.ts';

export interface CodeDeployOptions {
  readonly clock: SandboxClock;
  /** The services it deploys, of an ECS in this process. */
  readonly taskSets: TaskSetControl;
  /** The listeners it shifts. */
  readonly routing: TrafficRouting;
  /** ARN of a target group; undefined when there is none of this name. */
  readonly targetGroupArn: (name: string) => string | undefined;
  /** Default: there are none. */
  readonly alarms?: Alarms;
  /** Functions that hooks name. Default: there are none, and a deployment with a hook fails. */
  readonly lambda?: LambdaFunctions;
  /** In [0, 1); identifiers are made from it. */
  readonly random?: () => number;
  /** Told what went wrong inside, one line each. */
  readonly log?: (line: string) => void;
}

export interface CodeDeploy {
  readonly service: AwsService;
  /** Leaves every deployment where it is, and waits until nothing moves any more. */
  close(): Promise<void>;
}

const noLambda: LambdaFunctions = {
  exists: () => false,
  invoke: (name) => Promise.reject(new Error(`There is no Lambda function ${name}.`)),
};

/** AWS CodeDeploy for Amazon ECS: blue/green deployments of services with the controller CODE_DEPLOY. */
export function createCodeDeploy(options: CodeDeployOptions): CodeDeploy {
  const context = makeContext(options);
  const deployments = new Deployments(context);
  return {
    service: {
      name: 'CODEDEPLOY',
      protocol: { kind: 'json', targetPrefix: 'CodeDeploy_20141006' },
      operations: {
        ...applicationOperations(context),
        ...configOperations(context),
        ...groupOperations(context),
        ...deploymentOperations(context, deployments),
        ...targetOperations(context),
        ...tagOperations(context),
      },
    },
    close: () => deployments.close(),
  };
}

function makeContext(options: CodeDeployOptions): CodeDeployContext {
  const { clock, routing, targetGroupArn, taskSets } = options;
  const random = options.random ?? Math.random;
  const ids = makeIds(random);
  const uuid = (): string => ids.uuid();
  const state = new CodeDeployState();
  for (const config of predefinedConfigs(uuid, clock.now())) state.configs.set(config.name, config);
  return {
    clock,
    routing,
    state,
    targetGroupArn,
    taskSets,
    uuid,
    alarms: options.alarms ?? { state: () => undefined },
    lambda: options.lambda ?? noLambda,
    log: options.log ?? (() => undefined),
    deploymentId: () => `d-${pick(random, 9)}`,
  };
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';

function pick(random: () => number, length: number): string {
  return Array.from({ length }, () => letters.charAt(Math.floor(random() * letters.length))).join('');
}
