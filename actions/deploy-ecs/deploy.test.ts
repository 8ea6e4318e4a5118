import { describe, expect, it } from '@jest/globals';
import { revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import {
  before,
  begun,
  both,
  definition,
  definitions,
  done,
  logConfiguration,
  NEW,
  OLD,
  OTHER,
  run,
  updates,
} from './testing.ts';

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
      { key: 'cicd:previous', value: 'web:1' },
    ]);
  });

  it('says in the record of a release that no rollback may go back across it', async () => {
    const migrations = { key: 'cicd:migrations', value: 'true' };
    const registered = await run({ ...updates([begun, done]), inputs: { migrations: 'true' } });
    expect(registered.api.registered[0]?.tags).toContainEqual(migrations);
    const there = { image: '', 'task-definition-arn': 'web:7', migrations: 'true' };
    const script = { definitions: { ...definitions, 'web:7': { definition } }, updates: [[begun, done]] };
    const existing = await run({ script, inputs: there });
    expect(existing.api.writes).toEqual(['tag web:7', 'update web:7']);
    expect(existing.api.tagged).toEqual([[revisionArn('web:7'), [migrations]]]);
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

  it('says deployed where it was completed before the next one began, though no look showed it', async () => {
    const arn = 'sd-2';
    const ours = { ...begun, currentServiceDeployment: arn };
    const next = serviceWith([
      [OTHER, 'PRIMARY', 'IN_PROGRESS', 'web:9'],
      [NEW, 'ACTIVE', 'COMPLETED', 'web:2'],
    ]);
    const serviceDeployments = [{ serviceDeploymentArn: arn, status: 'SUCCESSFUL' as const }];
    const script = { ...updates([ours, next]).script, serviceDeployments };
    const { result } = await run({ script });
    expect(result).toMatchObject({
      outcome: 'deployed',
      reason: `web:2 was deployed. Another deployment, of web:9 (${OTHER}), has begun since.`,
    });
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
});
