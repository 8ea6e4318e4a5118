import { execFile } from 'node:child_process';
import { mkdir, readFile, realpath, rename, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ignoreMissing, writeHashed } from '../registry/blobs.ts';
import { digestOf, hexOf } from '../registry/digest.ts';
import type { StoredManifest } from '../registry/repositories.ts';
import { compareText } from '../registry/repositories.ts';
import type { RegistryStore } from '../registry/store.ts';
import type { LayerBlob } from './assemble.ts';
import { putImage } from './assemble.ts';
import { hostFile, sharedLibraries } from './host-files.ts';
import { hostPlatform } from './platform.ts';
import type { TarEntry } from './tar-writer.ts';
import { writeTar } from './tar-writer.ts';

export interface BaseImageOptions {
  readonly store: RegistryStore;
  /** Layers are kept here between sandboxes. */
  readonly cacheDirectory: string;
  /** Created if it does not exist. Default `library/node`. */
  readonly repository?: string;
  /** Default `24-slim`. */
  readonly tag?: string;
}

/** Small programs that `RUN` lines like to use; those this machine has go into the image. */
const TOOLS = [
  ...names('/bin', 'sh cat chmod chown cp date echo ln ls mkdir mv rm sleep touch uname'),
  ...names('/usr/bin', 'env head id sha256sum sort test wc'),
];
const CERTIFICATES = 'etc/ssl/certs/ca-certificates.crt';

const FILES: readonly TarEntry[] = [
  text('etc/passwd', 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n'),
  text('etc/group', 'root:x:0:\nnode:x:1000:\n'),
  text('etc/nsswitch.conf', 'hosts: files dns\n'),
  { path: 'root', kind: 'directory', mode: 0o700 },
  { path: 'home/node', kind: 'directory', mode: 0o755, owner: 1000 },
  { path: 'tmp', kind: 'directory', mode: 0o1777 },
];

/**
 * A stand-in for `node:24-slim` where Docker Hub is out of reach: this machine's Node 24, the libraries it loads, a shell
 * and a few tools. No npm, no package manager. Does nothing when the registry has the tag; otherwise under a second from
 * the cache, a few seconds without. On other systems than Linux the image holds Node alone, for the process runtime.
 * @throws {Error} when there is no Node 24 here
 */
export async function ensureBaseImage(options: BaseImageOptions): Promise<StoredManifest> {
  const { store, cacheDirectory, repository = 'library/node', tag = '24-slim' } = options;
  const present = store.find(repository, tag);
  if (present) return present;
  const node = await findNode24();
  const layer = await cachedLayer(cacheDirectory, node, await baseEntries(node.path));
  await store.blobs.link(layer.file, layer.digest);
  if (!store.repositories.get(repository)) store.createRepository({ name: repository, kind: 'public' });
  const path = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
  const config = { env: { PATH: path }, cmd: ['node'], workingDir: '/' };
  return putImage({ store, repository, tag, config, platform: hostPlatform() }, [layer]);
}

async function baseEntries(node: string): Promise<readonly TarEntry[]> {
  const { size } = await stat(node);
  const entries: TarEntry[] = [...FILES, { path: 'usr/local/bin/node', kind: 'file', mode: 0o755, source: node, size }];
  if (process.platform === 'linux') {
    const tools = await existing(TOOLS);
    const libraries = await sharedLibraries([node, ...tools]);
    const files = await Promise.all([...tools, ...libraries].map((path) => hostFile(path)));
    entries.push(...files.flat());
    const certificates = await stat(`/${CERTIFICATES}`).catch(ignoreMissing);
    if (certificates)
      entries.push({
        path: CERTIFICATES,
        kind: 'file',
        mode: 0o644,
        source: `/${CERTIFICATES}`,
        size: certificates.size,
      });
  }
  return withParents(entries);
}

/** Each path once, after the directories it is in. */
function withParents(entries: readonly TarEntry[]): readonly TarEntry[] {
  const byPath = new Map(entries.map((entry) => [entry.path, entry]));
  for (const { path } of entries) {
    for (let slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      const parent = path.slice(0, slash);
      if (!byPath.has(parent)) byPath.set(parent, { path: parent, kind: 'directory', mode: 0o755 });
    }
  }
  return [...byPath.values()].sort((a, b) => compareText(a.path, b.path));
}

interface CachedLayer extends LayerBlob {
  readonly file: string;
}

/** The packed layer, kept under a key made of what goes into it. */
async function cachedLayer(
  cacheDirectory: string,
  { version }: NodeBinary,
  entries: readonly TarEntry[],
): Promise<CachedLayer> {
  const content = [version, ...(await Promise.all(entries.map(fingerprint)))];
  const key = hexOf(digestOf(JSON.stringify(content)));
  const [file, record] = [join(cacheDirectory, `${key}.tar`), join(cacheDirectory, `${key}.json`)];
  const kept = await readFile(record, 'utf8').catch(ignoreMissing);
  const size = (await stat(file).catch(ignoreMissing))?.size;
  if (kept !== undefined) {
    // Written below, by this program.
    const layer = JSON.parse(kept) as LayerBlob;
    if (layer.size === size) return { ...layer, file };
  }
  await mkdir(cacheDirectory, { recursive: true });
  // Two sandboxes may pack at once: each into its own file, and the last rename wins with the same bytes.
  const own = `${file}.${process.pid}`;
  const layer = await writeHashed(own, writeTar(entries));
  await rename(own, file);
  await writeFile(`${record}.${process.pid}`, JSON.stringify(layer));
  await rename(`${record}.${process.pid}`, record);
  return { ...layer, file };
}

async function fingerprint(entry: TarEntry): Promise<unknown> {
  return entry.kind === 'file' ? { ...entry, mtimeMs: (await stat(entry.source)).mtimeMs } : entry;
}

interface NodeBinary {
  readonly path: string;
  readonly version: string;
}

async function findNode24(): Promise<NodeBinary> {
  const own = process.version;
  if (own.startsWith('v24.')) return { path: await realpath(process.execPath), version: own };
  const bundled = `node-${process.platform === 'linux' ? 'linux' : 'bin-darwin'}-${process.arch}/bin/node`;
  const path = locate(bundled);
  if (path === undefined)
    throw new Error(`The base image wants Node 24; this is ${own}, and ${bundled} is not installed`);
  const version = (await promisify(execFile)(path, ['--version'])).stdout.trim();
  if (!version.startsWith('v24.')) throw new Error(`The base image wants Node 24, but ${path} is ${version}`);
  return { path, version };
}

function locate(file: string): string | undefined {
  try {
    return createRequire(import.meta.url).resolve(file);
  } catch {
    // An optional dependency: not every system has one.
    return undefined;
  }
}

async function existing(paths: readonly string[]): Promise<readonly string[]> {
  const found = await Promise.all(paths.map((path) => stat(path).catch(ignoreMissing)));
  return paths.filter((_, index) => found[index]?.isFile() === true);
}

function text(path: string, content: string): TarEntry {
  return { path, kind: 'text', mode: 0o644, text: content };
}

function names(folder: string, list: string): readonly string[] {
  return list.split(' ').map((name) => `${folder}/${name}`);
}
