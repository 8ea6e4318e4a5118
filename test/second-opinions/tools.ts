import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, open, readFile, rename, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Programs nobody here wrote, for second opinions. They are no dependencies of the project: each is installed by name and
 * exact version, once, into `${XDG_CACHE_HOME:-~/.cache}/cicd-actions/tools/<name>-<version>`.
 *
 * Where one cannot be had (no network, no Python) its test says so and is skipped; where CI is set, that is an error.
 */
export type Tool =
  | { readonly found: true; readonly name: string; readonly directory: string }
  | { readonly found: false; readonly name: string; readonly reason: string };

export interface ToolRequest {
  /** Name of the folder, and what a person is told. */
  readonly name: string;
  /** Exact. */
  readonly version: string;
  /** More packages in the same folder, with their exact versions. */
  readonly with?: Readonly<Record<string, string>>;
}

/** Packages of the npm registry; nothing of theirs is run at the installation. `directory` has `node_modules`. */
export function npmTool(request: ToolRequest): Promise<Tool> {
  const packages = Object.entries(allOf(request)).map(([name, version]) => `${name}@${version}`);
  const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-save', '--loglevel=error'];
  return install(request, async (directory, run) => {
    await run('npm', ['install', ...flags, '--prefix', directory, ...packages]);
  });
}

/** Packages of PyPI, wheels only. `directory` is for PYTHONPATH: `python3 -m NAME` then runs what it holds. */
export function pipTool(request: ToolRequest): Promise<Tool> {
  const packages = Object.entries(allOf(request)).map(([name, version]) => `${name}==${version}`);
  const flags = ['--only-binary=:all:', '--no-input', '--disable-pip-version-check', '--quiet'];
  return install(request, async (directory, run) => {
    await run('python3', ['-m', 'pip', 'install', ...flags, '--target', directory, ...packages]);
  });
}

function allOf({ name, version, with: others }: ToolRequest): Readonly<Record<string, string>> {
  return { [name]: version, ...others };
}

type Run = (program: string, args: readonly string[]) => Promise<void>;

const LIMIT_MS = 10 * 60_000;

async function install(request: ToolRequest, fill: (directory: string, run: Run) => Promise<void>): Promise<Tool> {
  const name = `${request.name}@${request.version}`;
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'cicd-actions', 'tools');
  const folder = `${request.name.replace(/[^\w.-]+/g, '-').replace(/^-/, '')}-${request.version}`;
  const directory = join(cache, folder);
  if (existsSync(directory)) return { found: true, name, directory };
  await mkdir(cache, { recursive: true });
  // Made aside and renamed: what is there is whole, also when two make it at once.
  const made = await mkdtemp(join(cache, `.${folder}-`));
  const log = join(cache, `${folder}.log`);
  try {
    await fill(made, (program, args) => runLogged({ program, args, log }));
    await rename(made, directory).catch((error: unknown) => {
      if (!existsSync(directory)) throw error;
    });
    return { found: true, name, directory };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    if (process.env['CI'] !== undefined) throw new Error(`${name} could not be installed: ${reason}`, { cause: error });
    return { found: false, name, reason };
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

interface Logged {
  readonly program: string;
  readonly args: readonly string[];
  readonly log: string;
}

/** @throws Error with the end of what the program printed */
async function runLogged({ program, args, log }: Logged): Promise<void> {
  const file = await open(log, 'w');
  try {
    const child = spawn(program, args, { stdio: ['ignore', file.fd, file.fd], signal: AbortSignal.timeout(LIMIT_MS) });
    const end = await new Promise<string>((resolve) => {
      child.once('error', ({ message }) => {
        resolve(message);
      });
      child.once('exit', (code, signal) => {
        resolve(code === 0 ? '' : `ended with ${signal ?? String(code)}`);
      });
    });
    if (end !== '') throw new Error(`${program} ${end}: ${(await readFile(log, 'utf8')).slice(-800).trim()}`);
  } finally {
    await file.close();
  }
}
