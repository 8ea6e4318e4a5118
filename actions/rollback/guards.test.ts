import { describe, expect, it } from '@jest/globals';
import type { EcsServiceDeployment } from '#shared/ecs/api';
import { revisionArn, serviceWith, type Script } from '#shared/ecs/testing/scripted-ecs';
import { CURRENT, goes, NEXT, run, type History } from './testing.ts';

const HISTORY: Readonly<Record<number, History>> = { 1: { proven: '01' }, 2: { proven: '02' }, 4: {} };

/** A rollback from web:4 to web:2 that somebody began, as it goes on and as it ends. */
const turned = (to: string, leaves = 'web:4') =>
  serviceWith([
    [NEXT, 'PRIMARY', 'IN_PROGRESS', to, { running: 0, pending: 1 }],
    [CURRENT, 'ACTIVE', 'COMPLETED', leaves],
  ]);
const there = (revision: string) => serviceWith([[NEXT, 'PRIMARY', 'COMPLETED', revision]]);

describe('a rollback that is under way', () => {
  const before = [turned('web:2'), turned('web:2'), there('web:2')];

  it('is followed, and nothing is sent but its record', async () => {
    const { result, api, log } = await run({ history: HISTORY, script: { before } });
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      source: 'under-way',
      from: { taskDefinitionArn: revisionArn('web:4') },
      to: { taskDefinitionArn: revisionArn('web:2') },
    });
    expect(api.writes).toEqual(['tag web:4', 'tag web:2']);
    expect(log.has('A rollback from web:4 to web:2 is under way already; none is sent, it is followed.')).toBe(true);
  });

  it.each([
    ['only-if-current', 'web:4', 'rolled-back'],
    ['only-if-current', 'web:3', 'nothing-to-do'],
    ['to', 'web:2', 'rolled-back'],
  ])('with %s: %s ends as %s', async (name, value, outcome) => {
    const { result, api } = await run({ history: HISTORY, script: { before }, inputs: { [name]: value } });
    expect(result.outcome).toBe(outcome);
    expect(api.updatesSent).toEqual([]);
  });

  it('to another release is left alone, unless who asks knows of it', async () => {
    const { result, api } = await run({ history: HISTORY, script: { before }, inputs: { to: 'web:1' } });
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: 'A rollback from web:4 to web:2 is under way, not to web:1. It is left alone, and nothing was sent.',
      hint: 'Wait for its end. To go to web:1 all the same: only-if-current: web:2.',
    });
    expect(api.writes).toEqual([]);
    const knowing = await run({
      history: HISTORY,
      script: { before: [turned('web:2')], updates: [goes('web:1')] },
      inputs: { to: 'web:1', 'only-if-current': 'web:2' },
    });
    expect(knowing.api.writes[0]).toBe('update web:1');
  });

  it('would be followed in a dry run, which records nothing', async () => {
    const { result, api } = await run({ history: HISTORY, script: { before }, inputs: { 'dry-run': 'true' } });
    expect(result).toMatchObject({ outcome: 'dry-run', reason: expect.stringContaining('would be followed') });
    expect(api.writes).toEqual([]);
  });

  it.each([
    { says: 'a newer release', history: HISTORY, deployed: 'web:4', leaves: 'web:2' },
    { says: 'an older one nobody proved', history: { ...HISTORY, 3: {} }, deployed: 'web:3', leaves: 'web:4' },
  ])('is not taken for one where $says is being deployed', async ({ history, deployed, leaves }) => {
    const script = { before: [turned(deployed, leaves)], updates: [goes('web:2')] };
    const { api } = await run({ history, script, inputs: { to: 'web:2' } });
    expect(api.writes[0]).toBe('update web:2');
  });

  it('is told by its record too', async () => {
    const history = { 2: { restored: '2026-01-01T00:00:00.000Z web:4 7' }, 4: {} };
    const { result } = await run({ history, script: { before } });
    expect(result).toMatchObject({ outcome: 'rolled-back', source: 'under-way' });
  });

  const serviceDeployment = (status: EcsServiceDeployment['status']): Partial<Script> => ({
    serviceDeployments: [
      {
        serviceDeploymentArn: 'sd-4',
        status,
        sourceServiceRevisions: [{ arn: 'from' }],
        targetServiceRevision: { arn: 'to' },
      },
    ],
    serviceRevisions: [
      { serviceRevisionArn: 'from', taskDefinition: revisionArn('web:2') },
      { serviceRevisionArn: 'to', taskDefinition: revisionArn('web:4') },
    ],
  });
  const OLD = 'ecs-svc/2000';
  const stopping = {
    ...serviceWith([
      [CURRENT, 'PRIMARY', 'IN_PROGRESS', 'web:4'],
      [OLD, 'ACTIVE', 'COMPLETED', 'web:2'],
    ]),
    currentServiceDeployment: 'sd-4',
  };
  const restoring = {
    ...serviceWith([
      [OLD, 'PRIMARY', 'IN_PROGRESS', 'web:2'],
      [CURRENT, 'ACTIVE', 'FAILED', 'web:4'],
    ]),
    currentServiceDeployment: 'sd-4',
  };
  const restored = serviceWith([[OLD, 'PRIMARY', 'COMPLETED', 'web:2']]);

  it('and was asked for by stopping its deployment is not asked for again', async () => {
    const script = { before: [stopping, stopping, restoring, restored], ...serviceDeployment('ROLLBACK_REQUESTED') };
    const { result, api } = await run({ history: HISTORY, script });
    expect(result).toMatchObject({ outcome: 'rolled-back', method: 'stop-deployment' });
    expect(api.writes).toEqual(['tag web:4', 'tag web:2']);
  });

  it('and goes elsewhere by ECS is left alone', async () => {
    const script = { before: [stopping], ...serviceDeployment('ROLLBACK_IN_PROGRESS') };
    const { result, api } = await run({ history: HISTORY, script, inputs: { to: 'web:1' } });
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: 'A rollback to web:2 is under way, not to web:1. It is left alone, and nothing was taken back.',
    });
    expect(api.writes).toEqual([]);
  });

  it('and is by ECS itself is followed though nothing was proven', async () => {
    const script = { before: [restoring, restoring, restored], ...serviceDeployment('ROLLBACK_IN_PROGRESS') };
    const { result, api } = await run({ history: { 1: { proven: '01' }, 2: {}, 4: {} }, script });
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      source: 'under-way',
      to: { taskDefinitionArn: revisionArn('web:2') },
    });
    expect(api.writes).toEqual(['tag web:4', 'tag web:2']);
  });

  it('by the time of the request is joined, and not begun twice', async () => {
    const script = {
      before: [serviceWith([[CURRENT, 'PRIMARY', 'COMPLETED', 'web:4']]), turned('web:2'), there('web:2')],
    };
    const { result, api, log } = await run({ history: HISTORY, script });
    expect(result).toMatchObject({ outcome: 'rolled-back', method: 'update-service' });
    expect(api.updatesSent).toEqual([]);
    expect(log.has('Somebody else has begun the same rollback; none is sent, it is followed.')).toBe(true);
  });
});

