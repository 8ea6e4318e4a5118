import { describe, expect, it } from '@jest/globals';
import type { Probe } from '#shared/http/probe-request';
import { FakeClock } from '#shared/testing/fake-clock';
import { History } from './history.ts';
import type { Rules } from './settings.ts';
import type { Target } from './target.ts';
import { scripted, settings, target, VERSIONED } from './testing.ts';
import { verify, type Round, type Verification } from './verify.ts';

interface Script {
  /** One letter a probe (see scripted); the last one repeats. */
  readonly answers: string;
  readonly rules?: Partial<Rules>;
  readonly random?: number;
  /** How long each probe takes. */
  readonly probeMs?: number;
  readonly of?: Target;
}

interface Played extends Verification {
  readonly probes: number;
  readonly sleeps: readonly number[];
  readonly lastProbeAtMs: number;
  readonly streaks: readonly number[];
}

async function play({ answers, rules = {}, random = 0.5, probeMs = 0, of = VERSIONED }: Script): Promise<Played> {
  const clock = new FakeClock({ auto: true });
  const probedAt: number[] = [];
  const streaks: number[] = [];
  const probe: Probe = async () => {
    probedAt.push(clock.elapsed());
    const letter = answers[Math.min(probedAt.length, answers.length) - 1] ?? '';
    if (probeMs > 0) await clock.sleep(probeMs);
    return scripted(letter);
  };
  const verification = await verify(settings([of], rules), {
    probe,
    clock,
    env: {},
    signal: new AbortController().signal,
    random: () => random,
    history: new History(),
    onRound: ({ progress }) => streaks.push(progress.streak),
  });
  const sleeps = probeMs > 0 ? clock.sleeps.filter((ms) => ms !== probeMs) : clock.sleeps;
  return { ...verification, probes: probedAt.length, sleeps, lastProbeAtMs: probedAt.at(-1) ?? 0, streaks };
}

describe('healthy', () => {
  it.each<[string, Script, { readonly probes: number; readonly sleeps: readonly number[] }]>([
    ['at once', { answers: 'N' }, { probes: 3, sleeps: [2_000, 2_000] }],
    ['with a threshold of one', { answers: 'N', rules: { successThreshold: 1 } }, { probes: 1, sleeps: [] }],
    [
      'after refused connections, backing off by halves of 2, 4, 8, 16 and at most 20 s',
      { answers: 'RRRRRRNNN' },
      { probes: 9, sleeps: [1_000, 2_000, 4_000, 8_000, 10_000, 10_000, 2_000, 2_000] },
    ],
    ['after the old version', { answers: 'OONNN' }, { probes: 5, sleeps: [1_000, 2_000, 2_000, 2_000] }],
    [
      'after mixed answers, which start the count anew and keep the interval',
      { answers: 'NNONRNNN' },
      { probes: 8, sleeps: Array.from({ length: 7 }, () => 2_000) },
    ],
    [
      'without hammering when chance says no wait at all',
      { answers: 'RRNNN', random: 0 },
      { probes: 5, sleeps: [100, 100, 2_000, 2_000] },
    ],
    [
      'after it was stable for a while',
      { answers: 'N', rules: { stableForMs: 5_000 } },
      { probes: 6, sleeps: [2_000, 2_000, 2_000, 2_000, 1_000] },
    ],
    [
      'after a failure while it had to be stable, from the start',
      { answers: 'NNNN5NNN', rules: { stableForMs: 4_000 } },
      { probes: 10, sleeps: Array.from({ length: 9 }, () => 2_000) },
    ],
  ])('%s', async (_, script, expected) => {
    const { result, probes, sleeps } = await play(script);
    expect({ result, probes, sleeps }).toEqual({ result: 'healthy', ...expected });
  });

  it('waits the initial delay first, which is part of the time', async () => {
    const { lastProbeAtMs, sleeps } = await play({
      answers: 'R',
      rules: { initialDelayMs: 30_000, timeoutMs: 40_000 },
    });
    expect(sleeps[0]).toBe(30_000);
    expect(lastProbeAtMs).toBe(40_000);
  });

  it.each([
    ['for longer than the back-off', 'WNNN', [7_000, 2_000, 2_000]],
    ['for longer than max-interval', 'LNNN', [20_000, 2_000, 2_000]],
    ['after the first success too', 'NWNNN', [2_000, 7_000, 2_000, 2_000]],
    ['for less than the back-off', 'RRRRWNNN', [1_000, 2_000, 4_000, 8_000, 10_000, 2_000, 2_000]],
  ])('waits when it is asked to: %s', async (_, answers, sleeps) => {
    expect((await play({ answers })).sleeps).toEqual(sleeps);
  });

  it('counts successes in a row only', async () => {
    expect((await play({ answers: 'NNONRNNN' })).streaks).toEqual([1, 2, 0, 1, 0, 1, 2, 3]);
  });

  it('takes two intervals from the first success with a threshold of three', async () => {
    expect((await play({ answers: 'N', probeMs: 10 })).durationMs).toBe(4_030);
  });
});

