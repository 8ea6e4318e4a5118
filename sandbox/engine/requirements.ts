import { execFile } from 'node:child_process';
import { access, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What the private engine is made from on this machine. */
export interface Platform {
  /** The release this machine runs, e.g. `bookworm`. */
  readonly release: string;
  /** The release the engine is taken from: the machine's own, or the first that has BuildKit. */
  readonly engineRelease: string;
  /** Debian's keys; every package is checked against them. */
  readonly keyring: string;
}

export type Requirements =
  | { readonly ok: true; readonly platform: Platform }
  /** One sentence. */
  | { readonly ok: false; readonly reason: string };

// Debian renamed the file in trixie and kept a link.
const keyrings = ['/usr/share/keyrings/debian-archive-keyring.gpg', '/usr/share/keyrings/debian-archive-keyring.pgp'];
const programs = ['apt-get', 'dpkg', 'dpkg-deb', 'setpriv', 'unshare', 'mount'];

/** Whether this machine can run a private engine: Debian 12 or later, as root, with the right to make namespaces. */
export async function canStartEngine(): Promise<Requirements> {
  if (process.platform !== 'linux') return no(`a private engine needs Linux, this is ${process.platform}`);
  if (process.getuid?.() !== 0) return no('a private engine needs root');
  const system = parseOsRelease(await readOr('/etc/os-release', ''));
  const release = system.get('VERSION_CODENAME');
  const version = Number(system.get('VERSION_ID') ?? Infinity);
  if (system.get('ID') !== 'debian' || release === undefined || version < 12) {
    return no(`a private engine needs Debian 12 or later, this is ${system.get('PRETTY_NAME') ?? 'something else'}`);
  }
  for (const program of programs) {
    if (!(await succeeds('sh', '-c', `command -v ${program}`)))
      return no(`a private engine needs the program ${program}`);
  }
  const keyring = (await Promise.all(keyrings.map(async (path) => ((await exists(path)) ? path : '')))).find(Boolean);
  if (keyring === undefined) return no('a private engine needs the package debian-archive-keyring');
  if (!(await succeeds('unshare', '--pid', '--mount', '--fork', '--mount-proc', 'true'))) {
    return no('a private engine needs the right to make namespaces, which this root does not have');
  }
  return { ok: true, platform: { release, engineRelease: engineReleaseFor(release), keyring } };
}

/** bookworm's docker.io (20.10) has neither buildx nor the containerd image store; trixie's runs on bookworm. */
export function engineReleaseFor(release: string): string {
  return release === 'bookworm' ? 'trixie' : release;
}

/** os-release(5): assignments, the value in quotes where it has spaces. */
export function parseOsRelease(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').flatMap((line) => {
    const match = /^([A-Z_]+)=(?:"(.*)"|'(.*)'|(.*))$/.exec(line);
    return match ? [[match[1] ?? '', match[2] ?? match[3] ?? match[4] ?? ''] as const] : [];
  });
  return new Map(lines);
}

function no(reason: string): Requirements {
  return { ok: false, reason };
}

async function succeeds(program: string, ...args: readonly string[]): Promise<boolean> {
  return run(program, args).then(
    () => true,
    () => false,
  );
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function readOr(path: string, otherwise: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => otherwise);
}
