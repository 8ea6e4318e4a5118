import { lstat, readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';
import { compareText } from '../registry/repositories.ts';
import type { TarEntry } from './tar-writer.ts';

export interface FolderSource {
  /** A folder of this machine. */
  readonly from: string;
  /** Absolute path in the image. */
  readonly to: string;
}

/**
 * The entries of a layer that holds a folder: sorted, owned by root, permissions reduced to executable or not, so that
 * the same content packs to the same bytes whoever checked it out.
 */
export async function folderEntries({ from, to }: FolderSource): Promise<readonly TarEntry[]> {
  const root = to.replace(/^\/+|\/+$/g, '');
  const parents = root === '' ? [] : root.split('/').map((_, index, parts) => parts.slice(0, index + 1).join('/'));
  const directories = parents.map((path) => ({ path, kind: 'directory', mode: 0o755 }) as const);
  return [...directories, ...(await walk(from, root))];
}

async function walk(folder: string, path: string): Promise<readonly TarEntry[]> {
  const names = (await readdir(folder)).sort(compareText);
  const entries: TarEntry[] = [];
  for (const name of names) {
    const [source, inside] = [join(folder, name), path === '' ? name : `${path}/${name}`];
    const stats = await lstat(source);
    if (stats.isDirectory()) {
      entries.push({ path: inside, kind: 'directory', mode: 0o755 }, ...(await walk(source, inside)));
    } else if (stats.isSymbolicLink()) {
      entries.push({ path: inside, kind: 'symlink', mode: 0o777, target: await readlink(source) });
    } else if (stats.isFile()) {
      const mode = (stats.mode & 0o100) === 0 ? 0o644 : 0o755;
      entries.push({ path: inside, kind: 'file', mode, source, size: stats.size });
    } else {
      throw new Error(`${source} is neither a file, a folder nor a link`);
    }
  }
  return entries;
}
