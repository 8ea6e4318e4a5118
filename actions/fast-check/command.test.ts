import { describe, expect, it } from '@jest/globals';
import { checkEnvironment, commandLines, findShell, type Shell } from './command.ts';

const shell: Shell = { command: 'sh', options: ['-c'] };

describe('commandLines', () => {
  it.each(['lint {files}', 'lint "{files}"', "lint '{files}'"])('passes file names as parameters of %s', (run) => {
    expect(commandLines(shell, { name: 'n', run, files: ['a b', '$(id)', '-rf'] })).toEqual([
      ['-c', 'lint "$@"', 'n', 'a b', '$(id)', './-rf'],
    ]);
  });

  it('passes none to a command that takes none', () => {
    expect(commandLines(shell, { name: 'n', run: 'tsc', files: undefined })).toEqual([['-c', 'tsc', 'n']]);
  });

  it('splits what is too long, in bytes, and loses no file', () => {
    const files = ['é'.repeat(20), 'b', 'c'.repeat(200), 'd'];
    const lines = commandLines(shell, { name: 'n', run: '{files}', files }, 70);
    expect(lines.map((line) => line.slice(3))).toEqual([['é'.repeat(20), 'b'], ['c'.repeat(200)], ['d']]);
  });
});

describe('findShell', () => {
  it('takes bash where there is one, and else sh', async () => {
    expect(await findShell({ PATH: process.env['PATH'] })).toMatchObject({ command: 'bash' });
    expect(await findShell({ PATH: '/nonexistent' })).toMatchObject({ command: 'sh' });
    expect(await findShell({})).toMatchObject({ command: 'sh' });
  });
});

describe('checkEnvironment', () => {
  it('keeps the environment of the job and nothing of the action', () => {
    const kept = { PATH: '/bin', CI: 'true', GITHUB_SHA: 'x', GITHUB_TOKEN: 'given by the user', RUNNER_TEMP: '/tmp' };
    const dropped = {
      INPUT_CHECKS: 'x',
      'INPUT_MAX-PARALLEL': '1',
      ACTIONS_RUNTIME_TOKEN: 'x',
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'x',
      ACTIONS_RESULTS_URL: 'x',
      ACTIONS_CACHE_URL: 'x',
      GITHUB_OUTPUT: 'x',
      GITHUB_STATE: 'x',
    };
    expect(checkEnvironment({ ...kept, ...dropped })).toEqual(kept);
  });
});
