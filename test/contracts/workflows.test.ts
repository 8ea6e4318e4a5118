import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { load } from 'js-yaml';
import { githubProblems } from '../support/github-language.ts';
import { actionNames, projectFiles, root } from '../support/project.ts';

const read = (path: string): Promise<string> => readFile(join(root, path), 'utf8');
const workflows = [
  ...(await projectFiles('.github/workflows', '.yml')),
  ...(await projectFiles('examples/workflows', '.yml')),
  ...(await projectFiles('templates', '.yml')),
];
const actionFiles = ['action.yml', ...(await actionNames()).map((name) => join(name, 'action.yml'))];
/** A job that examples take the image from, before the one that they are steps of. */
const JOBS = `on: [push, pull_request]
jobs:
  image:
    runs-on: ubuntu-latest
    outputs: { image: registry/name@sha256 }
    steps: [{ run: 'true' }]
  job:
    needs: image
    runs-on: ubuntu-latest
`;

const readmes = ['README.md', ...(await actionNames()).map((name) => join(name, 'README.md'))];
const blocks = (await Promise.all(readmes.map(yamlBlocks))).flat();

interface YamlBlock {
  readonly where: string;
  readonly text: string;
}

/** YAML blocks of a README, with steps and jobs alone made whole so that they can be checked. */
async function yamlBlocks(path: string): Promise<readonly YamlBlock[]> {
  const text = await read(path);
  return [...text.matchAll(/```ya?ml\n([\s\S]*?)```/g)].map((match, index) => ({
    where: `${path} block ${index + 1}`,
    text: wholeWorkflow(match[1] ?? ''),
  }));
}

function wholeWorkflow(block: string): string {
  const margin = /^ */.exec(block)?.[0].length ?? 0;
  const text = block.replace(new RegExp(`^ {${margin}}`, 'gm'), '');
  const indent = (spaces: number): string => text.replace(/^(?=.)/gm, ' '.repeat(spaces));
  if (/^- /m.test(text) && !/^\w/m.test(text)) return `${JOBS}    steps:\n${indent(6)}`;
  if (/^steps:/m.test(text)) return `${JOBS}${indent(4)}`;
  if (/^jobs:/m.test(text) && !/^on:/m.test(text)) return `on: push\n${text}`;
  return text;
}

/** What is used of others by anything but a full commit with its version beside it. */
function unpinned(text: string): readonly string[] {
  const uses = [...text.matchAll(/uses:\s*(\S+)(.*)$/gm)].map(([, name = '', comment = '']) => `${name}${comment}`);
  const ours = /^(?:\$\/[\w.-]+|org\/cicd-actions\/\S+@v\d+)$/;
  const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
  return uses.filter((use) => !ours.test(use) && !pinned.test(use));
}

describe.each(workflows)('%s', (path) => {
  it('is right by GitHub’s own language service', async () => {
    // The service tells a workflow by its folder, and examples and templates are copied there.
    const copied = path.replace(/^(?:examples\/workflows|templates)/, '.github/workflows');
    expect(await githubProblems(copied, await read(path))).toEqual([]);
  });

  it('grants nothing by default and names what each job may do', async () => {
    const workflow = load(await read(path)) as {
      readonly permissions?: object;
      readonly jobs: Readonly<Record<string, { readonly permissions?: object }>>;
    };
    expect(workflow.permissions).toEqual({});
    for (const job of Object.values(workflow.jobs)) expect(job.permissions).toBeDefined();
  });

  it('pins every foreign action by its full commit and its version', async () => {
    expect(unpinned(await read(path))).toEqual([]);
  });

  it('keeps expressions out of scripts', async () => {
    const workflow = load(await read(path)) as {
      readonly jobs: Readonly<Record<string, { readonly steps?: readonly { readonly run?: string }[] }>>;
    };
    const scripts = Object.values(workflow.jobs).flatMap((job) => (job.steps ?? []).flatMap((step) => step.run ?? []));
    expect(scripts.filter((script) => script.includes('${{'))).toEqual([]);
  });
});

describe.each(actionFiles)('%s', (path) => {
  it('is right by GitHub’s own language service', async () => {
    expect(await githubProblems(path, await read(path))).toEqual([]);
  });
});

describe('examples in the READMEs', () => {
  it('exist', () => {
    expect(blocks.length).toBeGreaterThanOrEqual(readmes.length);
  });

  it.each(blocks.map(({ where, text }) => [where, text]))('%s is right', async (_, text) => {
    expect(await githubProblems('.github/workflows/readme.yml', text)).toEqual([]);
    expect(unpinned(text)).toEqual([]);
  });
});

describe('the language service in this test', () => {
  it.each([
    ['an input the action does not have', 'clusterx: a', "Invalid action input 'clusterx'"],
    ['a missing required input', 'cluster: a', 'Missing required input'],
  ])('finds %s', async (_, input, message) => {
    const text = `on: push\njobs:\n  job:\n    runs-on: ubuntu-latest\n    steps:\n      - uses: org/cicd-actions/deploy-ecs@v1\n        with:\n          ${input}\n`;
    expect((await githubProblems('.github/workflows/x.yml', text)).join()).toContain(message);
  });
});
