import { lstat, readlink } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { ignoreMissing } from '../registry/blobs.ts';

/**
 * Where a path of an image is on this machine: symbolic links are followed as if `root` were the root directory, so the
 * answer is always inside it. What does not exist (yet) is taken literally.
 * @param path absolute, or relative to the root
 * @throws {Error} when links lead in a circle
 */
export async function resolveInRoot(
  root: string,
  path: string,
  options: { readonly followLast?: boolean } = {},
): Promise<string> {
  const { followLast = true } = options;
  let done = '/';
  let todo = split(posix.resolve('/', path));
  let links = 0;
  for (let part = todo.shift(); part !== undefined; part = todo.shift()) {
    const here = posix.join(done, part);
    const isLast = todo.length === 0;
    const stats = isLast && !followLast ? undefined : await lstat(join(root, here)).catch(ignoreMissing);
    if (stats?.isSymbolicLink() !== true) {
      done = here;
      continue;
    }
    links += 1;
    if (links > 40) throw new Error(`${path} leads through too many links`);
    // Resolving against the root keeps `..` from leading out of it, as the kernel does for a root directory.
    todo = [...split(posix.resolve(done, await readlink(join(root, here)))), ...todo];
    done = '/';
  }
  return join(root, done);
}

function split(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