describe('a rollback that takes the place of another one, begun since the look', () => {
  const theirs = ['ecs-svc/4500', 'ACTIVE', 'IN_PROGRESS', 'web:1', { running: 0 }] as const;
  const ours = [NEXT, 'PRIMARY', 'IN_PROGRESS', 'web:2', { running: 0 }] as const;

  it('is not superseded by it where an answer is from before ours', async () => {
    const behind = serviceWith([
      ['ecs-svc/4500', 'PRIMARY', 'IN_PROGRESS', 'web:1', { running: 0 }],
      [CURRENT, 'ACTIVE', 'COMPLETED', 'web:4'],
    ]);
    const answer = serviceWith([ours, theirs, [CURRENT, 'ACTIVE', 'COMPLETED', 'web:4']]);
    const { result } = await run({ history: HISTORY, script: { updates: [[answer, behind, there('web:2')]] } });
    expect(result).toMatchObject({ outcome: 'rolled-back', to: { taskDefinitionArn: revisionArn('web:2') } });
  });
});

describe('the release wanted', () => {
  it('that somebody is deploying is waited for, and nothing is said against any release', async () => {
    const before = [turned('web:4', 'web:2'), there('web:4')];
    const { result, api } = await run({ history: HISTORY, script: { before }, inputs: { to: 'web:4' } });
    expect(result).toMatchObject({ outcome: 'rolled-back', reason: 'The service runs web:4 again.' });
    expect(api.writes).toEqual([]);
  });
});

