import { lstat, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { TarEntry } from '../images/tar-writer.ts';
import { writeTar } from '../images/tar-writer.ts';
import { resolveInRoot } from './rootfs-path.ts';
import { readTar } from './tar-reader.ts';
import { unpackLayer } from './unpack.ts';

let directory = '';
let root = '';

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'unpack-'));
  root = join(directory, 'root');
  await mkdir(root);
  await writeFile(join(directory, 'outside'), 'untouched');
});

afterEach(async () => {
  await rm(directory, { recursive: true });
});

const text = (path: string, content = 'x'): TarEntry => ({ path, kind: 'text', mode: 0o644, text: content });
const link = (path: string, target: string): TarEntry => ({ path, kind: 'symlink', mode: 0o777, target });
const folder = (path: string): TarEntry => ({ path, kind: 'directory', mode: 0o555 });
const layer = (...entries: TarEntry[]) => unpackLayer(root, writeTar(entries));
const read = (path: string) => readFile(join(root, path), 'utf8');

it('lays layers over one another', async () => {
  await layer(folder('a'), text('a/one', '1'), text('a/two', '2'), text('b/kept', 'k'), text('b/gone', 'g'));
  await layer(text('a/one', 'new'), text('b/.wh.gone', ''), text('c/deep/file'));
  expect(await read('a/one')).toBe('new');
  expect(await read('a/two')).toBe('2');
  expect(await readdir(join(root, 'b'))).toEqual(['kept']);
  expect(await read('c/deep/file')).toBe('x');
});

it('hides with an opaque mark what came before, not what comes with it', async () => {
  await layer(text('a/old'), text('a/sub/old'), text('other'));
  await layer(text('a/new'), text('a/sub/new'), text('a/.wh..wh..opq', ''));
  expect((await readdir(join(root, 'a'), { recursive: true })).sort()).toEqual(['new', 'sub', 'sub/new']);
  expect(await read('other')).toBe('x');
});

it('replaces a folder by a file and a link by a folder', async () => {
  await layer(text('a/file'), link('l', 'a'));
  await layer(text('a', 'file now'), folder('l'), text('l/file', 'mine'));
  expect(await read('a')).toBe('file now');
  expect((await lstat(join(root, 'l'))).isDirectory()).toBe(true);
});

describe('a hostile layer', () => {
  it.each([
    ['../outside', text('../outside', 'overwritten')],
    ['a/../../outside', text('a/../../outside', 'overwritten')],
  ])('with the path %s is refused', async (_path, entry) => {
    await expect(layer(entry)).rejects.toThrow('leads out of it');
    expect(await readFile(join(directory, 'outside'), 'utf8')).toBe('untouched');
  });

  it.each(['..', '../..', '/', '/..'])('with a link to %s stays inside', async (target) => {
    await layer(link('escape', target));
    await layer(text('escape/outside', 'inside'));
    expect(await readFile(join(directory, 'outside'), 'utf8')).toBe('untouched');
    expect(await read('outside')).toBe('inside');
  });

  it('with an absolute path is taken from the root', async () => {
    await layer(text('/etc/passwd', 'mine'));
    expect(await read('etc/passwd')).toBe('mine');
  });

  it.each([
    ['usr/bin/nodejs', '/usr/local/bin/node', '../local/bin/node'],
    ['lib', 'usr/lib', 'usr/lib'],
    ['etc/hosts', '../../../../../etc/hosts', 'hosts'],
  ])('has its link %s → %s made relative', async (path, target, expected) => {
    await layer(link(path, target));
    expect(await readlink(join(root, path))).toBe(expected);
  });
});

it('follows links as if the root were the root', async () => {
  await layer(text('usr/lib/libc.so'), link('lib', 'usr/lib'), link('usr/a', '/lib'), link('loop', 'loop'));
  expect(await resolveInRoot(root, '/usr/a/libc.so')).toBe(join(root, 'usr/lib/libc.so'));
  expect(await resolveInRoot(root, '../../../lib/../lib/new/file')).toBe(join(root, 'usr/lib/new/file'));
  await expect(resolveInRoot(root, 'loop')).rejects.toThrow('too many links');
});

describe('archives', () => {
  const long = `${'d'.repeat(90)}/${'e'.repeat(90)}/${'f'.repeat(120)}`;

  it.each([[long], ['ünïcode'], [`${'p'.repeat(150)}/name`]])('keep the name %s', async (path) => {
    const names: string[] = [];
    await readTar(writeTar([text(path), link('l', path)]), async (member) => {
      names.push(member.path, member.target);
      return Promise.resolve();
    });
    expect(names).toEqual([path, '', 'l', path]);
  });

  it('are read in chunks of any size', async () => {
    const chunks: number[] = [];
    for await (const chunk of writeTar([text('a', 'content'), text('b')])) chunks.push(...chunk);
    async function* byThree() {
      for (let at = 0; at < chunks.length; at += 3) yield Promise.resolve(Uint8Array.from(chunks.slice(at, at + 3)));
    }
    await unpackLayer(root, byThree());
    expect(await read('a')).toBe('content');
  });

  it('that are cut off or damaged are refused', async () => {
    const bytes: number[] = [];
    for await (const chunk of writeTar([text('a', 'content')])) bytes.push(...chunk);
    const stream = async function* (part: number[]) {
      yield Promise.resolve(Uint8Array.from(part));
    };
    await expect(unpackLayer(root, stream(bytes.slice(0, 515)))).rejects.toThrow('cut off');
    await expect(unpackLayer(root, stream([1, ...bytes.slice(1)]))).rejects.toThrow('wrong sum');
  });
});
