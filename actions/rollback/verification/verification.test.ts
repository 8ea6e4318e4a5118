import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { revisionArn } from '#shared/ecs/testing/scripted-ecs';
import type { Probe } from '#shared/http/probe-request';
import type { ReleaseTagApi } from '#shared/release/mark-release';
import { readRelease, type Tag } from '#shared/release/record';
import { fakeContext } from '#shared/testing/fake-context';
import { answer, NEW, OLD } from '#shared/verify/testing';
import type { RollbackResult } from '../result.ts';
import { withVerification } from './conclude.ts';
import type { VerificationInputs } from './inputs.ts';
import { verificationMarkdown, verificationReport } from './tell.ts';
import { verifyRelease } from './verify-release.ts';

const GOOD = revisionArn('web:3');
const BAD = revisionArn('web:4');
const release = (arn: string, sha?: string) =>
  readRelease({ taskDefinitionArn: arn }, sha === undefined ? [] : [{ key: 'cicd:sha', value: sha }]);
const back: RollbackResult = {
  outcome: 'rolled-back',
  reason: 'The service runs web:3 again.',
  from: release(BAD, OLD),
  to: release(GOOD, NEW),
};

interface Setting {
  /** Versions that answer, one a probe; a number is a status. The last one goes on. */
  readonly answers: readonly (string | number)[];
  /** Commit of the release gone back to; null: the record names none. */
  readonly sha?: string | null;
  /** What the service runs when the verification is over. */
  readonly runs?: string;
  readonly inputs?: Partial<VerificationInputs>;
  readonly tagging?: Error;
  /** The job is cancelled at this probe. */
  readonly cancelAt?: number;
}

async function play({ answers, sha = NEW, runs = GOOD, inputs, tagging, cancelAt }: Setting) {
  const job = new AbortController();
  const context = fakeContext({ signal: job.signal });
  const tagged: Tag[] = [];
  let probes = 0;
  const probe: Probe = () => {
    probes += 1;
    if (probes === cancelAt) job.abort(new CancelledError('SIGINT'));
    const given = answers[Math.min(probes, answers.length) - 1] ?? 500;
    return Promise.resolve(
      typeof given === 'number' ? answer(given) : answer(200, { headers: { 'x-version': given }, body: '{"ok":true}' }),
    );
  };
  const to = release(GOOD, sha ?? undefined);
  const api: ReleaseTagApi = {
    describeService: () => Promise.resolve({ deployments: [{ status: 'PRIMARY', taskDefinition: runs }] }),
    describeTaskDefinition: () =>
      Promise.resolve({
        taskDefinition: { taskDefinitionArn: GOOD },
        tags: sha === null ? [] : [{ key: 'cicd:sha', value: sha }],
      }),
    tagResource: (_, tags) => {
      if (tagging !== undefined) return Promise.reject(tagging);
      tagged.push(...tags);
      return Promise.resolve();
    },
  };
  const verification: VerificationInputs = {
    url: new URL('https://user:s3cr3t-word@web.test/health'),
    versionFrom: { from: 'header', name: 'x-version' },
    expectJson: [],
    timeoutMs: 60_000,
    ...inputs,
  };
  const ref = { cluster: 'production', service: 'web' };
  const verified = await verifyRelease(context, { verification, ref, to }, { api, probe });
  const result = withVerification({ ...back, to }, verified);
  return { verified, result, tagged: tagged.map(({ key }) => key), log: context.log, context, probes };
}

describe('a release that was gone back to', () => {
  it('is proven again when its commit answers three times in a row', async () => {
    const { result, tagged, log, verified } = await play({ answers: [503, OLD, NEW] });
    expect(result.outcome).toBe('rolled-back');
    expect(result.reason).toBe(
      'The service runs web:3 again. Verified: https://web.test/health answered as expected 3 times in a row, from version 9c1d2e3.',
    );
    expect(tagged).toEqual(['cicd:proven']);
    expect(log.lines).toContain(`info: Verifying GET https://web.test/health, version ${NEW}`);
    expect(log.has('old version (1 of 2 answers)')).toBe(true);
    expect(verificationMarkdown(verified).join('\n')).toContain('| Probes of each URL | 5 |');
    expect(verificationReport(verified)).toMatchObject({
      result: 'healthy',
      attempts: 5,
      versionsSeen: { [OLD]: 1, [NEW]: 3 },
      mark: { kind: 'marked' },
    });
  });

  it('is unhealthy, marked as failed, and the next step named when it does not answer as expected', async () => {
    const { result, tagged } = await play({ answers: [500] });
    expect(result.outcome).toBe('unhealthy');
    expect(result.reason).toMatch(
      /^The service runs web:3 again\. Its verification fails, though: .* within 1m 00s: 500/,
    );
    expect(result.hint).toMatch(/name the release with `to:`; `list: true` prints them/);
    expect(tagged).toEqual(['cicd:failed']);
  });

  it('is held against what JSON must say, too', async () => {
    const expectJson = [{ line: '$.ok == false', path: ['ok'], test: { op: '==', text: 'false' } }] as const;
    const { result } = await play({ answers: [NEW], inputs: { expectJson } });
    expect(result.reason).toContain('expected $.ok == false, but it is true');
  });

  it('is not marked where another release answers, and the hint says where to look', async () => {
    const { result, tagged } = await play({ answers: [OLD] });
    expect(result.outcome).toBe('unhealthy');
    expect(result.reason).toContain('version 1f3c9aa: expected version 9c1d2e3');
    expect(result.hint).toMatch(/^Another release answers at verify-url/);
    expect(tagged).toEqual([]);
  });

  it.each([
    ['healthy', NEW],
    ['of another version', OLD],
    ['wrong', 500],
  ])('is superseded, whatever answered (%s), when another release came meanwhile', async (_, given) => {
    const { result, tagged } = await play({ answers: [given], runs: BAD });
    expect(result.outcome).toBe('superseded');
    expect(result.reason).toContain(`was on ${GOOD} and is on ${BAD} now`);
    expect(tagged).toEqual([]);
  });

  it('is verified without a version where the record names no commit, with a warning', async () => {
    const { result, log } = await play({ answers: [OLD], sha: null });
    expect(result.outcome).toBe('rolled-back');
    expect(log.lines.filter((line) => line.startsWith('warning: '))).toEqual([
      expect.stringContaining('The record of web:3 names no commit, so verify-version-from has nothing'),
    ]);
  });

  it('is verified all the same when its proof cannot be written', async () => {
    const { result, log } = await play({ answers: [NEW], tagging: new Error('no') });
    expect(result.outcome).toBe('rolled-back');
    expect(log.has('warning: The service is healthy, but its release was not marked proven')).toBe(true);
  });
});

it('a job that is cancelled meanwhile says that the rollback is complete and its verification is not', async () => {
  await expect(play({ answers: [500], cancelAt: 2 })).rejects.toMatchObject({
    message: expect.stringMatching(
      /^The job was cancelled \(SIGINT\)\. The rollback is complete, the service runs web:3 .*; its verification is not\.$/,
    ),
    hint: expect.stringContaining('Run it again'),
  });
});

it('masks the credentials of the URL', async () => {
  const { context, log } = await play({ answers: [NEW] });
  expect(context.redactor.redact('s3cr3t-word')).toBe('***');
  expect(log.has('s3cr3t')).toBe(false);
});
