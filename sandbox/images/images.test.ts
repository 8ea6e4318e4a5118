import { execFile } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { RegistryStore } from '../registry/store.ts';
import { openRegistryStore } from '../registry/store.ts';
import { assembleImage } from './assemble.ts';
import { ensureBaseImage } from './base-image.ts';
import type { ConfigFile } from './config.ts';
import { mergeConfig } from './config.ts';
import { folderEntries } from './folder.ts';
import { parseLdd } from './host-files.ts';
import { writeTar } from './tar-writer.ts';

const run = promisify(execFile);
const long = 'd'.repeat(90);

let directory = '';
let store: RegistryStore;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'images-'));
  store = openRegistryStore({ directory: join(directory, 'registry'), registryId: '123456789012', now: () => 0 });
  store.createRepository({ name: 'app', kind: 'private' });
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

/** A folder with what is hard to pack. The order of creation and the times differ with `variant`. */
async function makeFolder(variant: number): Promise<string> {
  const folder = join(directory, `folder-${variant}`);
  const deep = join(folder, long, long, long);
  await mkdir(deep, { recursive: true });
  const files = [join(folder, 'server.js'), join(folder, 'ünïcode.txt'), join(deep, 'x'.repeat(120))];
  for (const file of variant === 1 ? files : files.reverse()) await writeFile(file, 'content');
  await chmod(join(folder, 'server.js'), 0o750 + variant);
  await symlink('server.js', join(folder, 'link'));
  await symlink(`${long}/${long}`, join(folder, 'long-link'));
  await utimes(join(folder, 'server.js'), variant * 1000, variant * 1000);
  return folder;
}

async function pack(folder: string): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of writeTar(await folderEntries({ from: folder, to: '/srv/app' }))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

describe('layers', () => {
  it('packs the same content to the same bytes', async () => {
    expect((await pack(await makeFolder(1))).equals(await pack(await makeFolder(2)))).toBe(true);
  });

  it('writes what tar reads', async () => {
    const archive = join(directory, 'layer.tar');
    const folder = await makeFolder(1);
    await writeFile(archive, await pack(folder));
    const out = join(directory, 'out');
    await mkdir(out);
    await run('tar', ['-xf', archive, '-C', out]);
    await run('diff', ['-r', '--no-dereference', folder, join(out, 'srv/app')]);
    const { stdout } = await run('tar', ['-tvf', archive]);
    expect(stdout).toMatch(/^-rwxr-xr-x 0\/0 +7 1970-01-01 \S+ srv\/app\/server\.js$/m);
  });
});

describe('assembleImage', () => {
  it('gives the same digest for the same files, another for others', async () => {
    const image = async (from: string, sha: string) => {
      const config = { cmd: ['server.js'], labels: { sha } };
      return (await assembleImage({ store, repository: 'app', tag: sha, files: [{ from, to: '/app' }], config }))
        .digest;
    };
    const [one, two] = [await makeFolder(1), await makeFolder(2)];
    expect(await image(one, 'a')).toBe(await image(two, 'a'));
    expect(await image(one, 'b')).not.toBe(await image(one, 'a'));
    await writeFile(join(two, 'server.js'), 'changed');
    expect(await image(two, 'a')).not.toBe(await image(one, 'a'));
  });

  it('builds on a base image', async () => {
    const files = [{ from: await makeFolder(1), to: '/base' }];
    const config = { env: { PATH: '/bin', A: '1' }, cmd: ['base'] };
    const base = await assembleImage({ store, repository: 'app', tag: 'base', files, config });
    const image = await assembleImage({
      store,
      repository: 'app',
      tag: 'v1',
      base: { repository: 'app', reference: 'base' },
      files: [{ from: await makeFolder(2), to: '/app' }],
      config: { env: { A: '2' }, entrypoint: ['node'], exposedPorts: [8080] },
    });
    const read = async (digest: typeof image.digest) =>
      JSON.parse((await store.blobs.bytes(digest)).toString()) as {
        config: { digest: typeof image.digest };
        layers: unknown[];
      };
    const [below, above] = [await read(base.digest), await read(image.digest)];
    expect(above.layers).toHaveLength(2);
    expect(above.layers[0]).toEqual(below.layers[0]);
    const file = JSON.parse((await store.blobs.bytes(above.config.digest)).toString()) as ConfigFile;
    expect(file.rootfs.diff_ids).toHaveLength(2);
    expect(file.config).toEqual({ Env: ['PATH=/bin', 'A=2'], Entrypoint: ['node'], ExposedPorts: { '8080/tcp': {} } });
  });

  it('wants the repository to exist', async () => {
    const options = { store, repository: 'absent', tag: 'v1', files: [], config: {} };
    await expect(assembleImage(options)).rejects.toMatchObject({ code: 'NAME_UNKNOWN' });
  });
});

it('keeps the base command unless an entry point is set', () => {
  expect(mergeConfig({ Cmd: ['a'] }, { workingDir: '/app' })).toEqual({ Cmd: ['a'], Env: [], WorkingDir: '/app' });
  expect(mergeConfig({ Cmd: ['a'], Entrypoint: ['b'] }, { cmd: ['c'] })).toEqual({
    Cmd: ['c'],
    Entrypoint: ['b'],
    Env: [],
  });
});

it('reads what ldd prints', () => {
  const output = `/usr/bin/node:
\tlinux-vdso.so.1 (0x00007ffd)
\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f01)
\t/lib64/ld-linux-x86-64.so.2 (0x00007f02)
/usr/bin/dash:
\tlibm.so.6 => /lib/x86_64-linux-gnu/libm.so.6 (0x00007f03)
\tlibgone.so => not found
\tstatically linked
`;
  expect(parseLdd(output)).toEqual(['/lib/x86_64-linux-gnu/libm.so.6', '/lib64/ld-linux-x86-64.so.2']);
});

it('makes a base image of this machine once, then takes it from the cache', async () => {
  const cacheDirectory = join(directory, 'cache');
  const first = await ensureBaseImage({ store, cacheDirectory });
  expect(store.repository('library/node').kind).toBe('public');
  const other = openRegistryStore({ directory: join(directory, 'other'), registryId: '123456789012', now: () => 0 });
  const start = performance.now();
  const second = await ensureBaseImage({ store: other, cacheDirectory });
  expect(performance.now() - start).toBeLessThan(1000);
  expect(second.digest).toBe(first.digest);
  expect(await ensureBaseImage({ store: other, cacheDirectory })).toBe(second);
});
