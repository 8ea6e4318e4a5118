import { execFile } from 'node:child_process';
import { access, mkdir, readdir, rename, rm, symlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import type { Ledger, LedgerEntry } from '../ledger.ts';
import { hasCode } from '../ledger/processes.ts';
import { downloadPackages } from './apt.ts';
import type { Platform } from './requirements.ts';

const run = promisify(execFile);

/** The engine's programs, unpacked in the user's cache. */
export interface EnginePrograms {
  /** For users: holds `docker` only. */
  readonly bin: string;
  /** For the engine: dockerd, containerd, runc, …, and a static busybox, also as `ip`. */
  readonly libexec: string;
  /** Holds `docker-buildx`. */
  readonly plugins: string;
}

export interface InstallOptions {
  readonly platform: Platform;
  readonly ledger: Ledger;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly log: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

const fromEngineRelease = ['docker.io', 'docker-cli', 'docker-buildx', 'containerd'];
// runc of a later release needs a later libc than the machine's; the others are static and come from where they are at hand.
const fromOwnRelease = ['runc', 'tini', 'busybox-static'];

/** Which program of the packages goes where. */
const layout: Readonly<Record<string, string>> = {
  docker: 'bin/docker',
  'docker-buildx': 'plugins/docker-buildx',
  dockerd: 'libexec/dockerd',
  'docker-proxy': 'libexec/docker-proxy',
  containerd: 'libexec/containerd',
  'containerd-shim-runc-v2': 'libexec/containerd-shim-runc-v2',
  runc: 'libexec/runc',
  'tini-static': 'libexec/docker-init',
  busybox: 'libexec/busybox',
};

/**
 * Downloads and unpacks the engine unless a former run did. The result appears in one step: a cache folder that exists is
 * complete, whoever was killed or ran at the same time.
 */
export async function installEngine(options: InstallOptions): Promise<EnginePrograms> {
  const { platform, ledger, log } = options;
  const cache = join(cacheHome(options.env), 'cicd-actions', 'engine');
  const target = join(cache, `${platform.engineRelease}-on-${platform.release}-${process.arch}-1`);
  const programs = { bin: join(target, 'bin'), libexec: join(target, 'libexec'), plugins: join(target, 'plugins') };
  if (await exists(target)) return programs;

  log('Downloading a Docker engine from Debian (about 90 MB, kept for later runs) ...');
  const work = join(cache, `.${ledger.instance}`);
  const entry: LedgerEntry = { kind: 'directory', path: work };
  ledger.record(entry);
  await mkdir(work, { recursive: true });
  await fillIn(work, options);
  try {
    await rename(join(work, 'engine'), target);
  } catch (error) {
    // Another run was faster; what it put there is the same.
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  }
  await rm(work, { recursive: true });
  ledger.forget(entry);
  return programs;
}

async function fillIn(work: string, { platform, ledger, env, log, signal }: InstallOptions): Promise<void> {
  const packages = [
    ...fromEngineRelease.map((name) => `${name}/${platform.engineRelease}`),
    ...fromOwnRelease.map((name) => `${name}/${platform.release}`),
  ];
  const debs = await downloadPackages(packages, { directory: work, platform, ledger, env, signal });
  log('Unpacking the engine ...');
  const tree = join(work, 'tree');
  await Promise.all(
    debs.map(async (deb) => {
      const running = run('dpkg-deb', ['-x', deb, tree], { signal, env: { ...env, ...ledger.environment } });
      ledger.adopt(running.child);
      await running;
    }),
  );
  await arrange(tree, join(work, 'engine'));
}

async function arrange(tree: string, engine: string): Promise<void> {
  for (const folder of ['bin', 'libexec', 'plugins']) await mkdir(join(engine, folder), { recursive: true });
  const found = await programsIn(tree);
  for (const [name, place] of Object.entries(layout)) {
    const source = found.get(name);
    if (source === undefined) throw new Error(`Debian's packages do not hold the program ${name}`);
    await rename(source, join(engine, place));
  }
  await symlink('busybox', join(engine, 'libexec', 'ip'));
}

/** By name, because the folders differ between releases (`sbin` or `bin`, with or without `/usr`). */
async function programsIn(tree: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(tree, { recursive: true, withFileTypes: true });
  const programs = entries.filter(
    (entry) => entry.isFile() && ['bin', 'sbin', 'cli-plugins'].includes(basename(entry.parentPath)),
  );
  return new Map(programs.map((entry) => [entry.name, join(entry.parentPath, entry.name)]));
}

function cacheHome(env: Readonly<NodeJS.ProcessEnv>): string {
  return env['XDG_CACHE_HOME'] ?? join(env['HOME'] ?? homedir(), '.cache');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
