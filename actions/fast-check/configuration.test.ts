import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fakeContext } from '#shared/testing/fake-context';
import { readConfiguration, type Configuration } from './configuration.ts';

let workspace: string;

beforeAll(() => {
  workspace = mkdtempSync(join(tmpdir(), 'fast-check-'));
  mkdirSync(join(workspace, 'app'));
  writeFileSync(join(workspace, 'checks.yml'), 'checks:\n  - name: a\n    run: x\n');
  writeFileSync(join(workspace, 'broken.yml'), '- name: [a');
  writeFileSync(join(workspace, 'wrong.yml'), '- name: a\n- run: x\n');
});

afterAll(() => {
  rmSync(workspace, { recursive: true });
});

const read = (inputs: Readonly<Record<string, string>>): Promise<Configuration> =>
  readConfiguration(
    fakeContext({
      env: {
        GITHUB_WORKSPACE: workspace,
        ...Object.fromEntries(Object.entries(inputs).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value])),
      },
    }),
  );

describe('readConfiguration', () => {
  it('reads the list from the input, or from the file', async () => {
    const fromInput = await read({ checks: '[{name: b, run: y}]', config: 'checks.yml', 'working-directory': 'app' });
    expect(fromInput.list.map(({ name }) => name)).toEqual(['b']);
    expect(fromInput.directory).toBe(join(workspace, 'app'));
    expect((await read({ config: 'checks.yml' })).list.map(({ name }) => name)).toEqual(['a']);
  });

  it.each<[Readonly<Record<string, string>>, RegExp]>([
    [{}, /^Input checks: is empty and there is no \.github\/fast-check\.yml; give the list in one of them\.$/],
    [{ config: 'none.yml' }, /^Input config: none\.yml: there is no such file\.$/],
    [{ config: 'app' }, /^Input config: app: the file cannot be read \(EISDIR\)\.$/],
    [{ config: 'broken.yml' }, /^Input config: broken\.yml: is no YAML: .+ \(\d+:\d+\)\.$/],
    [{ checks: 'a: [' }, /^Input checks: is no YAML: .+\.$/],
    [{ checks: 'npm test' }, /^Input checks: expected a list of checks, got "npm test"\.$/],
    [{ config: 'checks.yml', 'working-directory': 'none' }, /^Input working-directory: "none" is no folder/],
    [{ config: 'checks.yml', 'working-directory': 'checks.yml' }, /^Input working-directory: /],
  ])('refuses %j', async (inputs, message) => {
    await expect(read(inputs)).rejects.toThrow(message);
  });

  it('finds every problem of the inputs and of the list at once', async () => {
    await expect(read({ config: 'wrong.yml', budget: 'soon', 'max-parallel': '0' })).rejects.toThrow(
      [
        '4 inputs cannot be used:',
        '  budget: got "soon"; expected a duration such as 90s, 5m or 1h, at least 1.0s, at most 6h 00m.',
        '  max-parallel: got "0"; expected a whole number from 1 to 256.',
        '  config: wrong.yml: check 1 (a): "run" is missing.',
        '  config: wrong.yml: check 2: "name" is missing.',
      ].join('\n'),
    );
  });
});
