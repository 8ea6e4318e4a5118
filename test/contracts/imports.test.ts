import { readFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import ts from 'typescript';
import { projectFiles, root } from '../support/project.ts';

const ROOMS = ['actions', 'shared', 'sandbox', 'demo'];
const files = (await Promise.all(ROOMS.map((room) => projectFiles(room, '.ts')))).flat();
const graph = new Map(await Promise.all(files.map(async (file) => [file, await importsOf(file)] as const)));

/** Files of the project that `file` imports, types included. */
async function importsOf(file: string): Promise<readonly string[]> {
  const { importedFiles } = ts.preProcessFile(await readFile(join(root, file), 'utf8'));
  return importedFiles.flatMap(({ fileName }) => {
    if (fileName.startsWith('.')) return [normalize(join(dirname(file), fileName))];
    const own = /^#(?:shared|sandbox)\//.test(fileName);
    return own ? [`${fileName.slice(1)}.ts`] : [];
  });
}

/** Every circle found, as a path that ends where it began. */
function circles(): readonly string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push([...path.slice(start), file].join(' -> '));
    if (start >= 0 || done.has(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  };
  for (const file of files) visit(file, []);
  return found;
}

const room = (file: string): string =>
  file
    .split('/')
    .slice(0, file.startsWith('shared/') ? 2 : 1)
    .join('/');
const edges = [...graph].flatMap(([from, targets]) => targets.map((to) => ({ from, to })));

describe('imports', () => {
  it('are read', () => {
    expect(edges.length).toBeGreaterThan(500);
    expect(graph.get('actions/deploy-ecs/index.ts')).toEqual(['shared/action/run.ts', 'actions/deploy-ecs/main.ts']);
  });

  it('form no circle', () => {
    expect(circles()).toEqual([]);
  });

  it('of an action stay within it and shared/, but for tests', () => {
    const own = (file: string): string => file.split('/').slice(0, 2).join('/');
    expect(
      edges.filter(
        ({ from, to }) =>
          from.startsWith('actions/') &&
          !from.endsWith('.test.ts') &&
          !to.startsWith('shared/') &&
          own(to) !== own(from),
      ),
    ).toEqual([]);
  });

  it('of the sandbox stay within it', () => {
    expect(edges.filter(({ from, to }) => from.startsWith('sandbox/') && !to.startsWith('sandbox/'))).toEqual([]);
  });

  it('of shared/action and shared/text go nowhere else, but for tests', () => {
    const foundation = edges.filter(
      ({ from }) => /^shared\/(?:action|text|process)\//.test(from) && !from.endsWith('.test.ts'),
    );
    expect(foundation.filter(({ to }) => !/^shared\/(?:action|text|process)$/.test(room(to)))).toEqual([]);
  });
});
