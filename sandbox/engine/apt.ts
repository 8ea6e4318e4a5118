import { execFile } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Ledger } from '../ledger.ts';
import type { Platform } from './requirements.ts';

const run = promisify(execFile);

export interface AptOptions {
  /** An empty folder for apt's state and for the packages. */
  readonly directory: string;
  readonly platform: Platform;
  readonly ledger: Ledger;
  readonly env: Readonly<NodeJS.ProcessEnv>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Downloads packages, each from the release it is asked from, through the machine's own mirror and apt configuration,
 * with a state of its own: the machine's package lists and database are neither used nor changed.
 * @param packages `name/release`
 * @returns the paths of the `.deb` files
 * @throws Error with apt's own words when no configured mirror serves them, signed by Debian; the signal's reason
 */
export async function downloadPackages(packages: readonly string[], options: AptOptions): Promise<readonly string[]> {
  const { directory, platform } = options;
  const debs = join(directory, 'debs');
  for (const folder of [debs, join(directory, 'lists/partial'), join(directory, 'cache/archives/partial')]) {
    await mkdir(folder, { recursive: true });
  }
  const mirrors = await configuredMirrors(platform.release, options);
  if (mirrors.length === 0) throw new Error(`apt is configured with no mirror for Debian ${platform.release}`);
  const failures: unknown[] = [];
  for (const mirror of mirrors) {
    try {
      await writeFile(join(directory, 'sources.list'), sourcesFor(mirror, platform));
      await apt(['update'], options);
      await apt(['download', ...packages], { ...options, cwd: debs });
      return (await readdir(debs)).map((name) => join(debs, name));
    } catch (error) {
      options.signal?.throwIfAborted();
      failures.push(error);
    }
  }
  throw new AggregateError(failures, `apt cannot download the engine's packages: ${String(failures[0])}`);
}

function sourcesFor(mirror: string, { release, engineRelease, keyring }: Platform): string {
  const releases = new Set([release, engineRelease]);
  return [...releases]
    .map((name) => `deb [signed-by=${keyring} target=Packages lang=none] ${mirror} ${name} main\n`)
    .join('');
}

/** Other vendors name their releases after Debian's, too: which mirror is Debian's, the signature says. */
async function configuredMirrors(release: string, { env, ledger, signal }: AptOptions): Promise<readonly string[]> {
  const args = ['indextargets', '--format', '$(CREATED_BY) $(RELEASE) $(COMPONENT) $(REPO_URI)'];
  const running = run('apt-get', args, { signal, env: { ...env, ...ledger.environment } });
  ledger.adopt(running.child);
  const { stdout } = await running;
  return parseMirrors(stdout, release);
}

/** Mirrors of the release by its name; where apt is told `stable` or `sid` instead, any mirror is worth a try. */
export function parseMirrors(targets: string, release: string): readonly string[] {
  const rows = targets.split('\n').map((line) => line.split(' '));
  const main = rows.filter(([kind, , component]) => kind === 'Packages' && component === 'main');
  const named = main.filter(([, name]) => name === release);
  return [...new Set((named.length > 0 ? named : main).flatMap(([, , , uri]) => uri ?? []))];
}

async function apt(args: readonly string[], options: AptOptions & { readonly cwd?: string }): Promise<void> {
  const { directory, env, ledger, signal, cwd = directory } = options;
  const settings = [
    `Dir::Etc::sourcelist=${join(directory, 'sources.list')}`,
    'Dir::Etc::sourceparts=/dev/null',
    `Dir::State::Lists=${join(directory, 'lists')}`,
    `Dir::Cache=${join(directory, 'cache')}`,
    // The folder is root's alone; apt's unprivileged user could not write to it.
    'APT::Sandbox::User=root',
    // An index that cannot be had is an error, not a warning.
    'APT::Update::Error-Mode=any',
    'Acquire::Retries=3',
  ];
  const argv = ['-qq', ...settings.flatMap((setting) => ['-o', setting]), ...args];
  const running = run('apt-get', argv, { cwd, signal, env: { ...env, ...ledger.environment, LC_ALL: 'C.UTF-8' } });
  ledger.adopt(running.child);
  await running;
}
