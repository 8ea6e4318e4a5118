import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { templateFiles } from '../../scripts/template-files.ts';
import { projectFiles, root } from '../support/project.ts';

const made = await templateFiles(root);
const paths = [...made.keys()].sort();

/** Members of a `.properties.json` that GitHub knows. */
const KNOWN = ['name', 'description', 'iconName', 'categories', 'filePatterns'];

describe('the organisation’s workflow templates', () => {
  it('are all there, in pairs', async () => {
    expect(await projectFiles('templates', '')).toEqual(paths);
    const stems = new Set(paths.map((path) => path.replace(/\.(?:yml|properties\.json)$/, '')));
    expect(paths).toHaveLength(2 * stems.size);
  });

  it.each(paths)('%s is what `npm run templates` makes of the example', async (path) => {
    expect(await readFile(join(root, path), 'utf8')).toBe(made.get(path));
  });

  it.each(paths.filter((path) => path.endsWith('.json')))('%s has what GitHub shows, and nothing else', (path) => {
    const properties = JSON.parse(made.get(path) ?? '') as Readonly<Record<string, string | readonly string[]>>;
    expect(Object.keys(properties).filter((key) => !KNOWN.includes(key))).toEqual([]);
    expect(properties).toMatchObject({
      name: expect.stringMatching(/\S/),
      description: expect.stringMatching(/^.{10,125}$/),
      iconName: expect.stringMatching(/^octicon [a-z-]+$/),
    });
    for (const pattern of properties['filePatterns'] ?? []) expect(() => new RegExp(pattern)).not.toThrow();
  });

  it('name no branch that a repository may not have', () => {
    expect(made.get('templates/ship.yml')).toContain('branches: [$default-branch]');
    for (const text of made.values()) expect(text).not.toMatch(/branches: \[(?!\$default-branch\])/);
  });
});
