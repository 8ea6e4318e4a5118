import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { InputReader } from '../../shared/action/inputs.ts';
import {
  actionNames,
  defaults,
  inputEnvironment,
  readMetadata,
  root,
  type ActionMetadata,
} from '../support/project.ts';

/** What stands for an action's folder is checked against what its code does. */
interface InputsModule {
  readonly parseInputs: (read: InputReader) => unknown;
}
interface WrongInputsModule {
  readonly base: Readonly<Record<string, string>>;
}

const names = await actionNames();
const metadata = new Map(await Promise.all(names.map(async (name) => [name, await readMetadata(name)] as const)));

function metadataOf(name: string): ActionMetadata {
  const found = metadata.get(name);
  if (found === undefined) throw new Error(`no action ${name}`);
  return found;
}

async function readWith(
  name: string,
  inputs: Readonly<Record<string, string>>,
): Promise<{ readonly reader: InputReader; readonly value: unknown }> {
  const { parseInputs } = (await import(join(root, 'actions', name, 'inputs.ts'))) as InputsModule;
  const reader = new InputReader({ env: inputEnvironment(inputs), maskSecret: () => undefined });
  return { reader, value: parseInputs(reader) };
}

async function minimalInputs(name: string): Promise<Readonly<Record<string, string>>> {
  return ((await import(join(root, 'test', 'wrong-inputs', `${name}.ts`))) as WrongInputsModule).base;
}

// GitHub's list of Feather icons less those it excludes, as far as we use it; and its colours.
const ICONS = [
  'check-circle',
  'check-square',
  'heart',
  'activity',
  'package',
  'box',
  'upload-cloud',
  'rotate-ccw',
  'corner-up-left',
  'fast-forward',
  'zap',
  'shield',
];
const COLORS = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark'];

describe('the five actions', () => {
  it('are all there', () => {
    expect(names).toEqual(['build-image', 'deploy-ecs', 'fast-check', 'health-verify', 'rollback']);
  });

  it('describe an input of the same name in the same words', () => {
    const descriptions = new Map<string, string>();
    const shared = [
      'aws-region',
      'role-to-assume',
      'role-session-name',
      'role-duration-seconds',
      'audience',
      'cluster',
    ];
    for (const [name, { inputs = {} }] of metadata) {
      for (const input of shared.filter((candidate) => candidate in inputs && candidate !== 'cluster')) {
        const description = inputs[input]?.description ?? '';
        expect({ name, input, description }).toEqual({
          name,
          input,
          description: descriptions.get(input) ?? description,
        });
        descriptions.set(input, description);
      }
    }
  });

  it('have Marketplace metadata that the form accepts', async () => {
    for (const folder of ['.', ...names]) {
      const { description, author, branding } = await readMetadata(folder);
      expect(description.length).toBeLessThan(125);
      expect(author).toBe('The cicd-actions authors');
      expect(ICONS).toContain(branding?.icon);
      expect(COLORS).toContain(branding?.color);
    }
  });
});

describe.each(names)('%s', (name) => {
  it('runs on node24 from its own bundle', () => {
    const { runs } = metadataOf(name);
    expect(runs.using).toBe('node24');
    expect(runs.main).toBe(`../dist/${name}/index.js`);
    expect(existsSync(join(root, name, runs.main ?? ''))).toBe(true);
  });

  it('keeps metadata and documentation only in its folder', async () => {
    expect((await readdir(join(root, name))).sort()).toEqual(['README.md', 'action.yml']);
  });

  it('reads every input it declares, and declares every input it reads', async () => {
    const { reader } = await readWith(name, await minimalInputs(name));
    expect([...reader.asked].sort()).toEqual(Object.keys(metadataOf(name).inputs ?? {}).sort());
  });

  it('accepts its minimal inputs, and means by its own defaults what action.yml says', async () => {
    const base = await minimalInputs(name);
    const bare = await readWith(name, base);
    const explicit = await readWith(name, { ...defaults(metadataOf(name)), ...base });
    expect(bare.reader.issues).toEqual([]);
    expect(explicit.reader.issues).toEqual([]);
    expect(explicit.value).toEqual(bare.value);
  });

  it('says how it ended whatever happens', async () => {
    const index = await readFile(join(root, 'actions', name, 'index.ts'), 'utf8');
    const [, verdict = '', also = ''] = /\{ verdict: '([a-z]+)', also: \[(.*)\] \}/.exec(index) ?? [];
    const { outputs = {} } = metadataOf(name);
    expect(outputs[verdict]?.description).toMatch(/`failed`.*`cancelled`|`cancelled`.*`failed`/);
    const always = ['reason', 'duration-ms'].filter((output) => output in outputs);
    expect(also.split(', ').filter((quoted) => quoted !== '')).toEqual(always.map((output) => `'${output}'`));
    expect(Object.keys(outputs)).toContain('report');
  });

  it('sets the outputs it declares', async () => {
    const files = (await readdir(join(root, 'actions', name), { recursive: true })).filter(
      (file) => file.endsWith('.ts') && !file.endsWith('.test.ts'),
    );
    const source = (await Promise.all(files.map((file) => readFile(join(root, 'actions', name, file), 'utf8')))).join(
      '\n',
    );
    const outputs = Object.keys(metadataOf(name).outputs ?? {}).filter((output) => output !== 'report');
    expect(outputs.filter((output) => !new RegExp(`['"\`]?\\b${output}\\b['"\`]?`).test(source))).toEqual([]);
    expect(source).toContain('writeReport(');
  });
});
