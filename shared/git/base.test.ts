import { afterEach, describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { findBase } from './base.ts';
import { changedSince, folderPrefix, trackedFiles } from './files.ts';
import { createGit, GitError, type Git } from './git.ts';
import { GIT_TEST_ENV, TestRepository } from './testing/repository.ts';

const repositories: TestRepository[] = [];

function repository(): TestRepository {
  const made = new TestRepository();
  repositories.push(made);
  return made;
}

function shallow(origin: TestRepository, commit: string): TestRepository {
  const made = origin.shallowClone(commit);
  repositories.push(made);
  return made;
}

const gitIn = (repo: TestRepository, folder = ''): Git =>
  createGit({ cwd: `${repo.path}/${folder}`, env: GIT_TEST_ENV, signal: new AbortController().signal });

afterEach(() => {
  for (const made of repositories.splice(0)) made.remove();
});

/** main: first - base; topic from first: head; merge: what GitHub tests. */
function pullRequest() {
  const origin = repository();
  const first = origin.write('a.ts', '1').write('old.ts', 'x').commit();
  origin.git('checkout', '--quiet', '-b', 'topic');
  origin.git('mv', 'old.ts', 'new name.ts');
  const head = origin.write('topic.ts', '1').commit();
  origin.git('checkout', '--quiet', 'main');
  const base = origin.write('main.ts', '1').commit();
  origin.git('checkout', '--quiet', '--detach', 'main');
  origin.git('merge', '--quiet', '--no-ff', '-m', 'merge', 'topic');
  return { origin, first, head, base, merge: origin.git('rev-parse', 'HEAD') };
}

describe('findBase', () => {
  it('compares a merge commit with its first parent, in a checkout of one commit too', async () => {
    const { origin, base, head, merge, first } = pullRequest();
    for (const repo of [origin, shallow(origin, merge)]) {
      // The payload's base is older than the merge: it must not count what main did meanwhile.
      const found = await findBase(gitIn(repo), { kind: 'merge-commit', base: first, head });
      expect(found).toEqual({
        kind: 'found',
        commit: base,
        what: 'the base that GitHub merged the pull request into',
      });
      expect(await changedSince(gitIn(repo), base)).toEqual({
        files: ['new name.ts', 'topic.ts'],
        paths: ['new name.ts', 'old.ts', 'topic.ts'],
      });
    }
  });

  it('compares a checked-out head with where it left the base', async () => {
    const { origin, base, head, first } = pullRequest();
    origin.git('checkout', '--quiet', 'topic');
    expect(await findBase(gitIn(origin), { kind: 'merge-commit', base, head })).toMatchObject({
      commit: first,
      what: 'where it left the base of the pull request',
    });
  });

  it('does not take a merge by the author for the one by GitHub', async () => {
    const { origin, first, merge } = pullRequest();
    origin.git('checkout', '--quiet', '--detach', merge);
    const found = await findBase(gitIn(origin), { kind: 'merge-commit', base: first, head: merge });
    expect(found).toMatchObject({ commit: first, what: 'the base of the pull request' });
  });

  it('compares trees when the history is too short for a merge base', async () => {
    const { origin, head } = pullRequest();
    const clone = shallow(origin, head);
    const found = await findBase(gitIn(clone), { kind: 'fork-point', revision: 'main', what: 'main' });
    expect(found).toEqual({
      kind: 'found',
      commit: origin.git('rev-parse', 'main'),
      what: 'main as it is now, because the history is too short for a merge base',
    });
  });

  it('takes a revision as it is before it looks at the remote', async () => {
    const { origin, first } = pullRequest();
    origin.git('update-ref', 'refs/remotes/origin/HEAD', 'HEAD');
    origin.git('checkout', '--quiet', 'topic');
    expect(await findBase(gitIn(origin), { kind: 'fork-point', revision: 'HEAD~1', what: 'it' })).toMatchObject({
      commit: first,
    });
  });

  it('does not cut off the history of a complete clone', async () => {
    const { origin, head } = pullRequest();
    const clone = repository();
    clone.git('remote', 'add', 'origin', `file://${origin.path}`);
    clone.git('fetch', '--quiet', 'origin', 'topic');
    clone.git('checkout', '--quiet', '--detach', 'FETCH_HEAD');
    await findBase(gitIn(clone), { kind: 'fork-point', revision: 'main', what: 'main' });
    expect(clone.git('rev-list', '--count', head)).toBe('2');
    expect(clone.git('rev-parse', '--is-shallow-repository')).toBe('false');
  });

  it('fetches the commit before a push, and says when nobody has it', async () => {
    const origin = repository();
    const before = origin.write('a', '1').commit();
    const after = origin.write('a', '2').commit();
    const clone = shallow(origin, after);
    expect(await findBase(gitIn(clone), { kind: 'commit', commit: before, what: 'before' })).toMatchObject({
      commit: before,
    });
    const nowhere = 'c'.repeat(40);
    expect(await findBase(gitIn(clone), { kind: 'commit', commit: nowhere, what: 'before' })).toEqual({
      kind: 'not-found',
      why: 'before (ccccccc) is not there; check out with `fetch-depth: 0` to have it',
    });
  });
});

describe('files', () => {
  it('lists tracked regular files below a folder, and where that folder is', async () => {
    const repo = repository();
    repo.write('root.ts', '').write('packages/a/ü b.ts', '').write('packages/b/c.ts', '').commit();
    expect(await trackedFiles(gitIn(repo, 'packages/a'))).toEqual(['ü b.ts']);
    expect(await trackedFiles(gitIn(repo))).toEqual(['packages/a/ü b.ts', 'packages/b/c.ts', 'root.ts']);
    expect([await folderPrefix(gitIn(repo, 'packages/a')), await folderPrefix(gitIn(repo))]).toEqual([
      'packages/a/',
      '',
    ]);
  });
});

describe('createGit', () => {
  it('gives git its own words when it fails', async () => {
    const git = gitIn(repository());
    await expect(git.run(['rev-parse', '--verify', 'nope'])).rejects.toThrow(GitError);
    await expect(git.run(['rev-parse', '--verify', 'nope'])).rejects.toThrow(
      'git rev-parse failed: fatal: Needed a single revision',
    );
  });

  it('gives the reason of a cancellation', async () => {
    const controller = new AbortController();
    const git = createGit({ cwd: repository().path, env: GIT_TEST_ENV, signal: controller.signal });
    const running = git.run(['cat-file', '--batch']); // waits for its standard input
    controller.abort(new CancelledError('SIGINT'));
    await expect(running).rejects.toThrow(CancelledError);
    await expect(git.run(['status'])).rejects.toThrow(CancelledError);
  });
});
