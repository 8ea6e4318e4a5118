import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findShell } from './command.ts';
import { createExecute, type Execution } from './execute.ts';
import { outputLines } from './output.ts';
import { createLocator } from './place.ts';
import { check } from './testing.ts';

let directory: string;

beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'fast-check-'));
  writeFileSync(join(directory, 'a.ts'), '');
});

afterAll(() => {
  rmSync(directory, { recursive: true });
});

async function execute(
  item: Readonly<Record<string, unknown>>,
  options: { readonly files?: readonly string[]; readonly signal?: AbortSignal } = {},
): Promise<Execution> {
  const env = { PATH: process.env['PATH'], GIVEN: 'yes' };
  const run = createExecute({
    shell: await findShell(env),
    directory,
    env,
    locate: createLocator({ workspace: directory, directory }),
    now: () => performance.now(),
  });
  const { files, signal = new AbortController().signal } = options;
  return run({ check: check('a', item), files }, signal);
}

describe('createExecute', () => {
  it('runs a script as a run step would: in the folder, with its environment, failing in a pipe', async () => {
    const { output, ...rest } = await execute({ run: 'pwd -P; echo $GIVEN; false | cat; echo never' });
    expect(rest).toMatchObject({ ending: 'exited', exitCode: 1 });
    expect(outputLines(output)).toEqual([expect.stringContaining('fast-check-'), 'yes']);
  });

  it('hands file names on untouched', async () => {
    const files = ['a b.ts', '$(echo x).ts', "it's", '-n', 'new\nline'];
    const { output } = await execute({ run: `printf '<%s>' {files}` }, { files });
    expect(outputLines(output).join('\n')).toBe("<a b.ts><$(echo x).ts><it's><./-n><new\nline>");
  });

  it('runs in several processes when there are many files, and fails when one does', async () => {
    const files = Array.from({ length: 3_000 }, (_, i) => `${'x'.repeat(200)}${i}`);
    const { output, exitCode } = await execute(
      { run: 'n=$#; echo $n; shift $((n - 1)); [ "$1" != "last" ] # {files}' },
      { files: [...files, 'last'] },
    );
    const counts = outputLines(output).map(Number);
    expect(counts.length).toBeGreaterThan(1);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(3_001);
    expect(exitCode).toBe(1);
  });

  it('gives findings their place', async () => {
    const { findings } = await execute({ run: 'echo "./a.ts:3:7: error: no"; echo "missing.ts:1: error: no"' });
    expect(findings).toEqual([{ level: 'error', message: 'no', file: 'a.ts', line: 3, column: 7 }]);
  });

  it('ends at the time limit', async () => {
    expect(await execute({ run: 'sleep 30', timeout: '300ms' })).toMatchObject({
      ending: 'timed-out',
      exitCode: undefined,
    });
  });

  it('does not take an orderly end after SIGTERM for a success', async () => {
    const controller = new AbortController();
    const running = execute({ run: `trap 'exit 0' TERM; echo up; sleep 30 & wait` }, { signal: controller.signal });
    setTimeout(() => {
      controller.abort();
    }, 300);
    expect(await running).toMatchObject({ ending: 'cancelled', exitCode: undefined });
  });

  it('says when a process cannot be started', async () => {
    const files = [`a${'x'.repeat(200_000)}`]; // one argument may have 128 KiB on Linux
    const execution = await execute({ run: 'echo {files}' }, { files });
    if (process.platform === 'linux') expect(execution).toMatchObject({ ending: 'not-started', cause: 'E2BIG' });
    else expect(execution).toMatchObject({ ending: 'exited' });
  });
});
