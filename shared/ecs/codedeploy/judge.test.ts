import { describe, expect, it } from '@jest/globals';
import { judgeDeployment, type CodeDeployObservation, type CodeDeployVerdict } from './judge.ts';
import { beginDeployment, type CodeDeployMemory, type WaitFor } from './memory.ts';
import { deploymentLook, observation, targetLook } from './testing.ts';

interface Judged {
  readonly verdict: CodeDeployVerdict | undefined;
  readonly memory: CodeDeployMemory;
  /** How many looks it took. */
  readonly looks: number;
}

/** Judges looks one after the other, up to the first verdict. */
function judgeAll(
  looks: readonly CodeDeployObservation[],
  { waitFor = 'deployed', ...more }: Partial<CodeDeployMemory> & { readonly waitFor?: WaitFor } = {},
): Judged {
  let memory: CodeDeployMemory = { ...beginDeployment('d-OURS00000', waitFor), ...more };
  for (const [index, look] of looks.entries()) {
    const judged = judgeDeployment(look, memory);
    memory = judged.memory;
    if (judged.verdict !== undefined) return { verdict: judged.verdict, memory, looks: index + 1 };
  }
  return { verdict: undefined, memory, looks: looks.length };
}

const created = observation(deploymentLook('Created'));
const installing = observation(deploymentLook('InProgress'), { target: targetLook('Install', 'InProgress', 0) });
const shifting = observation(deploymentLook('InProgress'), { target: targetLook('AllowTraffic', 'InProgress', 10) });
const shifted = observation(deploymentLook('InProgress'), { target: targetLook('AllowTraffic', 'Succeeded', 100) });
const moved = observation(deploymentLook('InProgress', { terminates: true }), {
  target: targetLook('AfterAllowTraffic', 'Succeeded', 100),
});
const succeeded = observation(deploymentLook('Succeeded', { terminates: true }), {
  target: targetLook('AfterAllowTraffic', 'Succeeded', 100),
});
const stopError = { code: 'MANUAL_STOP', message: 'The deployment was stopped by a StopDeployment request.' };
const stopped = observation(deploymentLook('Stopped', { error: stopError }), {
  target: targetLook('AllowTraffic', 'Failed', 10),
});
const alarmed = deploymentLook('Stopped', {
  error: { code: 'ALARM_ACTIVE', message: 'One or more alarms have been activated. Activated alarms: <errors>' },
  rollsBackOn: new Set(['DEPLOYMENT_STOP_ON_ALARM', 'DEPLOYMENT_FAILURE']),
});
const back = (status: string, more = {}) => deploymentLook(status, { id: 'd-BACK00000', ...more });

describe('a deployment that goes well', () => {
  const way = [created, installing, shifting, shifted, moved, succeeded];

  it('is deployed as soon as all traffic has moved and the hook after that has passed', () => {
    expect(judgeAll(way)).toMatchObject({ verdict: { kind: 'deployed', early: true }, looks: 5 });
  });

  it('is stable when CodeDeploy calls it Succeeded', () => {
    expect(judgeAll(way, { waitFor: 'stable' })).toMatchObject({
      verdict: { kind: 'deployed', early: false },
      looks: 6,
    });
  });

  it('is not deployed by traffic alone: AfterAllowTraffic may still fail it', () => {
    expect(judgeAll([created, installing, shifted, shifted]).verdict).toBeUndefined();
  });

  it('remembers its task set and its share of the traffic from looks that show them', () => {
    const { memory } = judgeAll([shifting, observation(deploymentLook('InProgress'))]);
    expect(memory).toMatchObject({ greenId: 'ecs-svc/2', weight: 10 });
  });
});

describe('a deployment that is Ready', () => {
  const ready = observation(deploymentLook('Ready', { readyMinutes: 60 }), {
    target: targetLook('AfterAllowTestTraffic', 'Succeeded', 0),
  });

  it('is paused until its wait is over', () => {
    expect(judgeAll([created, installing, ready]).verdict).toEqual({ kind: 'paused', until: 4_500 + 3_600_000 });
  });

  it('is not paused again by an older answer once it was continued', () => {
    expect(judgeAll([ready, shifting, ready, moved], { continued: true })).toMatchObject({
      verdict: { kind: 'deployed' },
      looks: 4,
    });
  });

  it('is not paused once it is to be taken back', () => {
    expect(judgeAll([ready], { rollbackRequested: true }).verdict).toBeUndefined();
  });
});

