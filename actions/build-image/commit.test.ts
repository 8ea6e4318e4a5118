import { chown, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { runProcess } from '#shared/process/run';
import { chooseCommit, readCheckout } from './commit.ts';
import { eventFacts } from './event.ts';

const A = 'a'.repeat(40);
const B = 'b'.repeat(40);
const C = 'c'.repeat(40);
const NO_EVENT = eventFacts({});
const PULL = eventFacts({ pull_request: { head: { sha: B, repo: { full_name: 'org/app' } } } });

describe('chooseCommit', () => {
  it.each([
    { source: 'what the user names', sha: A, event: PULL, expected: A },
    { source: 'the head of the pull request, not its merge commit', sha: undefined, event: PULL, expected: B },
    { source: 'the commit of the event', sha: undefined, event: NO_EVENT, expected: C },
  ])('takes $source', ({ sha, event, expected }) => {
    expect(chooseCommit(sha, { event, run: { sha: C } })).toBe(expected);
  });

  it.each([
    ['', 'Input sha: is empty and GITHUB_SHA is not set'],
    ['main', 'Input sha: is empty and GITHUB_SHA is "main"'],
  ])('refuses GITHUB_SHA %j', (sha, message) => {
    expect(() => chooseCommit(undefined, { event: NO_EVENT, run: { sha } })).toThrow(message);
  });
});

describe('readCheckout', () => {
  let directory: string;
  const debugged: string[] = [];
  const ask = (sha: string) =>
    readCheckout({
      directory,
      sha,
      env: { PATH: process.env['PATH'] },
      signal: new AbortController().signal,
      debug: (message) => debugged.push(message),
    });

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'checkout-'));
    debugged.length = 0;
  });
  afterEach(() => rm(directory, { recursive: true }));

  async function git(...args: string[]): Promise<string> {
    let output = '';
    const identity = ['-c', 'user.name=T', '-c', 'user.email=t@example.com'];
    const { exitCode } = await runProcess({
      command: 'git',
      args: ['-C', directory, ...identity, ...args],
      env: { PATH: process.env['PATH'], GIT_COMMITTER_DATE: '2026-01-02T03:04:05+01:00' },
      onLine: (line) => (output += line),
    });
    expect(exitCode).toBe(0);
    return output;
  }

  it('knows what is checked out, and when the commit was made', async () => {
    await git('init', '--quiet');
    await git('commit', '--quiet', '--allow-empty', '--message=one');
    const sha = await git('rev-parse', 'HEAD');
    expect(await ask(sha)).toEqual({ head: sha, committedAt: '2026-01-02T03:04:05+01:00' });
    expect(await ask(A)).toEqual({ head: sha, committedAt: undefined });
  });

  // Only root can give a folder away.
  (process.getuid?.() === 0 ? it : it.skip)('reads a checkout of another user, as a container job has it', async () => {
    await git('init', '--quiet');
    await git('commit', '--quiet', '--allow-empty', '--message=one');
    const sha = await git('rev-parse', 'HEAD');
    for (const path of [directory, join(directory, '.git')]) await chown(path, 1001, 1001);
    expect(await ask(sha)).toMatchObject({ head: sha });
  });

  it('knows nothing where there is no repository, and says why in the debug log', async () => {
    expect(await ask(A)).toEqual({ head: undefined, committedAt: undefined });
    expect(debugged.join('\n')).toContain('not a git repository');
  });
});
