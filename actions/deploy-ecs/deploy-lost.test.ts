import { describe, expect, it } from '@jest/globals';
import { revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { begun, crashing, done, NEW, OLD, OTHER, run, updates } from './testing.ts';

const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
const others = serviceWith([
  [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:9'],
  [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
]);

describe('an UpdateService whose answer is lost', () => {
  it('is followed where it has arrived', async () => {
    const { result, api } = await run(updates([reset, begun, begun, done]));
    expect(result).toMatchObject({ outcome: 'deployed', deploymentId: NEW });
    expect(api.writes).toEqual(['register', 'update web:2']);
  });

  it('is sent again where it has not', async () => {
    const { result, api } = await run(updates([reset], [begun, done]));
    expect(result).toMatchObject({ outcome: 'deployed', deploymentId: NEW });
    expect(api.writes).toEqual(['register', 'update web:2', 'update web:2']);
  });

  it('does not replace what somebody else has deployed meanwhile', async () => {
    const { result, api } = await run(updates([reset, others], [begun, done]));
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: `Another deployment, of web:9 (${OTHER}), was begun when web:2 was about to be deployed. It is left alone, and nothing is sent again.`,
      taskDefinitionArn: revisionArn('web:2'),
      deploymentId: undefined,
    });
    expect(api.writes).toEqual(['register', 'update web:2']);
  });

  it('begins no second deployment where one is forced', async () => {
    const again = serviceWith([
      [NEW, 'PRIMARY', 'IN_PROGRESS', 'web:1'],
      [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
    ]);
    const completed = serviceWith([[NEW, 'PRIMARY', 'COMPLETED', 'web:1']]);
    const { result, api } = await run({
      ...updates([reset, again, completed]),
      inputs: { image: '', 'force-new-deployment': 'true' },
    });
    expect(result).toMatchObject({ outcome: 'deployed', deploymentId: NEW });
    expect(api.writes).toEqual(['update web:1']);
  });
});

describe('a change of the number of tasks', () => {
  it('is not taken for the deployment that somebody else has begun', async () => {
    const { result } = await run({ ...updates([others]), inputs: { image: 'web:1', 'desired-count': '3' } });
    expect(result).toMatchObject({ outcome: 'superseded' });
  });
});

describe('the way back', () => {
  it('does not override what somebody else has deployed since the failure', async () => {
    const failed = serviceWith([
      [NEW, 'PRIMARY', 'FAILED', 'web:2', { running: 0, reason: 'tasks failed to start.' }],
      [OLD, 'ACTIVE', 'COMPLETED', 'web:1'],
    ]);
    const noRollback = { ...failed, deploymentConfiguration: {} };
    const { result, api } = await run(updates([begun, crashing(0), noRollback, others]));
    expect(result).toMatchObject({ outcome: 'failed', rolledBackTo: undefined });
    expect(result.reason).toContain(`Instead of the rollback, another deployment has begun: web:9 (${OTHER}).`);
    expect(api.writes).toEqual(['register', 'update web:2']);
  });
});
