import { spawnSync } from 'node:child_process';
import { describe, expect, it } from '@jest/globals';
import { root } from '../support/project.ts';

/** The checks that are programs of their own, so that one command passes judgement on everything. */
describe('npm run', () => {
  it.each(['typecheck', 'lint', 'format:check', 'docs:check', 'dist:check'])(
    '%s',
    (script) => {
      const { status, stdout, stderr } = spawnSync('npm', ['run', '--silent', script], { cwd: root, encoding: 'utf8' });
      expect({ status, output: status === 0 ? '' : `${stdout}${stderr}` }).toEqual({ status: 0, output: '' });
    },
    180_000,
  );
});
