import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as core from '@actions/core';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { addOutput, annotate, debug, failStep, group, maskValue, printLine } from './workflow-commands.ts';

const TEXTS = ['', 'plain', '100 %', 'a\nb\r\nc', '::error::x', 'a:b,c=d;%0A', 'Grüße \u{1F680}', '\u0000\u001b[31m'];
const PLACES = [
  {},
  { title: '' },
  { title: 'a: b, c % d\ne', file: 'src/x,y:z.ts' },
  { file: 'a.ts', startLine: 1, endLine: 2, startColumn: 3, endColumn: 4 },
  { endColumn: 9, startLine: 7 },
];

/** What `act` writes to stdout. */
async function printed(act: () => unknown): Promise<string> {
  const chunks: string[] = [];
  const write = jest.spyOn(process.stdout, 'write').mockImplementation((chunk) => {
    chunks.push(String(chunk));
    return true;
  });
  try {
    await act();
  } finally {
    write.mockRestore();
  }
  return chunks.join('');
}

describe('workflow commands are those of @actions/core', () => {
  const exitCode = process.exitCode;
  afterEach(() => {
    process.exitCode = exitCode;
  });

  it.each(TEXTS)('of the text %j', async (text) => {
    expect(await printed(() => printLine(text))).toBe(await printed(() => core.info(text)));
    expect(await printed(() => debug(text))).toBe(await printed(() => core.debug(text)));
    expect(await printed(() => maskValue(text))).toBe(await printed(() => core.setSecret(text)));
    const grouped = async (open: typeof group): Promise<string> =>
      printed(() =>
        open(text, () =>
          Promise.resolve().then(() => {
            printLine('x');
          }),
        ),
      );
    expect(await grouped(group)).toBe(await grouped(core.group));
    for (const level of ['notice', 'warning', 'error'] as const)
      for (const at of PLACES)
        expect(await printed(() => annotate(level, text, at))).toBe(
          // Properties without a value leave it a blank that says nothing.
          (await printed(() => core[level](text, at))).replace(/^(::\w+) ::/, '$1::'),
        );
  });

  it('closes a group whose body fails', async () => {
    const body = (): Promise<never> => Promise.reject(new Error('no'));
    const ends = async (open: typeof group): Promise<string> =>
      printed(() => open('title', body).catch(() => undefined));
    expect(await ends(group)).toBe(await ends(core.group));
    expect(await ends(group)).toContain('::endgroup::');
  });

  it('fails the step', async () => {
    const ours = await printed(() => failStep('a\nb'));
    expect(process.exitCode).toBe(1);
    process.exitCode = 0;
    expect(ours).toBe(await printed(() => core.setFailed('a\nb')));
  });
});

describe('addOutput', () => {
  let folder: string;
  let file: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'outputs-'));
    file = join(folder, 'output');
    await writeFile(file, '');
  });
  afterEach(async () => {
    delete process.env['GITHUB_OUTPUT'];
    await rm(folder, { recursive: true });
  });

  it.each(TEXTS)('writes %j as @actions/core does', async (text) => {
    addOutput(file, 'name', text);
    const ours = await readFile(file, 'utf8');
    await writeFile(file, '');
    process.env['GITHUB_OUTPUT'] = file;
    core.setOutput('name', text);
    const sameDelimiter = (entry: string): string => entry.replaceAll(/ghadelimiter_[0-9a-f-]{36}/g, 'delimiter');
    expect(sameDelimiter(ours)).toBe(sameDelimiter(await readFile(file, 'utf8')));
    expect(ours).toContain(text);
  });

  it('adds to what is there', async () => {
    addOutput(file, 'a', '1');
    addOutput(file, 'b', '2');
    expect((await readFile(file, 'utf8')).match(/^[ab]<</gm)).toHaveLength(2);
  });

  it.each([undefined, ''])('writes nothing where no file is named (%j)', async (none) => {
    expect(await printed(() => addOutput(none, 'name', 'value'))).toBe('');
  });
});
