import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '#shared/testing/fake-context';
import type { HealthVerifyInputs } from './inputs.ts';
import { Narrator } from './narrator.ts';
import { advance, START } from './progress.ts';
import { inputs, scripted, target, VERSIONED } from './testing.ts';
import { judge, worst } from './verdict.ts';

/** The lines told when each round's letters are the answers of the targets, `everyMs` apart. */
function told(given: HealthVerifyInputs, rounds: readonly string[], everyMs = 2_000): readonly string[] {
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
    narrator.tell({ number: index + 1, attempts, progress, endedAtMs });
  }
  return log.lines.map((line) => line.replace('info: ', ''));
}

describe('one URL', () => {
  it('has a line for each change and each count', () => {
    expect(told(inputs([VERSIONED]), ['R', 'R', 'O', 'O', '5', 'N', 'N', 'N'])).toEqual([
      'connection refused by api.test:443 (probe 1, 2.0s)',
      '200 in 12 ms, version 1f3c9aa: expected version 9c1d2e3 (probe 3, 6.0s)',
      '503 in 12 ms: expected status 200-299 (probe 5, 10.0s)',
      '200 in 12 ms, version 9c1d2e3: as expected, 1 of 3 (probe 6, 12.0s)',
      '200 in 12 ms, version 9c1d2e3: as expected, 2 of 3 (probe 7, 14.0s)',
      '200 in 12 ms, version 9c1d2e3: as expected, 3 of 3 (probe 8, 16.0s)',
    ]);
  });

  it('has a line every 30 s when nothing changes', () => {
    expect(told(inputs([VERSIONED]), Array<string>(5).fill('R'), 20_000)).toEqual([
      'connection refused by api.test:443 (probe 1, 20.0s)',
      'Still connection refused by api.test:443 (probe 3, 1m 00s)',
      'Still connection refused by api.test:443 (probe 5, 1m 40s)',
    ]);
  });

  it('says what it goes on for', () => {
    const lines = told(
      inputs([VERSIONED], { stableForMs: 120_000, successThreshold: 2 }),
      ['N', 'N', 'N', 'N'],
      20_000,
    );
    expect(lines.slice(1)).toEqual([
      '200 in 12 ms, version 9c1d2e3: as expected, 2 of 2; must hold for 2m 00s more (probe 2, 40.0s)',
      'Still 200 in 12 ms, version 9c1d2e3: as expected, 4 in a row (probe 4, 1m 20s)',
    ]);
  });

  it('does not tell a long count one by one', () => {
    const lines = told(inputs([VERSIONED], { successThreshold: 12 }), Array<string>(12).fill('N'));
    expect(lines.map((line) => /\d+ of 12/.exec(line)?.[0])).toEqual(['1 of 12', '12 of 12']);
  });
});

it('names each of several URLs', () => {
  const given = inputs([target({ name: 'api' }), target({ name: 'page', critical: false })], { successThreshold: 1 });
  expect(told(given, ['R5', 'N5'])).toEqual([
    'api: connection refused by api.test:443 (probe 1, 2.0s)',
    'page: 503 in 12 ms: expected status 200-299, not critical (probe 1, 2.0s)',
    'api: 200 in 12 ms (probe 2, 4.0s)',
    'All critical URLs as expected, 1 of 1 (probe 2, 4.0s)',
  ]);
});
