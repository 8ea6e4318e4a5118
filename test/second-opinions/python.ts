import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export interface Python {
  /** Folder for PYTHONPATH. */
  readonly directory: string;
  /** Where AWS is, and who asks; nothing of this machine's own settings gets in but PATH. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Runs a Python program without the packages of the machine (`-S`), so that the versions are those that were asked for,
 * and gives what it printed.
 * @throws Error with its standard error when it ends with another code than 0
 */
export async function runPython({ directory, environment }: Python, args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('python3', ['-S', ...args], {
    env: {
      PATH: process.env['PATH'],
      HOME: '/nonexistent', // no ~/.aws of this machine
      PYTHONPATH: directory,
      AWS_PAGER: '',
      ...environment,
    },
    timeout: 120_000,
    maxBuffer: 16 * 1024 * 1024,
  });
  return stdout;
}
