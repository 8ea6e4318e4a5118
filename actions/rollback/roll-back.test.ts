import { describe, expect, it } from '@jest/globals';
import { readInputs } from '#shared/action/inputs';
import { awsError, crashedTask, revisionArn, ScriptedEcs, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { parseInputs } from './inputs.ts';
import { rollBack } from './roll-back.ts';
import {
  CURRENT,
  definitionsOf,
  goes,
  imagesWith,
  NEXT,
  nothingMissing,
  run,
  runs,
  unopened,
  type History,
} from './testing.ts';

const shaOf = (digit: string): string => digit.repeat(40);

describe('rollback to the previous release', () => {
  it('goes to the newest proven one, never to revision minus one', async () => {
    const history = { 1: { proven: '01' }, 2: { proven: '02', sha: shaOf('b') }, 3: {}, 4: {} };
    const { result, api, log } = await run({ history, goesTo: 'web:2' });
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      source: 'release-record',
      method: 'update-service',
      from: { taskDefinitionArn: revisionArn('web:4') },
      to: { taskDefinitionArn: revisionArn('web:2'), sha: shaOf('b') },
    });
    expect(api.updatesSent).toEqual([{ cluster: 'default', service: 'web', taskDefinition: revisionArn('web:2') }]);
    expect(api.writes).toEqual(['update web:2', 'tag web:4', 'tag web:2']);
    expect(api.tagged[0]?.[1]).toEqual([{ key: 'cicd:failed', value: '2026-01-01T00:00:00.000Z rollback' }]);
    expect(log.has('web:3: no, it was never proven')).toBe(true);
  });

  it('writes why the release is left into its mark', async () => {
    const inputs = { reason: 'Orders fail!' };
    const { api } = await run({ history: { 2: { proven: '02' }, 4: {} }, goesTo: 'web:2', inputs });
    const value = '2026-01-01T00:00:00.000Z rollback: Orders fail-';
    expect(api.tagged[0]?.[1]).toEqual([{ key: 'cicd:failed', value }]);
  });

  it.each<{
    readonly says: string;
    readonly history: Readonly<Record<number, History>>;
    readonly from: string;
    readonly to: string;
  }>([
    {
      says: 'undone twice, goes further back and not to the bad one',
      history: { 1: { proven: '01' }, 2: { proven: '05' }, 3: { proven: '03', failed: '04' } },
      from: 'web:2',
      to: 'web:1',
    },
    {
      says: 'does not go to one that was bad too',
      history: { 1: { proven: '01' }, 2: { proven: '02' }, 3: { proven: '03', failed: '04' }, 4: {} },
      from: 'web:4',
      to: 'web:2',
    },
    {
      says: 'takes a release that was proven again after it was left',
      history: { 1: { proven: '01' }, 2: { failed: '02', proven: '03' }, 4: {} },
      from: 'web:4',
      to: 'web:2',
    },
    {
      says: 'prefers what was proven last to what was registered last',
      history: { 1: { proven: '05' }, 2: { proven: '02' }, 4: {} },
      from: 'web:4',
      to: 'web:1',
    },
    {
      says: 'goes on from a proven release',
      history: { 1: { proven: '01' }, 4: { proven: '04' } },
      from: 'web:4',
      to: 'web:1',
    },
    {
      says: 'passes over deregistered ones',
      history: { 1: { proven: '01' }, 2: { proven: '02', status: 'INACTIVE' }, 4: {} },
      from: 'web:4',
      to: 'web:1',
    },
  ])('$says', async ({ history, from, to }) => {
    const { result } = await run({ history, current: from, goesTo: to });
    expect(result).toMatchObject({ outcome: 'rolled-back', to: { taskDefinitionArn: revisionArn(to) } });
  });

  it('keeps to its environment', async () => {
    const history = {
      1: { proven: '01', environment: 'production' },
      2: { proven: '02', environment: 'staging' },
      4: {},
    };
    const { result } = await run({ history, goesTo: 'web:1', inputs: { environment: 'production' } });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:1'));
  });

  it('passes over a release whose image is gone, and says what could not be checked', async () => {
    const { result, log } = await run({
      history: { 1: { proven: '01' }, 2: { proven: '02' }, 4: {} },
      goesTo: 'web:1',
      checkRelease: imagesWith({ gone: ['web:2'], unchecked: ['web:1'] }),
    });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:1'));
    expect(log.has('no, Image web:2 does not exist.')).toBe(true);
    expect(log.has('perhaps, whether web:1 is still there could not be checked')).toBe(true);
  });

  const deployed = (revision: string, day: number) => ({
    brief: {
      serviceDeploymentArn: `sd-${revision}`,
      status: 'SUCCESSFUL' as const,
      finishedAt: new Date(day),
      targetServiceRevisionArn: `rev-${revision}`,
    },
    revision: { serviceRevisionArn: `rev-${revision}`, taskDefinition: revisionArn(revision) },
  });

  it('asks ECS for successful deployments when nothing is proven', async () => {
    const known = [deployed('web:4', 4), deployed('web:3', 3), deployed('web:2', 2), deployed('web:1', 1)];
    const script = {
      serviceDeployments: known.map(({ brief }) => brief),
      serviceRevisions: known.map(({ revision }) => revision),
    };
    const history = { 1: {}, 2: {}, 3: { failed: '03' }, 4: {} };
    const { result } = await run({ history, goesTo: 'web:2', script: { ...script, updates: [goes('web:2')] } });
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      source: 'service-deployments',
      to: { taskDefinitionArn: revisionArn('web:2') },
    });
  });

  it('gives up when there is nothing to go back to', async () => {
    await expect(run({ history: { 3: {}, 4: {} } })).rejects.toThrow('There is no release of web to go back to');
  });
});

