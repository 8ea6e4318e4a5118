import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '#shared/testing/fake-context';
import type { VerifySettings } from './settings.ts';
import { Narrator } from './narrator.ts';
import { advance, START } from './progress.ts';
import { scripted, settings, target, VERSIONED } from './testing.ts';
import { judge, worst } from './verdict.ts';
import type { Round } from './verify.ts';

/** The lines told when each round's letters are the answers of the targets, `everyMs` apart. */
function told(
  given: VerifySettings,
  rounds: readonly string[],
  { everyMs = 2_000, ...extra }: Partial<Pick<Round, 'askedMs' | 'slow'>> & { readonly everyMs?: number } = {},
): readonly string[] {
  const log = new RecordingLog();
  const narrator = new Narrator(log, given);
  let progress = START;
  for (const [index, letters] of rounds.entries()) {
    const endedAtMs = (index + 1) * everyMs;
    const attempts = given.targets.map((of, position) => {
      const result = scripted(letters.charAt(position));
      return { round: index + 1, atMs: endedAtMs, target: of, result, verdict: judge(of, result) };
    });
    const kinds = attempts.filter(({ target: { critical } }) => critical).map(({ verdict }) => verdict.kind);
    progress = advance(progress, { kind: worst(kinds), atMs: endedAtMs }, given.rules);
    narrator.tell({ number: index + 1, attempts, progress, endedAtMs, slow: [], askedMs: undefined, ...extra });
  }
  return log.lines.map((line) => line.replace('info: ', ''));
}

describe('one URL', () => {
  it('has a line for each change and each count', () => {
    expect(told(settings([VERSIONED]), ['R', 'R', 'O', 'O', '5', 'N', 'N', 'N'])).toEqual([
      'waiting: connection refused by api.test:443 (probe 1, 2.0s)',
      'old version (1 of 1 answers): 200 in 12 ms, version 1f3c9aa: expected version 9c1d2e3 (probe 3, 6.0s)',
      'waiting: 503 in 12 ms: expected status 200-299 (probe 5, 10.0s)',
      'new version (1 of 3): 200 in 12 ms, version 9c1d2e3 (probe 6, 12.0s)',
      'new version (2 of 3): 200 in 12 ms, version 9c1d2e3 (probe 7, 14.0s)',
      'new version (3 of 3): 200 in 12 ms, version 9c1d2e3 (probe 8, 16.0s)',
    ]);
  });

  it('has a line every 30 s when nothing changes', () => {
    expect(told(settings([VERSIONED]), Array<string>(5).fill('R'), { everyMs: 20_000 })).toEqual([
      'waiting: connection refused by api.test:443 (probe 1, 20.0s)',
      'Still waiting: connection refused by api.test:443 (probe 3, 1m 00s)',
      'Still waiting: connection refused by api.test:443 (probe 5, 1m 40s)',
    ]);
  });

  it('counts the answers of the old version among all', () => {
    const lines = told(settings([VERSIONED]), ['O', 'N', 'O', 'R', 'O', 'O', 'O']);
    expect(lines.filter((line) => line.startsWith('old')).map((line) => line.split(':')[0])).toEqual([
      'old version (1 of 1 answers)',
      'old version (2 of 3 answers)',
      'old version (3 of 4 answers)',
    ]);
  });

  it('says "as expected" where no version is', () => {
    expect(told(settings([target()]), ['5', 'N'])).toEqual([
      'waiting: 503 in 12 ms: expected status 200-299 (probe 1, 2.0s)',
      'as expected (1 of 3): 200 in 12 ms (probe 2, 4.0s)',
    ]);
  });

  it.each([
    [7_000, 'Retry-After asks for 7.0s (probe 1, 2.0s)'],
    [60_000, 'Retry-After asks for 1m 00s, of which max-interval allows 20.0s (probe 1, 2.0s)'],
  ])('says that the server asks for %i ms', (askedMs, says) => {
    expect(told(settings([VERSIONED]), ['5'], { askedMs })).toEqual([
      `waiting: 503 in 12 ms: expected status 200-299; ${says}`,
    ]);
  });

  it('says that right answers are too slow as a whole', () => {
    const slow = [{ target: VERSIONED, reason: 'p95 of 20 answers is 620ms, expected at most 500ms' }];
    expect(told(settings([VERSIONED], { successThreshold: 1 }), ['N'], { slow })).toEqual([
      'new version (1 of 1): 200 in 12 ms, version 9c1d2e3; p95 of 20 answers is 620ms, expected at most 500ms (probe 1, 2.0s)',
    ]);
  });

  it('says what it goes on for', () => {
    const lines = told(settings([VERSIONED], { stableForMs: 120_000, successThreshold: 2 }), ['N', 'N', 'N', 'N'], {
      everyMs: 20_000,
    });
    expect(lines.slice(1)).toEqual([
      'new version (2 of 2): 200 in 12 ms, version 9c1d2e3; must hold for 2m 00s more (probe 2, 40.0s)',
      'Still new version (4 in a row): 200 in 12 ms, version 9c1d2e3 (probe 4, 1m 20s)',
    ]);
  });

  it('does not tell a long count one by one', () => {
    const lines = told(settings([VERSIONED], { successThreshold: 12 }), Array<string>(12).fill('N'));
    expect(lines.map((line) => /\d+ of 12/.exec(line)?.[0])).toEqual(['1 of 12', '12 of 12']);
  });
});

it('names each of several URLs', () => {
  const given = settings([target({ name: 'api' }), target({ name: 'page', critical: false })], { successThreshold: 1 });
  expect(told(given, ['R5', 'N5'])).toEqual([
    'api: waiting: connection refused by api.test:443 (probe 1, 2.0s)',
    'page: waiting: 503 in 12 ms: expected status 200-299, not critical (probe 1, 2.0s)',
    'api: as expected: 200 in 12 ms (probe 2, 4.0s)',
    'all critical URLs: as expected (1 of 1) (probe 2, 4.0s)',
  ]);
});
