import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '#shared/testing/fake-context';
import { annotate, rankedFindings } from './annotations.ts';
import type { Finding } from './finding.ts';
import { check, result } from './testing.ts';

const error = (line: number): Finding => ({ level: 'error', message: `m${line}`, file: 'a.ts', line });

describe('rankedFindings', () => {
  it('shows errors only of checks that fail the gate', () => {
    const findings = [error(1)];
    const checks = [
      result('failed', { outcome: 'failed', findings }),
      result('passed', { findings: [error(2)] }),
      result('advisory', {
        check: check('advisory', { required: false }),
        outcome: 'failed',
        findings: [error(3)],
      }),
    ];
    expect(rankedFindings(checks, new Set()).map((finding) => [finding.check, finding.level])).toEqual([
      ['failed', 'error'],
      ['passed', 'warning'],
      ['advisory', 'warning'],
    ]);
  });
});

describe('annotate', () => {
  it('leaves room for what the action itself says, and tells how many there are', async () => {
    const log = new RecordingLog();
    const findings = Array.from({ length: 20 }, (_, i) => ({ ...error(i), check: 'a' }));
    await annotate(log, findings);
    expect(log.lines[0]).toBe('group: Annotations: 9 of 20');
    expect(log.lines.filter((line) => line.startsWith('error: '))).toHaveLength(9);
    expect(log.has('the summary and the report have the others')).toBe(true);
  });

  it('prints nothing when there is nothing', async () => {
    const log = new RecordingLog();
    await annotate(log, []);
    expect(log.lines).toEqual([]);
  });
});
