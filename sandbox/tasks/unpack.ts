import { createWriteStream } from 'node:fs';
import { chmod, link, lstat, mkdir, readdir, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, posix, relative, sep } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ignoreMissing } from '../registry/blobs.ts';
import { resolveInRoot } from './rootfs-path.ts';
import type { TarMember } from './tar-reader.ts';
import { readTar } from './tar-reader.ts';

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';

/**
 * Lays one layer over a root file system. Owners are not kept, devices and pipes are left out, and links are made
 * relative: nothing in the layer can write, or lead a reader, outside of `root`.
 * @throws {Error} for a path with `..` in it, or an archive that cannot be read
 */
export async function unpackLayer(root: string, layer: AsyncIterable<Uint8Array>): Promise<void> {
  /** What this very layer brought: an opaque mark hides only what was there before it. */
  const own = new Set<string>();
  await readTar(layer, async (member, content) => {
    const path = await place(root, member.path);
    if (path === root) return;
    const name = basename(path);
    if (name === OPAQUE) {
      await removeForeign(dirname(path), own);
    } else if (name.startsWith(WHITEOUT)) {
      await rm(join(dirname(path), name.slice(WHITEOUT.length)), { recursive: true, force: true });
    } else {
      await write({ root, path, member, content });
      own.add(path);
    }
  });
}

/** The place of a member; its directory is there afterwards. */
async function place(root: string, name: string): Promise<string> {
  if (name.split('/').includes('..')) throw new Error(`layer with a path that leads out of it: ${name}`);
  const path = await resolveInRoot(root, name, { followLast: false });
  if (path !== root) await mkdir(dirname(path), { recursive: true });
  return path;
}

interface Item {
  readonly root: string;
  readonly path: string;
  readonly member: TarMember;
  readonly content: AsyncIterable<Buffer>;
}

async function write({ root, path, member, content }: Item): Promise<void> {
  const isDirectory = (await lstat(path).catch(ignoreMissing))?.isDirectory() === true;
  if (!(isDirectory && member.kind === 'directory')) await rm(path, { recursive: true, force: true });
  switch (member.kind) {
    case 'directory':
      await mkdir(path, { recursive: true });
      // Whoever runs the sandbox must be able to fill the directory, and to remove it.
      await chmod(path, (member.mode & 0o777) | 0o700);
      return;
    case 'file':
      await pipeline(Readable.from(content), createWriteStream(path, { flags: 'wx' }));
      // After the content: a mode given to open() would be reduced by the umask.
      await chmod(path, (member.mode & 0o777) | 0o400);
      return;
    case 'symlink':
      await symlink(confine(root, path, member.target), path);
      return;
    case 'hardlink':
      await link(await resolveInRoot(root, member.target, { followLast: false }), path);
      return;
    case 'other':
      return;
  }
}

/** The target of a link, rewritten relative to where the link is, with the image's root as the root. */
function confine(root: string, path: string, target: string): string {
  const inside = `/${relative(root, dirname(path)).split(sep).join('/')}`;
  return posix.relative(inside, posix.resolve(inside, target)) || '.';
}

async function removeForeign(directory: string, own: ReadonlySet<string>): Promise<void> {
  for (const name of await readdir(directory)) {
    const path = join(directory, name);
    if (![...own].some((kept) => kept === path || kept.startsWith(path + sep))) {
      await rm(path, { recursive: true, force: true });
    } else if ((await lstat(path)).isDirectory()) {
      await removeForeign(path, own);
    }
  }
}
