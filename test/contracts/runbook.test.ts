import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { projectFiles, readMetadata, root } from '../support/project.ts';

/** The runbook is read at night: what the action can say must be in it, and what it quotes must be what is said. */
const runbook = await readFile(join(root, 'docs', 'runbook-rollback.md'), 'utf8');
const files = (await projectFiles('actions/rollback', '.ts')).filter((path) => !path.endsWith('.test.ts'));
const sources = [...files, 'shared/ecs/service.ts', 'shared/aws/faults.ts', 'shared/action/errors.ts'];
const source = (await Promise.all(sources.map((path) => readFile(join(root, path), 'utf8')))).join('\n');

/** Text of the sources with every value in it as `…`. */
const general = (text: string): string => text.replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, '…');
const quoted = [...runbook.matchAll(/^\| `([^`]+)`/gm)].map(([, text = '']) => text.trim());
const tableOf = (heading: string): readonly string[] => {
  const section = runbook.split(`## ${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '';
  return [...section.matchAll(/^\| `([^`]+)`/gm)].map(([, text = '']) => text.trim());
};

describe('docs/runbook-rollback.md', () => {
  it('has a section for every outcome', async () => {
    const { outputs = {} } = await readMetadata('rollback');
    const outcomes = [...(outputs['outcome']?.description ?? '').matchAll(/`([a-z-]+)`/g)].map(([, name]) => name);
    const sections = [...runbook.matchAll(/^### `([a-z-]+)`$/gm)].map(([, name]) => name);
    expect(sections.sort()).toEqual(outcomes.sort());
    expect(outcomes.length).toBeGreaterThan(5);
  });

  const errors = [...source.matchAll(/new ActionError\(\s*([`'"])((?:(?!\1)[^\\]|\\.)*)\1/g)]
    .map(([, , text = '']) => general(text))
    .filter((text) => text !== '');

  it('finds the errors of the action', () => {
    expect(errors.length).toBeGreaterThan(8);
  });

  it.each(errors)('says what to do about: %s', (error) => {
    expect(tableOf('What it says').filter((text) => error.includes(text))).not.toEqual([]);
  });

  it('quotes nothing that is never said', () => {
    const said = general(source);
    expect(quoted.length).toBeGreaterThan(10);
    expect(tableOf('What it says').filter((text) => !said.includes(text))).toEqual([]);
  });

  it('links what is there', () => {
    const headings = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, text = '']) => text.toLowerCase().replace(/ /g, '-'));
    const links = [...runbook.matchAll(/\]\(([^)]+)\)/g)].map(([, target = '']) => target);
    const broken = links.filter((link) => {
      const [path = '', anchor = ''] = link.split('#');
      return path === '' ? !headings.includes(anchor) : !existsSync(join(root, 'docs', path));
    });
    expect(broken).toEqual([]);
  });
});
