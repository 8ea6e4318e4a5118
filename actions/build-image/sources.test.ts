import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { locateSources, withPrivateFolder, writeSecretFiles } from './sources.ts';

let root: string;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sources-'));
  await mkdir(join(root, 'api'));
  await writeFile(join(root, 'Dockerfile'), 'FROM scratch');
  await writeFile(join(root, 'api', 'Dockerfile'), 'FROM scratch');
});
afterEach(() => rm(root, { recursive: true }));

describe('locateSources', () => {
  it.each([
    ['.', undefined, 'Dockerfile'],
    ['api', undefined, 'api/Dockerfile'],
    ['api', 'Dockerfile', 'Dockerfile'],
  ])('context %s, dockerfile %s: %s', (context, dockerfile, expected) => {
    expect(locateSources({ context, dockerfile }, root)).toEqual({
      context: join(root, context),
      dockerfile: join(root, expected),
    });
  });

  it.each([
    [{ context: 'zip', dockerfile: undefined }, /context: \S+zip is not there/],
    [{ context: 'Dockerfile', dockerfile: undefined }, /context: \S+Dockerfile is a file/],
    [{ context: '.', dockerfile: 'nope' }, /dockerfile: \S+nope is not there/],
    [{ context: '.', dockerfile: 'api' }, /dockerfile: \S+api is a folder/],
    [{ context: 'zip', dockerfile: 'nope' }, /2 inputs cannot be used[^]*context:[^]*dockerfile:/],
  ])('refuses %j', (inputs, message) => {
    expect(() => locateSources(inputs, root)).toThrow(message);
  });
});

it('writes secrets for this user alone, and leaves nothing when the build fails', async () => {
  let seen = '';
  const attempt = withPrivateFolder(root, async (folder) => {
    seen = folder;
    const files = await writeSecretFiles(
      folder,
      new Map([
        ['tok', 'a\nb'],
        ['..', 'x'],
      ]),
    );
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const path = files.get('tok') ?? '';
    expect(await readFile(path, 'utf8')).toBe('a\nb');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(files.get('..')).toBe(join(folder, 'secret-1'));
    throw new Error('the build failed');
  });
  await expect(attempt).rejects.toThrow('the build failed');
  expect(existsSync(seen)).toBe(false);
});
