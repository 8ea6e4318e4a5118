import { execFile } from 'node:child_process';
import { lstat, readlink } from 'node:fs/promises';
import { posix } from 'node:path';
import { promisify } from 'node:util';
import type { TarEntry } from './tar-writer.ts';

/**
 * What it takes for `path` of this machine to resolve in an image: every symbolic link on the way, and the file at the
 * end. Linux distributions reach their libraries through links such as `/lib -> usr/lib`.
 * @throws the file system's error when the path leads nowhere
 */
export async function hostFile(path: string): Promise<readonly TarEntry[]> {
  const links: TarEntry[] = [];
  let done = '/';
  let todo = path.split('/').filter((part) => part !== '');
  for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
    const here = posix.join(done, part);
    const stats = await lstat(here);
    if (stats.isSymbolicLink()) {
      if (links.length > 40) throw new Error(`${path} leads through too many links`);
      const target = await readlink(here);
      links.push({ path: here.slice(1), kind: 'symlink', mode: 0o777, target });
      todo = [...posix.resolve(done, target).split('/').filter(Boolean), ...todo];
      done = '/';
    } else if (todo.length > 0) {
      done = here;
    } else {
      const mode = (stats.mode & 0o100) === 0 ? 0o644 : 0o755;
      return [...links, { path: here.slice(1), kind: 'file', mode, source: here, size: stats.size }];
    }
  }
  throw new Error(`${path} is not a file`);
}

/** Absolute paths of the shared libraries these programs load, the dynamic loader among them. */
export async function sharedLibraries(programs: readonly string[]): Promise<readonly string[]> {
  const { stdout } = await promisify(execFile)('ldd', [...programs]);
  return parseLdd(stdout);
}

/** Lines such as `libm.so.6 => /lib/libm.so.6 (0x7f…)` and `/lib64/ld-linux-x86-64.so.2 (0x7f…)`. */
export function parseLdd(output: string): readonly string[] {
  const paths = output.split('\n').map((line) => /^\s+(?:\S+ => )?(\/\S+) \(0x/.exec(line)?.[1]);
  return [...new Set(paths.filter((path) => path !== undefined))];
}
