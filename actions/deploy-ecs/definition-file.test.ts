import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readDefinitionFile } from './definition-file.ts';

let folder: string;
let workspace: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'definition-file-'));
  workspace = join(folder, 'workspace');
  await mkdir(join(workspace, 'ecs'), { recursive: true });
  await writeFile(join(workspace, 'ecs', 'task.json'), '{}');
  await writeFile(join(workspace, '..task.json'), '{"dots":true}');
  await writeFile(join(folder, 'outside.json'), '{"outside":true}');
  await symlink(join(folder, 'outside.json'), join(workspace, 'link.json'));
  await symlink(join(workspace, 'ecs'), join(workspace, 'linked'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

describe('readDefinitionFile', () => {
  it.each(['ecs/task.json', './ecs/../ecs/task.json', 'linked/task.json'])('reads %s', async (path) => {
    expect(await readDefinitionFile(path, workspace)).toBe('{}');
  });

  it('reads an absolute path inside, and a name that begins with dots', async () => {
    expect(await readDefinitionFile(join(workspace, 'ecs/task.json'), workspace)).toBe('{}');
    expect(await readDefinitionFile('..task.json', workspace)).toBe('{"dots":true}');
  });

  it.each([
    ['../outside.json', /outside the workspace/],
    ['/etc/hostname', /outside the workspace/],
    ['link.json', /link that leads out of the workspace/],
    ['missing.json', /cannot be read: ENOENT/],
    ['ecs', /cannot be read: EISDIR/],
  ])('refuses %s', async (path, message) => {
    await expect(readDefinitionFile(path, workspace)).rejects.toThrow(message);
  });
});
