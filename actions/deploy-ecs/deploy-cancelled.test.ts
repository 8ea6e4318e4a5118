import { describe, expect, it } from '@jest/globals';
import { revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { begun, OTHER, run, updates, type Setting } from './testing.ts';

describe('a job that is cancelled', () => {
  it('leaves the deployment to ECS', async () => {
    const { result, api, log } = await run({ ...updates([begun, begun]), cancelAt: 'update web:2' });
    expect(log.lines.at(-1)).toBe(`info: ${result.reason}`);
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
      const { result, api, log } = await run(setting);
      expect(log.lines.at(-1)).toBe(`info: ${result.reason}`);
      expect(result).toMatchObject({ outcome: 'cancelled', reason: expect.stringContaining(reason) });
      expect(result.taskDefinitionArn).toBe(revisionArn('web:2'));
      expect(api.writes).toEqual(writes);
    });
  });
});
