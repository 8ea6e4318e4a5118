import { describe, expect, it } from '@jest/globals';
import { Summary } from '#shared/action/summary';
import { revisionArn } from '#shared/ecs/testing/scripted-ecs';
import { readRelease } from '#shared/release/record';
import { Journal } from './journal.ts';
import type { RollbackResult } from './result.ts';
import { addSummary, type SummaryFacts } from './summary.ts';

const release = (revision: string, tags: Readonly<Record<string, string>> = {}) =>
  readRelease(
    { taskDefinitionArn: revisionArn(revision), containerDefinitions: [{ image: 'r/web@sha256:1' }] },
    Object.entries(tags).map(([key, value]) => ({ key, value })),
  );

const FROM = release('web:4', { 'cicd:sha': '9ab02c1'.padEnd(40, '0') });
const TO = release('web:2', { 'cicd:sha': '1f3c9aa'.padEnd(40, '0'), 'cicd:proven': '2026-11-20T16:15:30.000Z' });
const ROLLED_BACK: RollbackResult = {
  outcome: 'rolled-back',
  reason: 'The service runs web:2 again.',
  from: FROM,
  to: TO,
  source: 'release-record',
  method: 'update-service',
};

function render(facts: Partial<SummaryFacts> & { readonly result?: RollbackResult } = {}): string {
  const summary = new Summary();
  const ref = { cluster: 'production', service: 'web' };
  addSummary(summary, {
    ref,
    result: ROLLED_BACK,
    reason: undefined,
    passedOver: [],
    notes: [],
    durationMs: 61_000,
    ...facts,
  });
  return summary.render();
}

describe('the summary', () => {
  it('says what was left and why, and why it went where it went', () => {
    const text = render({ reason: 'Orders fail | 500' });
    expect(text).toContain('## rollback: rolled-back\n\nThe service runs web:2 again.');
    expect(text).toContain('| From | `web:4 (commit 9ab02c1)` |');
    expect(text).toContain('| Why it is left | Orders fail \\| 500 |');
    expect(text).toContain('| To | `web:2 (commit 1f3c9aa)` |');
    expect(text).toContain('| Why this one | of the releases that can run, the one proven last, 2026-11-20 16:15Z |');
    expect(text).toContain('| Time | 1m 01s |');
    expect(text).not.toContain('passed over');
  });

  it('says by its mark why a release is left where nobody gives a reason', () => {
    const from = release('web:4', { 'cicd:failed': '2026-11-21T08:00:00.000Z unhealthy' });
    expect(render({ result: { ...ROLLED_BACK, from } })).toContain('| it was marked as bad (unhealthy) |');
    expect(render()).toContain('| Why it is left | no reason was given |');
    expect(render({ result: { ...ROLLED_BACK, outcome: 'dry-run' } })).not.toContain('Why it is left');
  });

  it('says what could not be looked at', () => {
    const text = render({ notes: ['The *image* was not checked.', 'Nor was GitHub asked.'] });
    expect(text).toContain('- The \\*image\\* was not checked.\n- Nor was GitHub asked.');
  });

  it('folds the releases that were passed over, each with the reason', () => {
    const journal = new Journal();
    journal.learn({ from: FROM, to: TO });
    for (const [revision, why] of [
      ['web:4', 'it is the current one'],
      ['web:3', 'it was never proven'],
      ['web:2', 'it was never proven'],
      ['web:3', 'Image web:3 does not exist.'],
    ] as const)
      journal.passOver(release(revision), why);
    const text = render({ passedOver: journal.passedOver });
    expect(text).toContain('<details><summary>1 release was passed over</summary>');
    expect(text).toContain('| `web:3` |  | Image web:3 does not exist. |');
  });

  it('is not flooded by a long history', () => {
    const journal = new Journal();
    for (let revision = 1; revision <= 30; revision += 1)
      journal.passOver(release(`web:${revision}`), 'it was never proven');
    const text = render({ passedOver: journal.passedOver });
    expect(text.match(/never proven/g)).toHaveLength(20);
    expect(text).toContain('The report names 10 more.');
  });

  it('keeps the lines of a hint that has several', () => {
    const result: RollbackResult = { outcome: 'failed', reason: 'No.', hint: 'Known releases:\n  web:1', from: FROM };
    expect(render({ result })).toContain('```text\nKnown releases:\n  web:1\n```');
  });
});
