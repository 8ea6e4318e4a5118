import { describe, expect, it } from '@jest/globals';
import { Slots } from '#shared/aws/slots';
import { awsError } from '../testing/scripted-ecs.ts';
import type { PreflightApi } from './api.ts';
import { askedOnce } from './asked-once.ts';
import { fakeApi } from './testing/fake-preflight.ts';

function open(answers: Partial<PreflightApi>) {
  const step = new AbortController();
  const through = askedOnce(() => fakeApi(answers), { signal: step.signal, slots: new Slots(2) });
  return { check: (limit = new AbortController().signal) => through(limit) };
}

const role = { arn: 'arn:aws:iam::111122223333:role/app', trustPolicy: '{}' };

describe('askedOnce', () => {
  it('asks once for what several checks want to know, and apart for what differs', async () => {
    const asked: string[] = [];
    const { check } = open({
      role: (name) => {
        asked.push(name);
        return Promise.resolve(role);
      },
    });
    expect(await Promise.all([check().role('app'), check().role('app'), check().role('other')])).toHaveLength(3);
    await check().role('app');
    expect(asked).toEqual(['app', 'other']);
  });

  it('keeps a refusal, and asks again where asking again may help', async () => {
    const faults = [awsError('ThrottlingException', 'Rate exceeded'), awsError('NoSuchEntity', 'no such role')];
    let calls = 0;
    const { check } = open({
      role: () => {
        calls += 1;
        return Promise.reject(faults[calls - 1] ?? new Error('asked too often'));
      },
    });
    await expect(check().role('app')).rejects.toThrow('Rate exceeded');
    await expect(check().role('app')).rejects.toThrow('no such role');
    await expect(check().role('app')).rejects.toThrow('no such role');
    expect(calls).toBe(2);
  });

  it('ends the waiting of the one check whose time is over', async () => {
    const answer = Promise.withResolvers<string>();
    const { check } = open({ ownRegistry: () => answer.promise });
    const limit = new AbortController();
    const late = check(limit.signal).ownRegistry();
    const patient = check().ownRegistry();
    limit.abort(new Error('the time is over'));
    await expect(late).rejects.toThrow('the time is over');
    answer.resolve('111122223333.dkr.ecr.eu-west-1.amazonaws.com');
    expect(await patient).toContain('dkr.ecr');
    await expect(check(limit.signal).ownRegistry()).rejects.toThrow('the time is over');
  });
});
