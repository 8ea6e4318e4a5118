import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { wrong, type Verified } from '../bench/verify/compare.ts';
import { planVerification, type VerifyPlan } from '../bench/verify/plan.ts';
import type { Sight } from '../bench/verify/truth.ts';
import { root } from './support/project.ts';

describe('verifications of randomised updates', () => {
  it('give no wrong verdict in a slice of 14', async () => {
    const args = ['verify', '--runs', '14', '--seed', '1', '--lanes', '14', '--speed', '40'];
    const bench = spawn(process.execPath, [join(root, 'bench', 'main.ts'), ...args], { cwd: root });
    const [told, errors] = await Promise.all([text(bench.stdout), text(bench.stderr)]);
    expect(errors).toBe('');
    expect(told).toMatch(/\n14 verifications from seed 1 in \d+ s, 0 wrong verdicts\n$/);
    expect(told).toMatch(/^good +healthy +\d/m);
    expect(told).toMatch(/ wrong-version +\d/);
  }, 90_000);

  it('follow from their seeds, and look in every way at every kind of update', () => {
    expect(planVerification(7)).toEqual(planVerification(7));
    const plans = Array.from({ length: 100 }, (_, seed) => planVerification(seed));
    const all = (of: (plan: VerifyPlan) => string): number => new Set(plans.map(of)).size;
    expect([all(({ kind }) => kind), all(({ strategy }) => strategy), all(({ evidence }) => evidence)]).toEqual([
      10, 3, 3,
    ]);
  });
});

describe('a verdict on an update', () => {
  const plan: VerifyPlan = {
    ...planVerification(1),
    kind: 'taken back',
    timeoutMs: 540_000,
    stableForMs: 0,
    successThreshold: 3,
    verdicts: ['healthy', 'wrong-version'],
  };
  const sight = (at: number, who: string, open = true): Sight => ({
    at,
    serving: new Set(who === 'both' ? ['old', 'new'] : [who === 'old' ? 'old' : 'new']),
    open,
  });
  const verified = (result: string, who: readonly string[], more: Partial<Verified> = {}): Verified => ({
    plan,
    run: {
      outputs: new Map(result === '' ? [] : [['result', result]]),
      error: result === 'healthy' ? '' : 'not healthy',
      log: [],
      tookMs: 540_000,
    },
    // A round each second; so long, at the speed of 1, that the last one is past any wait.
    sights: who.map((each, place) => sight(place * 60_000, each)),
    wokeAt: who.map((_, place) => place * 60_000),
    spokeAt: (who.length - 1) * 60_000,
    speed: 1,
    ...more,
  });

  it.each<[string, Verified]>([
    ['healthy with the old version', verified('healthy', ['new', 'new', 'old'])],
    ['healthy with both', verified('healthy', ['new', 'new', 'both'])],
    ['healthy with another one in between', verified('healthy', ['new', 'old', 'old', 'new'])],
    ['healthy while nothing is in service', verified('healthy', [], { sights: [sight(0, 'new', false)], wokeAt: [0] })],
    ['wrong-version of the new one alone', verified('wrong-version', ['old', 'new', 'new'])],
    ['wrong-version where no old one was', verified('wrong-version', ['new', 'new', 'new'])],
    [
      'given before the time was up',
      verified('wrong-version', ['old'], { run: { ...verified('wrong-version', []).run, tookMs: 1 } }),
    ],
    ['of another kind', verified('timed-out', ['old', 'old', 'old'])],
    ['missing', verified('', ['new'])],
  ])('is wrong: %s', (_, given) => {
    expect(wrong(given)).toEqual(expect.any(String));
  });

  it.each<[string, Verified]>([
    ['healthy', verified('healthy', ['old', 'new', 'new', 'new'])],
    ['healthy, the old one gone in between', verified('healthy', ['both', 'both', 'new'])],
    ['wrong-version', verified('wrong-version', ['old', 'old', 'old'])],
    ['wrong-version of what was taken back', verified('wrong-version', ['new', 'new', 'old'])],
  ])('is right: %s', (_, given) => {
    expect(wrong(given)).toBeUndefined();
  });
});