describe('a deployment that ends before its time', () => {
  it('is rolled back only when its rollback has succeeded', () => {
    const told = { ...alarmed, rollbackId: 'd-BACK00000' };
    const looks = [
      shifting,
      observation(alarmed),
      observation(told, { rollback: back('InProgress') }),
      observation(told, { rollback: back('Succeeded') }),
    ];
    expect(judgeAll(looks)).toMatchObject({
      verdict: { kind: 'rolled-back', reason: expect.stringContaining('Activated alarms: <errors> (ALARM_ACTIVE)') },
      looks: 4,
    });
  });

  it('is followed to its rollback also where an older answer shows it in progress again', () => {
    const told = { ...alarmed, rollbackId: 'd-BACK00000' };
    const looks = [observation(told), moved, observation(alarmed), observation(told, { rollback: back('Succeeded') })];
    expect(judgeAll(looks)).toMatchObject({ verdict: { kind: 'rolled-back' }, looks: 4 });
  });

  it('has failed with its rollback where that fails', () => {
    const rollback = back('Failed', { error: { code: 'ECS_UPDATE_ERROR', message: 'no such service.' } });
    expect(judgeAll([observation({ ...alarmed, rollbackId: 'd-BACK00000' }, { rollback })]).verdict).toEqual({
      kind: 'failed',
      rollback: 'failed',
      reason: expect.stringMatching(/ALARM_ACTIVE\), and its rollback d-BACK00000 failed as well: no such service$/),
    });
  });

  it('waits for a rollback that is configured, and no longer than some looks', () => {
    const judged = judgeAll(Array.from({ length: 9 }, () => observation(alarmed)));
    expect(judged).toMatchObject({ verdict: { kind: 'failed', rollback: 'none' }, looks: 5 });
  });

  it('has failed at once where nothing is to take it back', () => {
    expect(judgeAll([shifting, stopped])).toMatchObject({
      verdict: {
        kind: 'failed',
        rollback: 'none',
        reason: 'The deployment was stopped by a StopDeployment request (MANUAL_STOP at AllowTraffic)',
      },
      memory: { weight: 10 },
    });
  });

  it('waits for the rollback that was asked for', () => {
    const goingBack = { rollbackRequested: true, failure: '2 tasks have failed' };
    expect(judgeAll([stopped], goingBack).verdict).toBeUndefined();
    const looks = [
      stopped,
      observation(deploymentLook('Stopped', { rollbackId: 'd-BACK00000' }), { rollback: back('Succeeded') }),
    ];
    expect(judgeAll(looks, goingBack).verdict).toEqual({ kind: 'rolled-back', reason: '2 tasks have failed' });
  });

  it('says what CodeDeploy says of a rollback that there is none of', () => {
    const look = observation({ ...alarmed, rollbackMessage: 'There is no revision to roll back to.' });
    expect(judgeAll([look]).verdict).toMatchObject({
      kind: 'failed',
      reason: expect.stringMatching(/\. CodeDeploy says of the rollback: There is no revision to roll back to$/),
    });
  });

  it('is superseded where who stopped it has begun another one', () => {
    const look = { ...stopped, successor: 'd-OTHER0000' };
    expect(judgeAll([shifting, look]).verdict).toEqual({ kind: 'superseded', by: 'd-OTHER0000' });
  });

  it('has failed, and is not superseded, where it failed by itself', () => {
    const failed = deploymentLook('Failed', { error: { code: 'HOOK_EXECUTION_FAILURE', message: 'it said no' } });
    expect(judgeAll([observation(failed, { successor: 'd-OTHER0000' })]).verdict).toMatchObject({ kind: 'failed' });
  });

  it('is gone with its service', () => {
    expect(judgeAll([{ ...installing, serviceStatus: undefined }]).verdict).toMatchObject({ kind: 'gone' });
    expect(judgeAll([{ ...installing, serviceStatus: 'DRAINING' }]).verdict).toMatchObject({
      reason: 'the service is DRAINING: it is being deleted, or was',
    });
  });
});

/** A pseudo-random order that the seed decides. */
function shuffled<T>(items: readonly T[], seed: number): readonly T[] {
  let state = seed;
  const next = (): number => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647;
  return items
    .map((item) => [next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item);
}

describe('looks in any order, as answers of different age come', () => {
  const seeds = Array.from({ length: 200 }, (_, index) => index + 1);
  const taken = { ...alarmed, rollbackId: 'd-BACK00000' };

  it('never make a failed deployment of one that succeeded', () => {
    const looks = [created, installing, shifting, shifted, moved, moved];
    for (const seed of seeds) {
      const { verdict } = judgeAll([...shuffled(looks, seed), succeeded], { waitFor: 'stable' });
      expect(verdict).toEqual({ kind: 'deployed', early: false });
    }
  });

  it('never call one deployed that an alarm stopped while its traffic moved', () => {
    const looks = [
      created,
      installing,
      shifting,
      shifted,
      observation(alarmed, { target: targetLook('AllowTraffic', 'Failed', 10) }),
      observation(taken, { rollback: back('InProgress') }),
    ];
    for (const seed of seeds) {
      const ends = [...shuffled(looks, seed), observation(taken, { rollback: back('Succeeded') })];
      expect(judgeAll(ends).verdict).toMatchObject({ kind: 'rolled-back' });
    }
  });
});
