import { describe, expect, it } from '@jest/globals';
import { ActionError } from '#shared/action/errors';
import { readRelease } from '#shared/release/record';
import { fakeContext } from '#shared/testing/fake-context';
import { endedEarly } from './ended-early.ts';

const from = readRelease({ taskDefinitionArn: 'arn:aws:ecs:us-east-1:1:task-definition/web:4' }, []);
const to = readRelease({ taskDefinitionArn: 'arn:aws:ecs:us-east-1:1:task-definition/web:2' }, []);

describe('a rollback that ends before there is a verdict', () => {
  it('tells what was known of it, and what to do', () => {
    const error = new ActionError('AWS refused.', { hint: 'Allow it.' });
    expect(endedEarly(error, fakeContext(), { from, to, source: 'named' })).toEqual({
      outcome: 'failed',
      reason: 'AWS refused.',
      hint: 'Allow it.',
      from,
      to,
      source: 'named',
    });
  });

  it('is cancelled where the job was', () => {
    const context = fakeContext({ signal: AbortSignal.abort() });
    expect(endedEarly(new Error('stop'), context, { from })).toMatchObject({ outcome: 'cancelled', reason: 'stop' });
  });

  it('tells no secret', () => {
    const context = fakeContext();
    context.redactor.add('hunter2hunter2');
    expect(endedEarly(new Error('no hunter2hunter2'), context, { from })?.reason).not.toContain('hunter2');
  });

  it('has nothing to tell where not even the service was read', () => {
    expect(endedEarly(new Error('no'), fakeContext(), {})).toBeUndefined();
  });
});
