import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import type { ProbeResult } from '#shared/http/probe-result';
import { answer, NEW, OLD, target } from '#shared/verify/testing';
import { runWatch } from './run.ts';
import type { WatchSettings } from './settings.ts';
import { answering, settings } from './testing.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'watch-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function play(
  ask: () => ProbeResult,
  changes: Partial<WatchSettings> = {},
): Promise<{ readonly context: FakeContext; readonly error: unknown; readonly report: string }> {
  const clock = new FakeClock();
  const context = fakeContext({ name: 'health-verify', env: { RUNNER_TEMP: folder }, clock });
  context.redactor.add('s3cr3t-value');
  const watching = runWatch(context, settings({ windowMs: 60_000, ...changes }), () => Promise.resolve(ask()));
  const end: { over: boolean; error?: unknown } = { over: false };
  void watching.catch((error: unknown) => (end.error = error)).finally(() => (end.over = true));
  while (!end.over) await clock.advance(1_000);
  return { context, error: end.error, report: await readFile(context.outputs.get('report') ?? '', 'utf8') };
}

describe('a watch that is healthy', () => {
  it('says so in log, outputs, summary and report', async () => {
    const { context, error, report } = await play(answering({}));
    expect(error).toBeUndefined();
    expect(context.log.lines).toEqual([
      'info: Watching GET https://api.test/ for 1m 00s, 5 probes a second: version 9c1d2e3 against the others',
      'info: 9c1d2e3: 15 answers, 0 errors (0.0 %), p95 36 ms; the others: 60 answers, 0 errors (0.0 %), p95 36 ms (15.0s)',
      expect.stringContaining('(30.0s)'),
      expect.stringContaining('(45.0s)'),
      'info: 9c1d2e3: 60 answers, 0 errors (0.0 %), p95 36 ms; the others: 240 answers, 0 errors (0.0 %), p95 36 ms (1m 00s)',
      'info: healthy: Version 9c1d2e3 is not worse than the others: error rate 0.0 % (0 of 60) against 0.0 % (0 of 240), ' +
        'p50 33 ms against 33 ms, p95 36 ms against 36 ms. From 3 errors on it would have been found worse.',
    ]);
    const { comparison = '', ...outputs } = Object.fromEntries(context.outputs);
    expect(outputs).toEqual({
      result: 'healthy',
      reason: expect.stringMatching(/^Version 9c1d2e3 is not worse than the others: /),
      attempts: '300',
      'versions-seen': JSON.stringify({ [OLD]: 240, [NEW]: 60 }),
      'last-error': '',
      'p50-ms': '33',
      'p95-ms': '36',
      'duration-ms': '60000',
      report: expect.stringContaining(folder),
    });
    const side = { errors: 0, errorRate: 0, byStatus: {}, p50Ms: 33, p95Ms: 36 };
    expect(JSON.parse(comparison)).toMatchObject({
      result: 'healthy',
      new: { answers: 60, ...side },
      old: { answers: 240, ...side },
      unattributed: { failures: 0, unnamed: 0 },
      findings: ['errors', 'p50', 'p95', 'unattributed'].map((question) => ({ question, worse: false })),
    });
    expect(context.summary.render()).toMatch(
      /^## health-verify: healthy\n\nVersion .*\n\n\|.*New, `9c1d2e3` \| Old, the others \| Verdict \|\n.*\n\| Answers \| 60 \| 240 \|/,
    );
    expect(JSON.parse(report)).toMatchObject({ result: 'healthy', endedEarly: false, attempts: 300, windowMs: 60_000 });
  });
});

describe('a watch that fails the step', () => {
  it('names what is worse, with numbers and their chance', async () => {
    const { context, error } = await play(answering({ canaryFailsEvery: 5 }));
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^Version 9c1d2e3 is worse than the others: error rate 20\.0 % \(12 of 60\) against 0\.0 % \(0 of 240\) \(p = \d\.\de-9\)\.$/,
      ),
      hint: expect.stringContaining('answer-pause: rollback'),
    });
    expect(context.outputs.get('result')).toBe('worse');
    expect(context.outputs.get('last-error')).toBe('500: expected status 200-299');
    expect(context.summary.render()).toMatch(
      /\| Error rate \| 20\.0 % \(12 of 60\) \| 0\.0 % \(0 of 240\) \| \*\*worse\*\*, p = /,
    );
  });

  it('does not say that the new version is worse when it only may be', async () => {
    const { error } = await play(answering({ refusedEvery: 10 }));
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^Version 9c1d2e3 may be worse than the others.*: \d+ of \d+ requests failed without naming a version \(refused × \d+\), too many to rule the new one out \(p = /,
      ),
    });
  });

  it.each<[string, () => ProbeResult, RegExp]>([
    ['no version', () => answer(200), /version-from names the place/],
    ['only the old version', answering({ canaryEvery: Infinity }), /The new version never answered/],
    ['only the new version', answering({ canaryEvery: 1 }), /Only the new version answered/],
    ['too few of the new one', answering({ canaryEvery: 20 }), /longer watch-for/],
  ])('says what is missing when there is not enough traffic: %s', async (_, ask, hint) => {
    const { context, error } = await play(ask);
    expect(context.outputs.get('result')).toBe('not-enough-traffic');
    expect(error).toMatchObject({
      message: expect.stringMatching(
        /^Not enough traffic to judge version 9c1d2e3: \d+ answers from it and \d+ from the others in 1m 00s; 50 of each/,
      ),
      hint: expect.stringMatching(hint),
    });
  });
});

it('lets nothing foreign through alive, and no secret', async () => {
  const hostile = '::error::x|<script>`s3cr3t-value\u001b[2J';
  const versionFrom = { from: 'header', name: 'x-version' } as const;
  const watched = target({ expectVersion: NEW, versionFrom, headers: { authorization: 's3cr3t-value' } });
  let turn = 0;
  const ask = (): ProbeResult => {
    const status = (turn += 1) % 2 === 0 ? 200 : 302;
    return answer(status, { headers: { 'x-version': status === 200 ? hostile : NEW, location: hostile } });
  };
  const { context, report, error } = await play(ask, { target: watched, baselineVersion: undefined });
  const summary = context.redactor.redact(context.summary.render());
  const { outputs } = context;
  for (const text of [summary, ...outputs.values()]) expect(text).not.toMatch(/\u001b/);
  expect([report, ...outputs.values()].join('\n')).not.toContain('s3cr3t-value');
  expect(summary).not.toMatch(/^\s*::/m);
  expect(summary.replace(/(`+)[^`][\s\S]*?\1(?!`)/g, '').replace(/\\[!-/:-@[-`{-~]/g, '')).not.toContain('<script>');
  expect(error).toMatchObject({ message: expect.stringContaining('worse') });
});
