import { describe, expect, it } from '@jest/globals';
import type { EcsServiceDeployment } from '#shared/ecs/api';
import { revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { back, begun, both, definitions, loadBalancers, NEW, run } from './testing.ts';

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

  it('is answered, and nothing forced once more, where the step that paused was forced', async () => {
    const inputs = { image: '', 'force-new-deployment': 'true', 'answer-pause': 'rollback' };
    const answer = [{ ...serviceWith(back), ...staged }];
    const { result, api } = await run({ script: { ...underWay, answer }, inputs });
    expect(api.writes).toEqual(['answer ecs-pause-1 ROLLBACK']);
    expect(result).toMatchObject({ outcome: 'rolled-back', deploymentId: NEW });
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
