import { describe, expect, it } from '@jest/globals';
import { RecordingLog } from '#shared/testing/fake-context';
import { Printer } from './printer.ts';
import { check, output, result } from './testing.ts';

describe('Printer', () => {
  it('keeps groups whole when checks end at the same time', async () => {
    const log = new RecordingLog();
    const printer = new Printer(log);
    await Promise.all([
      printer.ended(result('a', { output: output('from a'), fileCount: 1 })),
      printer.ended(result('b', { output: output('from b'), outcome: 'over-budget', why: 'stopped' })),
    ]);
    expect(log.lines).toEqual([
      'group: a passed in 1.0s (1 file)',
      'info: $ a',
      'info: from a',
      'end: a passed in 1.0s (1 file)',
      'group: b over budget after 1.0s: stopped',
      'info: $ b',
      'info: from b',
      'end: b over budget after 1.0s: stopped',
    ]);
  });

  it('keeps the output of what fails the gate for the end', async () => {
    const log = new RecordingLog();
    const printer = new Printer(log);
    const failed = result('a', { output: output('no'), outcome: 'failed', why: 'exit code 1', fileCount: 2 });
    const advisory = result('b', { check: check('b', { required: false }), outcome: 'failed', why: 'exit code 3' });
    const checks = [failed, advisory];
    await Promise.all(checks.map((one) => printer.ended(one)));
    printer.stillRunning([{ name: 'c', forMs: 30_000 }]);
    await printer.printFailures(checks);
    expect(log.lines).toEqual([
      'info: a failed in 1.0s (2 files): exit code 1. Its output is at the end of this log.',
      'info: b failed in 1.0s: exit code 3, which is not required',
      'info: still running: c (30.0s)',
      'info: \na failed in 1.0s (2 files): exit code 1',
      'info: $ a',
      'info: no',
    ]);
  });
});