describe('rollback to a named release', () => {
  const history = {
    1: { sha: 'abcdef1'.padEnd(40, '0'), proven: '01' },
    2: { sha: 'abcdef1'.padEnd(40, '1'), proven: '02' },
    3: { sha: shaOf('3'), failed: '03' },
    4: { sha: shaOf('4') },
  };

  it.each([
    ['a commit', shaOf('3'), 'web:3'],
    ['an abbreviated commit', '3333333', 'web:3'],
    ['family:revision', 'web:1', 'web:1'],
    ['an ARN', revisionArn('web:2'), 'web:2'],
  ])('takes %s', async (_, to, target) => {
    const { result } = await run({ history, goesTo: target, inputs: { to } });
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      source: 'named',
      to: { taskDefinitionArn: revisionArn(target) },
    });
  });

  it('warns of one that was left as bad', async () => {
    const { log } = await run({ history, goesTo: 'web:3', inputs: { to: 'web:3' } });
    expect(log.lines.filter((line) => line.startsWith('warning:'))).toEqual([
      expect.stringContaining('was left as bad before; it was named, so it is deployed.'),
    ]);
  });

  it('refuses an abbreviation of two commits', async () => {
    await expect(run({ history, inputs: { to: 'abcdef1' } })).rejects.toThrow('Commit abcdef1 is ambiguous');
  });

  it('refuses a commit nobody deployed, and a revision that is not there', async () => {
    await expect(run({ history, inputs: { to: 'fffffff' } })).rejects.toThrow(
      'No release of web is of commit fffffff.',
    );
    await expect(run({ history, inputs: { to: 'web:9' } })).rejects.toThrow('Could not read task definition web:9');
  });

  it('takes of several revisions of a commit the one proven last', async () => {
    const twice = {
      1: { sha: shaOf('a'), proven: '03' },
      2: { sha: shaOf('a'), proven: '02' },
      3: { sha: shaOf('a') },
      4: {},
    };
    const { result } = await run({ history: twice, goesTo: 'web:1', inputs: { to: shaOf('a') } });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:1'));
  });

  it('does not mark a release as bad when going forward again', async () => {
    const { api, log } = await run({ history, current: 'web:1', goesTo: 'web:2', inputs: { to: 'web:2' } });
    expect(api.writes).toEqual(['update web:2', 'tag web:2']);
    expect(log.has('is older than the target, so it is not marked as bad')).toBe(true);
  });
});

