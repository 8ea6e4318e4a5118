import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { fakeContext } from '#shared/testing/fake-context';
import { writeReport } from './report.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('hides secrets wherever they stand, keys included, and changes nothing else', async () => {
  const context = fakeContext({ name: 'test', env: { RUNNER_TEMP: join(folder, 'new') } });
  context.redactor.add('s3cr3t-value');
  const data = {
    seen: { 's3cr3t-value': 2 },
    list: ['a s3cr3t-value', 1, null, undefined],
    at: new Date(0),
    left: undefined,
  };
  const path = await writeReport(context, data);
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    action: 'test',
    writtenAt: '2026-01-01T00:00:00.000Z',
    seen: { '***': 2 },
    list: ['a ***', 1, null, null],
    at: '1970-01-01T00:00:00.000Z',
  });
  expect(context.outputs.get('report')).toBe(path);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});
