import { describe, expect, it } from '@jest/globals';
import type { InputSource } from '#shared/action/inputs';
import { CancelledError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import type { EcsApi, EcsServiceDeployment } from '#shared/ecs/api';
import type { LogReader } from '#shared/ecs/diagnosis/log-tail';
import {
  awsError,
  crashedTask,
  revisionArn,
  ScriptedEcs,
  serviceWith,
  type DeploymentLine,
  type Frames,
  type Script,
} from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { deploy } from './deploy.ts';
import { parseInputs } from './inputs.ts';
import { makePlan } from './plan.ts';

const OLD = 'ecs-svc/1000';
const NEW = 'ecs-svc/2000';
const OTHER = 'ecs-svc/3000';

const logConfiguration = {
  logDriver: 'awslogs' as const,
  options: { 'awslogs-group': '/ecs/web', 'awslogs-region': 'eu-west-1', 'awslogs-stream-prefix': 'web' },
};
const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1', logConfiguration }] };
const definitions = {
  'web:1': {
    definition,
    tags: [
      { key: 'team', value: 'web' },
      { key: 'cicd:sha', value: 'old' },
    ],
  },
};

const before = serviceWith([[OLD, 'PRIMARY', 'COMPLETED', 'web:1']]);
const begun = serviceWith([
  [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0, pending: 1 }],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);
const both = serviceWith(
  [
    [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
    [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
  ],
  {
    told: ['(service web) has started 1 tasks: (task new1).'],
  },
);
const done = serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:2']], {
  told: ['(service web) has started 1 tasks: (task new1).', `(service web) (deployment ${NEW}) deployment completed.`],
});
const crashing = (failed: number) =>
  serviceWith([
    [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0, failed }],
    [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
  ]);
const back: readonly DeploymentLine[] = [[OLD, 'PRIMARY', 'COMPLETED', 'web:1']];
const turning = serviceWith([
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
const loadBalancers = {
  looks: 0,
  targetHealth: () => {
    loadBalancers.looks += 1;
    const state = loadBalancers.looks > 1 ? 'healthy' : 'initial';
    return Promise.resolve([{ id: '10.0.0.2', port: 8080, state }]);
  },
  targetGroupTimes: () => Promise.reject(new Error('not asked for')),
};

interface Setting {
  readonly script?: Partial<Script>;
  readonly inputs?: Readonly<Record<string, string>>;
  readonly readLogs?: LogReader;
  readonly files?: Readonly<Record<string, string>>;
  readonly cancelAt?: string;
  /** The job is cancelled before the first UpdateService answers, whether it reaches ECS or not. */
  readonly loseUpdate?: 'sent' | 'not sent';
  readonly loseRegistration?: boolean;
}

async function run({ script = {}, inputs = {}, readLogs, files = {}, cancelAt, ...lost }: Setting) {
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
  const plan = await makePlan(guarded, parsed, (path) => Promise.resolve(files[path] ?? ''));
  const tools = {
    ...context,
    api: Object.keys(losing).length === 0 ? guarded : Object.assign(Object.create(guarded) as EcsApi, losing),
    apiAfterCancel: api,
    loadBalancers,
    readLogs: readLogs ?? (() => Promise.resolve(['boom'])),
    oneOff: () => Promise.reject(new Error('no command runs before in this test')),
    facts: { sha: 'f'.repeat(40), environment: 'production', run: 'https://github.com/o/r/actions/runs/1' },
  };
  const result = await deploy(plan, parsed, tools);
  return { result, api, log: context.log, clock: context.clock };
}

const updates = (...frames: readonly Frames[]) => ({ script: { updates: frames } });

describe('a pause', () => {
  const arn = 'arn:aws:ecs:eu-west-1:111122223333:service-deployment/prod/web/2';
  const staged = { currentServiceDeployment: arn, deploymentConfiguration: { strategy: 'CANARY' as const } };
  const held = { ...both, ...staged };
  const hook = { hookId: 'ecs-pause-1', targetType: 'PAUSE' as const, status: 'AWAITING_ACTION' as const };
  const serviceDeployments: EcsServiceDeployment[] = [
    {
      serviceDeploymentArn: arn,
      status: 'IN_PROGRESS',
      lifecycleStage: 'POST_SCALE_UP',
      lifecycleHookDetails: [hook],
      targetServiceRevision: { requestedProductionTrafficWeight: 0 },
    },
  ];
  const underWay = { before: held, serviceDeployments, definitions: { ...definitions, 'web:2': definitions['web:1'] } };
  const same = { 'task-definition-arn': 'web:2', image: '' };

  it('passes as paused, with the commands that answer it', async () => {
    const { result, api } = await run({ script: underWay, inputs: same });
    expect(result).toMatchObject({ outcome: 'paused', serviceDeploymentArn: arn, pause: { stage: 'POST_SCALE_UP' } });
    expect(result.hint).toContain(
      `--region eu-west-1 --service-deployment-arn ${arn} --hook-id ecs-pause-1 --action CONTINUE`,
    );
    expect(api.writes).toEqual([]);
  });

  it('is answered when an answer is given, and the deployment followed; an older answer of ECS is no second pause', async () => {
    const answer = [held, held, { ...serviceWith(back), ...staged }];
    const { result, api } = await run({
      script: { ...underWay, answer },
      inputs: { ...same, 'answer-pause': 'rollback' },
    });
    expect(api.writes).toEqual(['answer ecs-pause-1 ROLLBACK']);
    expect(result).toMatchObject({ outcome: 'rolled-back', rolledBackTo: revisionArn('web:1') });
    expect(result.reason).toContain('its hook was answered with rollback');
  });

  it('cannot be answered before there is a deployment', async () => {
    await expect(run({ inputs: { 'answer-pause': 'continue' } })).rejects.toThrow(
      'answer-pause: no deployment of what these inputs ask for is under way: the service runs web:1.',
    );
  });
});

describe('wait-for: healthy', () => {
  it('ends when the new tasks have healthy targets, though the old ones are still there', async () => {
    const balanced = { loadBalancers: [{ targetGroupArn: 'tg', containerName: 'web', containerPort: 8080 }] };
    const task = {
      startedBy: NEW,
      lastStatus: 'RUNNING',
      attachments: [{ details: [{ name: 'privateIPv4Address', value: '10.0.0.2' }] }],
    };
    loadBalancers.looks = 0;
    const { result, api, log } = await run({
      script: { updates: [[begun, begun, { ...both, ...balanced }]], runningTasks: [task] },
      inputs: { 'wait-for': 'healthy' },
    });
    expect(result).toMatchObject({
      outcome: 'deployed',
      reason: 'All tasks of web:2 (1) are healthy and have the traffic; Amazon ECS goes on with the rest.',
    });
    expect(loadBalancers.looks).toBe(2);
    expect(api.calls.filter((call) => call === 'running-tasks')).toHaveLength(1);
    expect(log.has('healthy: 0 of 1')).toBe(true);
  });
});

describe('deploy', () => {
  it('registers, updates once, waits for the deployment and says how it went', async () => {
    const { result, api, log, clock } = await run(updates([begun, begun, both, done]));
    expect(result).toMatchObject({
      outcome: 'deployed',
      reason: 'The service runs web:2.',
      taskDefinitionArn: revisionArn('web:2'),
      previousTaskDefinitionArn: revisionArn('web:1'),
      deploymentId: NEW,
    });
    expect(api.calls.slice(0, 4)).toEqual([
      'describe-service',
      'describe-task-definition web:1',
      'register',
      'update web:2',
    ]);
    expect(api.writes).toEqual(['register', 'update web:2']);
    expect(api.updatesSent).toEqual([{ cluster: 'default', service: 'web', taskDefinition: revisionArn('web:2') }]);
    expect(api.registered[0]).toMatchObject({
      family: 'web',
      containerDefinitions: [{ name: 'web', image: 'web:2', logConfiguration }],
    });
    expect(
      log.lines.filter((line) => /tasks:|ECS:/.test(line)).map((line) => line.replace(/^info: \S+\s+/, '')),
    ).toEqual([
      'tasks: 1 starting, 0 running of 1; old: 1 running',
      'ECS: has started 1 tasks: (task new1).',
      'tasks: 1 running of 1; old: 1 running',
      `ECS: (deployment ${NEW}) deployment completed.`,
      'tasks: 1 running of 1',
    ]);
    expect(clock.elapsed()).toBeLessThan(6_000);
  });

  it('keeps the tags of the team and replaces those of the release', async () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const { api } = await run({ ...updates([begun, done]), inputs: { image: `web@${digest}` } });
    expect(api.registered[0]?.tags).toEqual([
      { key: 'team', value: 'web' },
      { key: 'cicd:sha', value: 'f'.repeat(40) },
      { key: 'cicd:image-digest', value: digest },
      { key: 'cicd:environment', value: 'production' },
      { key: 'cicd:run', value: 'https://github.com/o/r/actions/runs/1' },
    ]);
  });

  describe('with nothing to change', () => {
    it('writes nothing and takes no time', async () => {
      const { result, api, clock } = await run({ inputs: { image: 'web:1' } });
      expect(result).toMatchObject({
        outcome: 'unchanged',
        taskDefinitionArn: revisionArn('web:1'),
        deploymentId: OLD,
      });
      expect(api.calls).toEqual(['describe-service', 'describe-task-definition web:1']);
      expect(clock.elapsed()).toBe(0);
    });

    it('takes a file that means the same', async () => {
      const file = JSON.stringify({
        ...definition,
        cpu: null,
        containerDefinitions: [{ ...definition.containerDefinitions[0], essential: true }],
      });
      const { result } = await run({
        inputs: { image: '', 'task-definition': 'task.json' },
        files: { 'task.json': file },
      });
      expect(result.outcome).toBe('unchanged');
    });

    it('follows a deployment of it that is under way', async () => {
      const underWay = serviceWith([
        [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
        [OLD, 'ACTIVE', 'COMPLETED', 'web:0'],
      ]);
      const completed = serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:1']]);
      const { result, api } = await run({
        inputs: { image: 'web:1' },
        script: { before: [underWay, underWay, completed] },
      });
      expect(api.writes).toEqual([]);
      expect(result).toMatchObject({ outcome: 'deployed', deploymentId: NEW });
    });

    it('deploys it once more when asked to', async () => {
      const again = serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:1']]);
      const { result, api } = await run({ ...updates([again]), inputs: { image: '', 'force-new-deployment': 'true' } });
      expect(result.outcome).toBe('deployed');
      expect(api.updatesSent).toEqual([
        { cluster: 'default', service: 'web', taskDefinition: revisionArn('web:1'), forceNewDeployment: true },
      ]);
    });

    it('deploys it once more when its last deployment FAILED', async () => {
      const failed = serviceWith([[OLD, 'PRIMARY', 'FAILED', 'web:1']]);
      const { api } = await run({
        inputs: { image: 'web:1' },
        script: { before: failed, updates: [[serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:1']])]] },
      });
      expect(api.updatesSent).toEqual([expect.objectContaining({ forceNewDeployment: true })]);
    });

    it('changes the number of tasks without a deployment', async () => {
      const scaled = (running: number) =>
        serviceWith([[OLD, 'PRIMARY', 'COMPLETED', 'web:1', { running }]], { desiredCount: 3 });
      const { result, api } = await run({
        ...updates([scaled(1), scaled(2), scaled(3)]),
        inputs: { image: 'web:1', 'desired-count': '3' },
      });
      expect(result).toMatchObject({ outcome: 'unchanged', reason: 'The service runs web:1 with 3 tasks.' });
      expect(api.updatesSent).toEqual([{ cluster: 'default', service: 'web', desiredCount: 3 }]);
    });
  });

  it('deploys an existing revision as it is', async () => {
    const { result, api } = await run({
      inputs: { image: '', 'task-definition-arn': 'web:7' },
      script: {
        definitions: { ...definitions, 'web:7': { definition } },
        updates: [[serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:7']])]],
      },
    });
    expect(result).toMatchObject({ outcome: 'deployed', taskDefinitionArn: revisionArn('web:7') });
    expect(api.registered).toEqual([]);
  });

  it('changes nothing in a dry run', async () => {
    const { result, api } = await run({ inputs: { 'dry-run': 'true' } });
    expect(result).toMatchObject({
      outcome: 'dry-run',
      reason: 'Dry run: a new revision of web would be deployed, with 1 change against web:1.',
    });
    expect(api.writes).toEqual([]);
  });

  it('does not wait when told so', async () => {
    const { result, clock } = await run({ ...updates([begun]), inputs: { 'wait-for': 'none' } });
    expect(result).toMatchObject({ outcome: 'started', deploymentId: NEW });
    expect(clock.elapsed()).toBe(0);
  });

  describe('that crashes', () => {
    const tasks = [
      { fromFrame: 1, task: crashedTask('t1', NEW, 1) },
      { fromFrame: 2, task: crashedTask('t2', NEW, 1) },
      { fromFrame: 0, task: crashedTask('old', OLD, 1) },
    ];
    const serviceDeployments = [
      {
        serviceDeploymentArn: 'sd-2',
        status: 'IN_PROGRESS' as const,
        sourceServiceRevisions: [{ arn: 'rev-1' }],
        targetServiceRevision: { arn: 'rev-2' },
      },
    ];
    const serviceRevisions = [
      { serviceRevisionArn: 'rev-1', taskDefinition: revisionArn('web:1') },
      { serviceRevisionArn: 'rev-2', taskDefinition: revisionArn('web:2') },
    ];
    const withDeployment = (service: ReturnType<typeof crashing>) => ({ ...service, currentServiceDeployment: 'sd-2' });
    const crash = [begun, crashing(0), crashing(1), crashing(2)].map(withDeployment);

    it('is stopped at the second failed task, and the old revision serves again', async () => {
      const { result, api, log, clock } = await run({
        script: { updates: [crash], stop: [turning, serviceWith(back)], tasks, serviceDeployments, serviceRevisions },
      });
      expect(result).toMatchObject({
        outcome: 'rolled-back',
        reason: 'web:2 failed: container web exited with code 1 (2 tasks). Rolled back: the service runs web:1 again.',
        rolledBackTo: revisionArn('web:1'),
      });
      expect(result.diagnosis?.failures).toEqual([
        expect.objectContaining({ what: 'container web exited with code 1', logLines: ['boom'] }),
      ]);
      expect(api.writes).toEqual(['register', 'update web:2', 'stop sd-2']);
      expect(log.has('task old')).toBe(false);
      expect(log.lines.filter((line) => line.includes('task t1 failed'))).toHaveLength(1);
      expect(clock.elapsed()).toBeLessThan(10_000);
    });

    it('is stopped at the first failure that cannot heal', async () => {
      const hopeless = [{ fromFrame: 1, task: crashedTask('t1', NEW, 127) }];
      const { result } = await run({
        script: { updates: [crash], stop: [serviceWith(back)], tasks: hopeless, serviceDeployments, serviceRevisions },
      });
      expect(result).toMatchObject({ outcome: 'rolled-back' });
      expect(result.diagnosis?.failures[0]?.likely).toContain('not found in the image');
    });

    it('is left to the breaker without fail-fast', async () => {
      const { result, api } = await run({
        inputs: { 'fail-fast': 'false' },
        script: {
          updates: [
            [
              ...crash,
              turning,
              serviceWith(back, {
                told: [`(service web) (deployment ${NEW}) deployment failed: tasks failed to start.`],
              }),
            ],
          ],
          tasks,
        },
      });
      expect(result).toMatchObject({
        outcome: 'rolled-back',
        reason: 'web:2 failed: container web exited with code 1 (2 tasks). Amazon ECS rolled back to web:1.',
        rolledBackTo: revisionArn('web:1'),
      });
      expect(api.writes).toEqual(['register', 'update web:2']);
    });

    it('is replaced by an update when the deployment cannot be stopped', async () => {
      const restored = serviceWith([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']]);
      const { result, api, log } = await run({
        script: { updates: [crash, [restored]], tasks, serviceDeployments, serviceRevisions },
      });
      expect(result).toMatchObject({ outcome: 'rolled-back', rolledBackTo: revisionArn('web:1') });
      expect(api.writes).toEqual(['register', 'update web:2', 'stop sd-2', 'update web:1']);
      expect(log.has('Could not stop the deployment, so the service is updated instead')).toBe(true);
    });

    it('is left as it is when the user wants that', async () => {
      const { result, api } = await run({ inputs: { 'on-failure': 'leave' }, script: { updates: [crash], tasks } });
      expect(result).toMatchObject({ outcome: 'failed', rolledBackTo: undefined });
      expect(result.reason).toBe(
        'web:2 failed: container web exited with code 1 (2 tasks). It is left as it is; Amazon ECS goes on trying.',
      );
      expect(api.writes).toEqual(['register', 'update web:2']);
    });

    it('says when there is nothing to go back to', async () => {
      const first = serviceWith([[OLD, 'PRIMARY', 'IN_PROGRESS', 'web:1']]);
      const { result, api } = await run({ script: { before: first, updates: [crash], tasks } });
      expect(result.outcome).toBe('failed');
      expect(result.reason).toContain('nothing to go back to');
      expect(api.writes).toEqual(['register', 'update web:2']);
    });

    it('says when the rollback fails as well', async () => {
      const worse = serviceWith([
        [OLD, 'PRIMARY', 'FAILED', 'web:1', { running: 0, reason: 'tasks failed to start.' }],
      ]);
      const { result } = await run({
        script: { updates: [crash], stop: [turning, worse], tasks, serviceDeployments, serviceRevisions },
      });
      expect(result.outcome).toBe('failed');
      expect(result.reason).toContain('Neither revision is sure to serve');
    });

    it('makes do without logs', async () => {
      const readLogs = () => Promise.reject(awsError('AccessDeniedException', 'no'));
      const { result } = await run({
        readLogs,
        script: { updates: [crash], stop: [serviceWith(back)], tasks, serviceDeployments, serviceRevisions },
      });
      expect(result.diagnosis?.failures[0]?.logNote).toBe(
        "The log could not be read; this job's role needs logs:GetLogEvents on /ecs/web.",
      );
    });
  });

  it('takes a failed deployment back when ECS does not', async () => {
    const failed = serviceWith(
      [
        [
          NEW,
          'PRIMARY',
          'FAILED',
          'web:2',
          { running: 0, reason: 'ECS deployment circuit breaker: tasks failed to start.' },
        ],
        [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
      ],
      { deploymentConfiguration: { deploymentCircuitBreaker: { enable: true, rollback: false } } },
    );
    const { result, api } = await run(
      updates([begun, failed], [serviceWith([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']])]),
    );
    expect(result).toMatchObject({ outcome: 'rolled-back', rolledBackTo: revisionArn('web:1') });
    expect(api.writes).toEqual(['register', 'update web:2', 'update web:1']);
  });

  it('leaves alone what superseded it', async () => {
    const other = serviceWith([
      [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:9'],
      [NEW, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
    ]);
    const { result, api } = await run(updates([begun, other]));
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: `Another deployment, of web:9 (${OTHER}), took the place of web:2 before it was completed. It is left alone.`,
    });
    expect(api.writes).toEqual(['register', 'update web:2']);
  });

  it('does not take an answer from before for a rollback', async () => {
    const { result } = await run(updates([begun, before, before, begun, done]));
    expect(result.outcome).toBe('deployed');
  });

  it('finds its deployment when the answer of the update is an older state', async () => {
    const { result } = await run(updates([before, before, begun, done]));
    expect(result).toMatchObject({ outcome: 'deployed', deploymentId: NEW });
  });

  describe('that takes too long', () => {
    it('times out at the deadline and leaves the deployment alone', async () => {
      const { result, api, clock, log } = await run({ ...updates([begun]), inputs: { 'wait-for-minutes': '2.5' } });
      expect(result).toMatchObject({ outcome: 'timed-out', rolledBackTo: undefined });
      expect(clock.elapsed()).toBe(150_000);
      expect(api.writes).toEqual(['register', 'update web:2']);
      expect(log.lines.filter((line) => line.includes('still waiting')).length).toBeGreaterThanOrEqual(4);
    });

    it('looks once more at the deadline itself', async () => {
      const timed = { at: 0 };
      const slow = updates([begun]);
      const first = await run({ ...slow, inputs: { 'wait-for-minutes': '0.2' } });
      timed.at = first.api.calls.filter((call) => call === 'describe-service').length;
      // One frame for the plan, one that UpdateService answered; the last look is the one that sees it completed.
      const frames = [...Array.from({ length: timed.at - 2 }, () => begun), done];
      const { result } = await run({ ...updates(frames), inputs: { 'wait-for-minutes': '0.2' } });
      expect(result.outcome).toBe('deployed');
    });
  });

  describe('when ECS cannot be read', () => {
    it('tolerates throttling, faults and resets', async () => {
      const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
      const frames = [
        begun,
        awsError('ThrottlingException', 'Rate exceeded'),
        awsError('ServerException', 'oops', 500),
        reset,
        done,
      ];
      const { result, log } = await run(updates(frames));
      expect(result.outcome).toBe('deployed');
      expect(log.lines.filter((line) => line.includes('did not answer'))).toHaveLength(1);
    });

    it.each([
      ['AccessDeniedException', 'User is not authorized to perform: ecs:DescribeServices'],
      ['ExpiredTokenException', 'The security token included in the request is expired'],
      ['ClusterNotFoundException', 'Cluster not found.'],
    ])('ends at once for %s', async (name, message) => {
      const { result, clock, api } = await run(updates([begun, awsError(name, message)]));
      expect(result.outcome).toBe('failed');
      expect(result.reason).toContain(message);
      expect(clock.elapsed()).toBeLessThan(3_000);
      expect(api.writes).toEqual(['register', 'update web:2']);
    });

    it.each([
      ['INACTIVE', serviceWith([], { status: 'INACTIVE' })],
      ['gone', undefined],
    ])('ends at once for a service that is %s', async (_, frame) => {
      const { result, api } = await run(updates([begun, frame]));
      expect(result.outcome).toBe('failed');
      expect(api.writes).toEqual(['register', 'update web:2']);
    });
  });

  describe('when the job is cancelled', () => {
    it('leaves the deployment to ECS', async () => {
      const { result, api } = await run({ ...updates([begun, begun]), cancelAt: 'update web:2' });
      expect(result).toMatchObject({ outcome: 'cancelled' });
      expect(result.reason).toContain('The deployment goes on');
      expect(api.writes).toEqual(['register', 'update web:2']);
    });

    it('goes back when the user wants that', async () => {
      const restored = serviceWith([[OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:1']]);
      const { result, api } = await run({
        ...updates([begun], [restored]),
        inputs: { 'on-cancel': 'rollback' },
        cancelAt: 'update web:2',
      });
      expect(result.reason).toContain('A rollback to web:1 was begun');
      expect(api.writes).toEqual(['register', 'update web:2', 'update web:1']);
    });

    describe('before UpdateService has answered', () => {
      const cases: [string, Setting, string, readonly string[]][] = [
        [
          'leaves a deployment that has begun',
          { ...updates([begun]), loseUpdate: 'sent' },
          'The deployment goes on',
          ['register', 'update web:2'],
        ],
        [
          'takes one back where the user wants that',
          {
            ...updates([begun], [serviceWith([[OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:1']])]),
            inputs: { 'on-cancel': 'rollback' },
            loseUpdate: 'sent',
          },
          'A rollback to web:1 was begun',
          ['register', 'update web:2', 'update web:1'],
        ],
        [
          'says that none has begun, nor was sent',
          { inputs: { 'on-cancel': 'rollback' }, loseUpdate: 'not sent' },
          'No deployment of it has begun: the service runs web:1.',
          ['register'],
        ],
      ];
      it('says that the service is as it was when not even the revision is there', async () => {
        const { result, api } = await run({ loseRegistration: true });
        const reason = 'The job was cancelled before the service was changed: it runs web:1 as before.';
        expect(result).toMatchObject({ outcome: 'cancelled', reason, deploymentId: undefined });
        expect(api.writes).toEqual([]);
      });

      it.each(cases)('%s', async (...[, setting, reason, writes]) => {
        const { result, api } = await run(setting);
        expect(result).toMatchObject({ outcome: 'cancelled', reason: expect.stringContaining(reason) });
        expect(result.taskDefinitionArn).toBe(revisionArn('web:2'));
        expect(api.writes).toEqual(writes);
      });
    });
  });

  it('says what AWS refused, and begins nothing', async () => {
    const denied = awsError('AccessDeniedException', 'is not authorized to perform: iam:PassRole on resource: x');
    await expect(run(updates([denied]))).rejects.toThrow(
      'Could not update service web to web:2: is not authorized to perform: iam:PassRole',
    );
  });

  it.each<[string, Partial<Script>, RegExp]>([
    ['is not there', { before: [undefined] }, /There is no service web in cluster default/],
    ['is deleted', { before: serviceWith([], { status: 'DRAINING' }) }, /is DRAINING/],
    [
      'belongs to CodeDeploy',
      { before: serviceWith(back, { deploymentController: { type: 'CODE_DEPLOY' } }) },
      /deployed by CODE_DEPLOY/,
    ],
    ['is an Express service', { before: serviceWith(back, { resourceManagementType: 'ECS' }) }, /Express service/],
  ])('refuses a service that %s, before anything is written', async (_, script, message) => {
    await expect(run({ script })).rejects.toThrow(message);
  });
});
