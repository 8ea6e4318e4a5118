import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { fakeContext } from '#shared/testing/fake-context';
import type { Result } from '#shared/verify/progress';
import { target } from '#shared/verify/testing';
import { inputs } from '../testing.ts';
import { ReleaseRecord } from './record.ts';
import { startGithub, type FakeGithub } from './testing.ts';

let github: FakeGithub;
beforeEach(async () => {
  github = await startGithub();
});
afterEach(() => github.close());

function open(recorded = true): Promise<ReleaseRecord> {
  const kept = { token: 'secret', deploymentId: 7, environment: undefined, environmentUrl: undefined };
  const asked = { ...inputs([target()]), github: recorded ? kept : undefined };
  return ReleaseRecord.open(fakeContext({ env: github.env }), asked);
}

it.each<[Result, string]>([
  ['healthy', 'success'],
  ['unhealthy', 'failure'],
  ['wrong-version', 'failure'],
  ['timed-out', 'failure'],
])('%s is told GitHub as %s', async (result, state) => {
  const record = await open();
  const recorded = await record.close({ result, sentence: 'So it ended.', revision: undefined });
  expect(recorded).toEqual({ mark: undefined, github: { kind: 'recorded', id: 7, state } });
  expect(github.asked).toMatchObject([{ body: { state, description: 'So it ended.' } }]);
});

it('tells a cancelled verification as an error, and passes it on', async () => {
  const record = await open();
  const cancelled = new CancelledError('SIGINT');
  await expect(record.during(() => Promise.reject(cancelled))).rejects.toBe(cancelled);
  expect(github.asked).toMatchObject([{ body: { state: 'error' } }]);
});

it('asks nobody where no record is kept', async () => {
  const record = await open(false);
  expect(await record.close({ result: 'healthy', sentence: 'Well.', revision: undefined })).toEqual({
    mark: undefined,
    github: undefined,
  });
  expect(github.asked).toEqual([]);
});