describe('rollback', () => {
  const history = { 1: { proven: '01' }, 4: {} };

  it('does nothing when the service runs that release already', async () => {
    const { result, api } = await run({ history, inputs: { to: 'web:4' } });
    expect(result).toMatchObject({ outcome: 'nothing-to-do' });
    expect(api.writes).toEqual([]);
  });

  it.each([
    ['web:3', 'nothing-to-do', []],
    [revisionArn('web:3'), 'nothing-to-do', []],
    ['web:4', 'rolled-back', ['update web:1', 'tag web:4', 'tag web:1']],
    [revisionArn('web:4'), 'rolled-back', ['update web:1', 'tag web:4', 'tag web:1']],
  ])('only if %s is current: %s', async (onlyIf, outcome, writes) => {
    const { result, api } = await run({ history, goesTo: 'web:1', inputs: { 'only-if-current': onlyIf } });
    expect(result.outcome).toBe(outcome);
    expect(api.writes).toEqual(writes);
  });

  it.each([
    ['web:5', revisionArn('web:4')],
    ['web:3', undefined],
  ])(
    'with only-if-current web:5, takes what runs for the release wanted when it was gone back to from %s',
    async (from, to) => {
      const restored = `2026-11-20T10:00:00.000Z ${from} 42`;
      const gone = { 4: { proven: '01', restored }, 5: {} };
      const { result } = await run({ history: gone, inputs: { 'only-if-current': 'web:5' } });
      expect(result.outcome).toBe('nothing-to-do');
      expect(result.to?.taskDefinitionArn).toBe(to);
    },
  );

  it('writes nothing in a dry run', async () => {
    const { result, api } = await run({ history, inputs: { 'dry-run': 'true' } });
    expect(result).toMatchObject({
      outcome: 'dry-run',
      method: 'update-service',
      to: { taskDefinitionArn: revisionArn('web:1') },
    });
    expect(api.writes).toEqual([]);
  });

  const underWay = {
    ...serviceWith([
      [CURRENT, 'PRIMARY', 'IN_PROGRESS', 'web:4'],
      ['ecs-svc/1000', 'ACTIVE', 'COMPLETED', 'web:1'],
    ]),
    currentServiceDeployment: 'sd-4',
  };
  const stoppable = (from: string) => ({
    before: underWay,
    serviceDeployments: [
      {
        serviceDeploymentArn: 'sd-4',
        status: 'IN_PROGRESS' as const,
        sourceServiceRevisions: [{ arn: 'from' }],
        targetServiceRevision: { arn: 'to' },
      },
    ],
    serviceRevisions: [
      { serviceRevisionArn: 'from', taskDefinition: revisionArn(from) },
      { serviceRevisionArn: 'to', taskDefinition: revisionArn('web:4') },
    ],
  });

  it('stops a deployment under way that came from the release wanted', async () => {
    const stop = [serviceWith([['ecs-svc/1000', 'PRIMARY', 'COMPLETED', 'web:1']])];
    const { result, api } = await run({ history, script: { ...stoppable('web:1'), stop } });
    expect(result).toMatchObject({ outcome: 'rolled-back', method: 'stop-deployment' });
    expect(api.writes).toEqual(['stop sd-4', 'tag web:4', 'tag web:1']);
  });

  it('updates the service when stopping would lead elsewhere', async () => {
    const { result, api } = await run({ history, script: { ...stoppable('web:3'), updates: [goes('web:1')] } });
    expect(result).toMatchObject({ outcome: 'rolled-back', method: 'update-service' });
    expect(api.writes).toEqual(['update web:1', 'tag web:4', 'tag web:1']);
  });

  it('says why when the release gone back to fails', async () => {
    const [starting = runs('web:1')] = goes('web:1');
    const again = { ...starting, events: [{ id: '1', message: '(service web) has started 1 tasks: (task t2).' }] };
    const tasks = [
      { fromFrame: 0, task: crashedTask('t1', NEXT, 1) },
      { fromFrame: 0, task: crashedTask('t2', NEXT, 1) },
    ];
    const { result } = await run({ history, script: { updates: [[starting, again]], tasks } });
    expect(result).toMatchObject({
      outcome: 'failed',
      reason: 'The rollback to web:1 failed: container web exited with code 1 (2 tasks).',
    });
  });

  it('tells a slow rollback from a failed one', async () => {
    const [starting] = goes('web:1');
    const { result } = await run({ history, script: { updates: [[starting]] }, inputs: { 'wait-for-minutes': '0.5' } });
    expect(result).toMatchObject({
      outcome: 'timed-out',
      reason: 'The rollback to web:1 was not completed within 0.5 minutes; it goes on.',
    });
  });

  it('goes back though the release left cannot be marked', async () => {
    const definitions = definitionsOf(history);
    const context = fakeContext();
    const api = new ScriptedEcs({ before: runs('web:4'), definitions, updates: [goes('web:1')] });
    api.tagResource = () =>
      Promise.reject(awsError('AccessDeniedException', 'not authorized to perform: ecs:TagResource'));
    const inputs = readInputs({ env: { INPUT_SERVICE: 'web' }, maskSecret: context.maskSecret }, parseInputs);
    const tools = {
      ...context,
      api,
      codeDeploy: unopened,
      readLogs: () => Promise.resolve([]),
      checkRelease: nothingMissing,
    };
    expect((await rollBack(inputs, tools)).outcome).toBe('rolled-back');
    expect(context.log.has('warning: web:4 could not be marked as bad')).toBe(true);
  });
});
