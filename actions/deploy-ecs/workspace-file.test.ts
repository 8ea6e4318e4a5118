import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdtemp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readWorkspaceFile } from './workspace-file.ts';

let folder: string;
let workspace: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workspace-file-'));
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

const read = (path: string): Promise<string> => readWorkspaceFile(path, { workspace, input: 'task-definition' });

describe('readWorkspaceFile', () => {
  it.each(['ecs/task.json', './ecs/../ecs/task.json', 'linked/task.json'])('reads %s', async (path) => {
    expect(await read(path)).toBe('{}');
  });

  it('reads an absolute path inside, and a name that begins with dots', async () => {
    expect(await read(join(workspace, 'ecs/task.json'))).toBe('{}');
    expect(await read('..task.json')).toBe('{"dots":true}');
  });

  it.each([
    ['../outside.json', /outside the workspace/],
    ['/etc/hostname', /outside the workspace/],
    ['link.json', /link that leads out of the workspace/],
    ['missing.json', /cannot be read: ENOENT/],
    ['ecs', /cannot be read: EISDIR/],
  ])('refuses %s', async (path, message) => {
    await expect(read(path)).rejects.toThrow(message);
  });
});
