import { describe, expect, it } from '@jest/globals';
import { awsError, crashedTask, revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { back, begun, crashing, NEW, OLD, OTHER, run, turning, updates } from './testing.ts';

describe('a deployment that crashes', () => {
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

  it('is replaced by an update when the deployment cannot be stopped; what happens then is told as well', async () => {
    const told = ['(service web) has started 1 tasks: (task back1).'];
    const restored = serviceWith([[OTHER, 'PRIMARY', 'COMPLETED', 'web:1']], { told });
    const { result, api, log } = await run({
      script: { updates: [crash, [restored]], tasks, serviceDeployments, serviceRevisions },
    });
    expect(result).toMatchObject({ outcome: 'rolled-back', rolledBackTo: revisionArn('web:1') });
    expect(api.writes).toEqual(['register', 'update web:2', 'stop sd-2', 'update web:1']);
    expect(result.events.map(({ message }) => message)).toEqual(told);
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
    const worse = serviceWith([[OLD, 'PRIMARY', 'FAILED', 'web:1', { running: 0, reason: 'tasks failed to start.' }]]);
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
