import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createDockerCli } from './cli.ts';

describe('createDockerCli', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'docker-cli-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function program(script: string): Promise<void> {
    await writeFile(join(folder, 'docker'), `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, 'docker'), 0o755);
  }
  const cli = (options: { readonly path?: string; readonly signal?: AbortSignal } = {}) =>
    createDockerCli({
      env: { PATH: options.path ?? [folder, process.env['PATH']].join(delimiter) },
      cwd: folder,
      signal: options.signal ?? new AbortController().signal,
    });

  it('keeps both outputs and the exit code', async () => {
    await program('echo "out $1"; echo "err $2" >&2; exit 3');
    const seen: string[] = [];
    const run = await cli()(['one', 'two words'], (line) => seen.push(line));
    expect(run).toMatchObject({ exitCode: 3, stdout: ['out one'], stderr: ['err two words'] });
    expect(seen.sort()).toEqual(['err two words', 'out one']);
  });

  it('keeps the end of a long output', async () => {
    await program('i=0; while [ $i -lt 3000 ]; do echo $i; i=$((i+1)); done');
    const { stdout } = await cli()([]);
    expect(stdout.at(-1)).toBe('2999');
    expect(stdout.length).toBeGreaterThanOrEqual(500);
    expect(stdout.length).toBeLessThanOrEqual(1_000);
  });

  it('says that there is no docker', async () => {
    await expect(cli({ path: folder })([])).rejects.toThrow('The docker program is not on PATH');
  });

  it('ends with the reason of a cancellation', async () => {
    await program('exec sleep 30');
    const controller = new AbortController();
    const running = cli({ signal: controller.signal })([]);
    controller.abort(new Error('cancelled here'));
    await expect(running).rejects.toThrow('cancelled here');
  });
});
