import type { InputSource } from '#shared/action/inputs';
import { CancelledError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import type { EcsApi } from '#shared/ecs/api';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import {
  ScriptedEcs,
  serviceWith,
  type DeploymentLine,
  type Frames,
  type Script,
} from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { deploy } from './deploy.ts';
import { parseInputs } from './inputs.ts';
import type { PlanTools } from './plan-tools.ts';
import { makePlan } from './plan.ts';

export const OLD = 'ecs-svc/1000';
export const NEW = 'ecs-svc/2000';
export const OTHER = 'ecs-svc/3000';

export const logConfiguration = {
  logDriver: 'awslogs' as const,
  options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
};
export const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1', logConfiguration }] };
export const definitions = {
  'web:1': {
    definition,
    tags: [
      { key: 'team', value: 'web' },
      { key: 'cicd:sha', value: 'old' },
    ],
  },
};

export const before = serviceWith([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']]);
export const begun = serviceWith([
  [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0, pending: 1 }],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);
export const both = serviceWith(
  [
    [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
    [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
  ],
  {
    told: ['(service web) has started 1 tasks: (task new1).'],
  },
);
export const done = serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']], {
  told: ['(service web) has started 1 tasks: (task new1).', `(service web) (deployment ${NEW}) deployment completed.`],
});
export const crashing = (failed: number) =>
  serviceWith([
    [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0, failed }],
    [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
  ]);
export const back: readonly DeploymentLine[] = [[OLD, 'PRIMARY', 'COMPLETED', 'web:1']];
export const turning = serviceWith([
  [OLD, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
  [
    NEW,
    'ACTIVE',
    'FAILED',
    'web:2',
    { running: 0, failed: 3, reason: 'ECS deployment circuit breaker: tasks failed to start.' },
  ],
]);

/** Targets that are healthy from the second look on. */
export const loadBalancers = {
  looks: 0,
  targetHealth: () => {
    loadBalancers.looks += 1;
    const state = loadBalancers.looks > 1 ? 'healthy' : 'initial';
    return Promise.resolve([{ id: '10.0.0.2', port: 8080, state }]);
  },
  targetGroupTimes: () => Promise.reject(new Error('not asked for')),
};

export interface Setting {
  readonly script?: Partial<Script>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly readLogs?: LogReader;
  readonly files?: Readonly<Record<string, string>>;
  readonly cancelAt?: string;
  /** The job is cancelled before the first UpdateService answers, whether it reaches ECS or not. */
  readonly loseUpdate?: 'sent' | 'not sent';
  readonly loseRegistration?: boolean;
}

const notAsked = () => Promise.reject(new Error('CodeDeploy does not deploy this service'));
/** For services that ECS deploys itself. */
export const noCodeDeploy = { codeDeploy: notAsked, codeDeployAfterCancel: notAsked };

/** What a plan needs, with a workspace of these files. */
export function planTools(
  { clock, random }: Pick<PlanTools, 'clock' | 'random'>,
  files: Readonly<Record<string, string>> = {},
): PlanTools {
  return { clock, random, readFile: (path) => Promise.resolve(files[path] ?? ''), codeDeploy: notAsked };
}

export async function run({ script = {}, inputs = {}, readLogs, files = {}, cancelAt, ...lost }: Setting) {
  const controller = new AbortController();
  const context = fakeContext({ signal: controller.signal });
  const env = Object.fromEntries(
    Object.entries({ service: 'web', image: 'web:2', ...inputs }).map(([key, value]) => [
      `INPUT_${key.toUpperCase()}`,
      value,
    ]),
  );
  const source: InputSource = { env, maskSecret: context.maskSecret };
  const parsed = readInputs(source, parseInputs);
  const api = new ScriptedEcs({ before, definitions, ...script });
  const guarded =
    cancelAt === undefined
      ? api
      : Object.assign(Object.create(api) as ScriptedEcs, {
          describeService: (ref: { cluster: string; service: string }) => {
            if (api.calls.includes(cancelAt)) controller.abort(new CancelledError('SIGINT'));
            return controller.signal.aborted
              ? Promise.reject(controller.signal.reason as Error)
              : api.describeService(ref);
          },
        });
  const cancel = (): never => {
    controller.abort(new CancelledError('SIGINT'));
    throw controller.signal.reason as Error;
  };
  const losing: Partial<EcsApi> = {
    ...(lost.loseUpdate && {
      updateService: async (input) => {
        if (lost.loseUpdate === 'sent') await api.updateService(input);
        return cancel();
      },
    }),
    ...(lost.loseRegistration && { registerTaskDefinition: () => Promise.resolve().then(cancel) }),
  };
  const plan = await makePlan(guarded, parsed, planTools(context, files));
  const tools = {
    ...context,
    api: Object.keys(losing).length === 0 ? guarded : Object.assign(Object.create(guarded) as EcsApi, losing),
    apiAfterCancel: api,
    loadBalancers,
    readLogs: readLogs ?? (() => Promise.resolve(['boom'])),
    oneOff: () => Promise.reject(new Error('no command runs before in this test')),
    ...noCodeDeploy,
    facts: { sha: 'f'.repeat(40), environment: 'production', run: 'https://github.com/o/r/actions/runs/1' },
  };
  const result = await deploy(plan, parsed, tools);
  return { result, api, log: context.log, clock: context.clock };
}

export const updates = (...frames: readonly Frames[]) => ({ script: { updates: frames } });