describe('a rollback a moment after another', () => {
  // The clock of the context stands at 2026-01-01T00:00:00Z.
  const history = (minutesAgo: number): Readonly<Record<number, History>> => ({
    1: { proven: '01' },
    2: {
      proven: '02',
      restored: `${new Date(Date.UTC(2026, 0, 1) - minutesAgo * 60_000).toISOString()} web:4 42`,
    },
    4: { failed: '03' },
  });
  const again = (options: {
    readonly ago?: number;
    readonly runId?: string;
    readonly inputs?: Record<string, string>;
  }) => run({ history: history(options.ago ?? 3), current: 'web:2', goesTo: 'web:1', ...options });

  it('does not go further and further back', async () => {
    const { result, api } = await again({ runId: '43' });
    expect(result).toMatchObject({
      outcome: 'failed',
      reason:
        'web:2 was gone back to 3m 00s ago, from web:4. Within 10m 00s (cooldown) the release before it is not gone back to as well.',
      hint: expect.stringContaining('set cooldown: 0'),
    });
    expect(api.writes).toEqual([]);
  });

  it('has nothing to do where this run made the other one', async () => {
    const { result, api } = await again({ runId: '42' });
    expect(result).toMatchObject({
      outcome: 'nothing-to-do',
      reason: 'This workflow run has rolled back already: web:2 was gone back to 3m 00s ago, from web:4.',
    });
    expect(api.writes).toEqual([]);
  });

  it('is said in a dry run, which passes: a drill after a rollback asks whether another would work', async () => {
    const { result, api } = await again({ runId: '43', inputs: { 'dry-run': 'true' } });
    expect(result).toMatchObject({ outcome: 'dry-run', to: { taskDefinitionArn: revisionArn('web:1') } });
    expect(result.reason).toMatch(
      / by updating the service\. The cool-down would hold it up for 7m 00s more: web:2 was gone back to 3m 00s ago, from web:4\.$/,
    );
    expect(api.writes).toEqual([]);
  });

  it.each([
    ['to a release that is named', { inputs: { to: 'web:1' } }],
    ['without a cool-down', { inputs: { cooldown: '0' }, runId: '42' }],
    ['with a shorter one', { inputs: { cooldown: '2m' } }],
    ['after the cool-down', { ago: 11 }],
  ])('is made %s', async (_, options) => {
    const { result, api } = await again(options);
    expect(result.outcome).toBe('rolled-back');
    expect(api.updatesSent).toHaveLength(1);
    expect(api.tagged.find(([arn]) => arn === revisionArn('web:1'))?.[1]).toEqual([
      { key: 'cicd:restored', value: expect.stringMatching(/^2026-01-01T00:00:00.000Z web:2(?: 42)?$/) },
    ]);
  });
});

describe('a rollback whose answer was lost', () => {
  const reset = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });

  it('and that somebody has replaced before it could be looked for has no success of theirs', async () => {
    const theirs = (state: 'IN_PROGRESS' | 'COMPLETED') =>
      serviceWith([
        ['ecs-svc/6000', 'PRIMARY', state, 'web:5'],
        [NEXT, 'ACTIVE', 'IN_PROGRESS', 'web:2'],
      ]);
    const before = serviceWith([[CURRENT, 'PRIMARY', 'COMPLETED', 'web:4']]);
    const script = { before, updates: [[reset, theirs('IN_PROGRESS'), theirs('COMPLETED')]] };
    const { result } = await run({ history: HISTORY, script });
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: expect.stringContaining('Another deployment, of web:5 (ecs-svc/6000), took the place of the rollback'),
    });
  });
});
