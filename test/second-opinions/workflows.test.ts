import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { actionNames, projectFiles, root } from '../support/project.ts';
import { pipTool } from './tools.ts';

/** A second opinion on our workflows and actions: the audits of zizmor 1.32.0, from PyPI, those for pedants too. */
const zizmor = await pipTool({ name: 'zizmor', version: '1.32.0' });
const suite = zizmor.found ? describe : describe.skip;

suite(`zizmor${zizmor.found ? '' : ` (skipped: ${zizmor.reason})`}`, () => {
  /** What it finds, one name a finding. */
  function audit(files: readonly string[]): readonly string[] {
    if (!zizmor.found) throw new Error(zizmor.reason);
    const program = join(zizmor.directory, 'bin', 'zizmor');
    const quiet = ['--offline', '--no-progress', '--no-exit-codes', '--format', 'json'];
    const flags = [...quiet, '--persona', 'pedantic', '--config', '.github/zizmor.yml'];
    const { status, stdout, stderr } = spawnSync(program, [...flags, ...files], { cwd: root, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
    return (JSON.parse(stdout) as readonly { readonly ident: string }[]).map(({ ident }) => ident);
  }

  it('finds nothing in workflows, examples, templates and actions', async () => {
    const folders = ['.github/workflows', 'examples/workflows', 'templates'];
    const workflows = await Promise.all(folders.map((folder) => projectFiles(folder, '.yml')));
    const actions = ['action.yml', ...(await actionNames()).map((name) => join(name, 'action.yml'))];
    expect(audit([...workflows.flat(), ...actions])).toEqual([]);
  });

  it('finds what is wrong', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'zizmor-'));
    const file = join(folder, 'wrong.yml');
    const step = "      - run: echo '${{ github.event.issue.title }}'";
    await writeFile(
      file,
      ['on: issues', 'jobs:', '  job:', '    runs-on: ubuntu-latest', '    steps:', step].join('\n'),
    );
    expect(audit([file])).toContain('template-injection');
    await rm(folder, { recursive: true });
  });
});
