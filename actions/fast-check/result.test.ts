import { describe, expect, it } from '@jest/globals';
import type { Execution } from './execute.ts';
import { judge } from './result.ts';
import { check, execution } from './testing.ts';

describe('judge', () => {
  it.each<[Partial<Execution>, string]>([
    [{ exitCode: 1 }, 'exit code 1'],
    [{ exitCode: 127 }, 'exit code 127 (command not found)'],
    [{ exitCode: 126 }, 'exit code 126 (cannot be executed)'],
    [{ exitCode: undefined, cause: 'SIGSEGV' }, 'ended by SIGSEGV'],
    [{ ending: 'timed-out', exitCode: undefined, cause: 'SIGTERM' }, 'its time limit of 30.0s passed'],
    [{ ending: 'not-started', exitCode: undefined, cause: 'E2BIG' }, 'could not be started (E2BIG)'],
  ])('says why %j failed', (seen, why) => {
    const task = { check: check('a', { timeout: '30s' }), files: undefined };
    const result = judge(task, { execution: execution(seen), durationMs: 5, stop: { kind: 'over-budget' } });
    expect(result).toMatchObject({ outcome: 'failed', why });
  });

  it('keeps a success that came just before the stop', () => {
    const task = { check: check('a'), files: ['x'] };
    const result = judge(task, { execution: execution(), durationMs: 5, stop: { kind: 'over-budget' } });
    expect(result).toMatchObject({ outcome: 'passed', why: undefined, fileCount: 1, durationMs: 5 });
  });
});