describe('not healthy', () => {
  const minute = { timeoutMs: 60_000 };
  it.each<[string, Script, string]>([
    ['the old version only', { answers: 'O', rules: minute }, 'wrong-version'],
    ['no version named', { answers: 'U', rules: minute }, 'wrong-version'],
    ['old and new in turns', { answers: 'NO'.repeat(100), rules: minute }, 'wrong-version'],
    ['old and new in turns, the new one last', { answers: 'ON'.repeat(100), rules: minute }, 'wrong-version'],
    ['wrong answers only', { answers: '5', rules: minute }, 'unhealthy'],
    ['the old version, then wrong answers', { answers: 'OO5', rules: minute }, 'unhealthy'],
    ['healthy once, then wrong answers', { answers: 'NNNN5', rules: { ...minute, stableForMs: 30_000 } }, 'unhealthy'],
    ['no answer at all', { answers: 'R', rules: minute }, 'timed-out'],
    ['wrong answers, then none', { answers: '55T', rules: minute }, 'timed-out'],
    [
      'right answers that are too slow',
      { answers: 'N', probeMs: 4_000, rules: { ...minute, successThreshold: 20 } },
      'timed-out',
    ],
  ])('%s', async (_, script, expected) => {
    const { result, lastProbeAtMs } = await play(script);
    expect(result).toBe(expected);
    expect(lastProbeAtMs).toBe(60_000);
  });

  describe('with max-p95', () => {
    const of = { ...VERSIONED, maxP95Ms: 100 };
    const rules = { timeoutMs: 100_000, successThreshold: 20 };

    it('is healthy with one slow answer of twenty', async () => {
      const { probes, result } = await play({ answers: `S${'N'.repeat(19)}`, of, rules });
      expect([result, probes]).toEqual(['healthy', 20]);
    });

    it('goes on until 95 % of a longer row are fast', async () => {
      const { probes, result } = await play({ answers: `SS${'N'.repeat(50)}`, of, rules });
      expect([result, probes]).toEqual(['healthy', 40]);
    });

    it('is unhealthy when they never are', async () => {
      const { durationMs, lastRound, probes, result } = await play({ answers: 'S', of, rules });
      expect([result, probes, durationMs]).toEqual(['unhealthy', 51, 100_000]);
      expect(lastRound.slow).toEqual([{ target: of, reason: 'p95 of 51 answers is 900ms, expected at most 100ms' }]);
    });

    it('asks for it after stable-for too', async () => {
      const { probes, result } = await play({
        answers: `${'N'.repeat(19)}SS${'N'.repeat(50)}`,
        of,
        rules: { ...rules, stableForMs: 4_000 },
      });
      expect([result, probes]).toEqual(['healthy', 40]);
    });
  });

  it('looks a last time at the very end', async () => {
    const { probes, sleeps, durationMs } = await play({ answers: 'R', rules: { timeoutMs: 10_000 } });
    expect({ probes, sleeps, durationMs }).toEqual({
      probes: 5,
      sleeps: [1_000, 2_000, 4_000, 3_000],
      durationMs: 10_000,
    });
  });

  it.each([
    ['4', 1],
    ['RR4', 3],
    ['NN4', 3],
  ])('ends at once at what cannot heal: %s', async (answers, probes) => {
    expect(await play({ answers })).toMatchObject({ result: 'unhealthy', probes });
  });
});

describe('several URLs', () => {
  async function playTogether(scripts: Readonly<Record<string, string>>): Promise<readonly Round[]> {
    const targets: readonly Target[] = Object.keys(scripts).map((name) =>
      target({ ...VERSIONED, name, url: new URL(`https://${name}.test/`), critical: !name.startsWith('optional') }),
    );
    const asked = new Map<string, number>();
    const rounds: Round[] = [];
    await verify(settings(targets, { timeoutMs: 30_000 }), {
      probe: ({ url }) => {
        const name = url.hostname.replace('.test', '');
        const count = asked.get(name) ?? 0;
        asked.set(name, count + 1);
        const answers = scripts[name] ?? '';
        return Promise.resolve(scripted(answers[Math.min(count, answers.length - 1)] ?? ''));
      },
      clock: new FakeClock({ auto: true }),
      env: {},
      signal: new AbortController().signal,
      random: () => 0.5,
      history: new History(),
      onRound: (round) => rounds.push(round),
    });
    return rounds;
  }

  it('are healthy together: one failure starts the count of all anew', async () => {
    const rounds = await playTogether({ api: 'NNNNNN', web: 'RNN5NNN' });
    expect(rounds.map(({ progress }) => progress.streak)).toEqual([0, 1, 2, 0, 1, 2, 3]);
  });

  it('do not wait for one that is not critical', async () => {
    const rounds = await playTogether({ api: 'N', optional: '4' });
    expect(rounds.map(({ progress }) => progress.streak)).toEqual([1, 2, 3]);
  });
});

describe('cancellation', () => {
  it('ends a wait with its reason', async () => {
    const controller = new AbortController();
    const clock = new FakeClock();
    const running = verify(settings([VERSIONED]), {
      probe: () => Promise.resolve(scripted('R')),
      clock,
      env: {},
      signal: controller.signal,
      random: () => 0.5,
      history: new History(),
      onRound: () => undefined,
    });
    await clock.advance(500);
    controller.abort(new Error('cancelled'));
    await expect(running).rejects.toThrow('cancelled');
  });
});
