import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { diffTrees } from './git/diff.ts';
import { blobSha, changedTree } from './git/objects.ts';
import { openBench, type Bench } from './testing/client.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
});

afterEach(async () => {
  await bench.github.close();
});

interface Comparison {
  readonly status: string;
  readonly ahead_by: number;
  readonly behind_by: number;
  readonly commits: readonly { readonly sha: string }[];
  readonly files: readonly {
    readonly filename: string;
    readonly status: string;
    readonly previous_filename?: string;
  }[];
}

describe('compare', () => {
  it('tells ahead, behind, diverged and identical, with the files since the merge base', async () => {
    const repository = bench.github.seed('acme/shop');
    const base = repository.commit({ files: { 'a.txt': '1\n2\n', 'old.txt': 'same\n', 'gone.txt': 'x\n' } }).sha;
    const one = repository.commit({ branch: 'topic', files: { 'a.txt': '1\n3\n' } }).sha;
    const two = repository.commit({
      branch: 'topic',
      files: { 'new.txt': 'same\n', 'old.txt': null, 'gone.txt': null, 'b/c d.txt': 'y\n' },
    }).sha;
    repository.commit({ files: { 'main.txt': 'z\n' } });
    const compare = async (basehead: string): Promise<Comparison> =>
      (await bench.call(`GET /compare/${basehead}`)).body as Comparison;
    const diverged = await compare('main...topic');
    expect(diverged).toMatchObject({ status: 'diverged', ahead_by: 2, behind_by: 1, merge_base_commit: { sha: base } });
    expect(diverged.commits.map(({ sha }) => sha)).toEqual([one, two]);
    expect(diverged.files.map(({ filename, status }) => `${status} ${filename}`)).toEqual([
      'modified a.txt',
      'added b/c d.txt',
      'removed gone.txt',
      'renamed new.txt',
    ]);
    expect(diverged.files.at(-1)?.previous_filename).toBe('old.txt');
    expect(await compare(`${base}...acme:topic`)).toMatchObject({ status: 'ahead', ahead_by: 2, behind_by: 0 });
    expect(await compare(`topic...${base}`)).toMatchObject({ status: 'behind', files: [] });
    expect(await compare('main...main')).toMatchObject({ status: 'identical', commits: [], files: [] });
    expect((await bench.call('GET /compare/main...nowhere')).status).toBe(404);
  });

  it('gives 300 files on the first page only, and 250 commits without paging', async () => {
    const repository = bench.github.seed('acme/shop');
    const base = repository.commit({ files: {} }).sha;
    const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`f${index}.txt`, `${index}\n`]));
    repository.commit({ files: many });
    for (let count = 0; count < 259; count++) repository.commit({ message: `Change ${count}` });
    const whole = (await bench.call(`GET /compare/${base}...main`)).body as Comparison & { total_commits: number };
    expect([whole.files.length, whole.commits.length, whole.total_commits]).toEqual([300, 250, 260]);
    expect(whole.commits.at(-1)?.sha).toBe(repository.state.refs.get('refs/heads/main'));
    const second = (await bench.call(`GET /compare/${base}...main?per_page=100&page=3`)).body as Comparison;
    expect([second.files.length, second.commits.length]).toEqual([0, 60]);
  });
});

describe('pull requests', () => {
  it('lists at most 3,000 files over all pages', async () => {
    const repository = bench.github.seed('acme/shop');
    repository.commit({ files: { 'a.txt': '1\n' } });
    const many = Object.fromEntries(Array.from({ length: 3100 }, (_, index) => [`f${index}.txt`, '1\n']));
    repository.commit({ branch: 'topic', files: many });
    const { number } = repository.pull({ head: 'topic' });
    const files = async (page: number): Promise<number> =>
      ((await bench.call(`GET /pulls/${number}/files?per_page=100&page=${page}`)).body as unknown[]).length;
    expect([await files(30), await files(31)]).toEqual([100, 0]);
    expect((await bench.call(`GET /pulls/${number}`)).body).toMatchObject({
      changed_files: 3100,
      commits: 1,
      merged: false,
    });
  });

  it('is found by the commit it was merged as and by those it carried', async () => {
    const repository = bench.github.seed('acme/shop');
    repository.commit({ files: { 'a.txt': '1\n' } });
    const inside = repository.commit({ branch: 'topic', files: { 'b.txt': '1\n' } }).sha;
    const squashed = repository.commit({ message: 'Topic (#1)', files: { 'b.txt': '1\n' } }).sha;
    repository.pull({ head: 'topic', mergedAs: squashed });
    for (const sha of [inside, squashed])
      expect((await bench.call(`GET /commits/${sha}/pulls`)).body).toMatchObject([
        { number: 1, merge_commit_sha: squashed },
      ]);
    expect((await bench.call('GET /pulls')).body).toEqual([]);
    expect((await bench.call('GET /pulls?state=all')).body).toMatchObject([{ number: 1, state: 'closed' }]);
  });

  it('takes comments, changes and deletes them', async () => {
    const repository = bench.github.seed('acme/shop');
    repository.commit({});
    repository.commit({ branch: 'topic', files: { b: '1' } });
    const { number } = repository.pull({ head: 'topic' });
    const created = await bench.call(`POST /issues/${number}/comments`, { body: { body: 'Deployed.' } });
    expect(created.status).toBe(201);
    const { id } = created.body as { id: number };
    await bench.call(`PATCH /issues/comments/${id}`, { body: { body: 'Verified.' } });
    expect((await bench.call(`GET /issues/${number}/comments`)).body).toMatchObject([{ body: 'Verified.' }]);
    expect((await bench.call(`POST /issues/${number}/comments`, { body: { body: ' ' } })).status).toBe(422);
    expect((await bench.call(`DELETE /issues/comments/${id}`)).status).toBe(204);
    expect((await bench.call(`GET /issues/${number}/comments`)).body).toEqual([]);
    expect((await bench.call('POST /issues/99/comments', { body: { body: 'x' } })).status).toBe(404);
  });
});

describe('refs, contents and commits', () => {
  it('creates, moves only forward unless forced, and deletes a ref', async () => {
    const repository = bench.github.seed('acme/shop');
    const first = repository.commit({ files: { a: '1' } }).sha;
    const second = repository.commit({ files: { a: '2' } }).sha;
    const ref = 'refs/tags/release/1';
    expect((await bench.call('POST /git/refs', { body: { ref, sha: second } })).status).toBe(201);
    expect((await bench.call('POST /git/refs', { body: { ref, sha: second } })).body).toMatchObject({
      message: 'Reference already exists',
    });
    expect((await bench.call('GET /git/ref/tags/release/1')).body).toMatchObject({ object: { sha: second } });
    expect((await bench.call('PATCH /git/refs/tags/release/1', { body: { sha: first } })).status).toBe(422);
    expect((await bench.call('PATCH /git/refs/tags/release/1', { body: { sha: first, force: true } })).status).toBe(
      200,
    );
    expect((await bench.call('DELETE /git/refs/tags/release/1')).status).toBe(204);
    expect((await bench.call('GET /git/ref/tags/release/1')).status).toBe(404);
  });

  it('reads a file at a ref, and a commit by branch, tag or short sha', async () => {
    const repository = bench.github.seed('acme/shop');
    const first = repository.commit({ files: { 'src/a b.txt': 'one\n' }, tags: ['v1'] }).sha;
    repository.commit({ files: { 'src/a b.txt': 'two\n' } });
    const content = async (query: string): Promise<string> => {
      const { body } = await bench.call(`GET /contents/src/a%20b.txt${query}`);
      return Buffer.from((body as { content: string }).content, 'base64').toString();
    };
    expect(await content('')).toBe('two\n');
    expect(await content('?ref=v1')).toBe('one\n');
    expect((await bench.call('GET /contents/none')).status).toBe(404);
    for (const ref of ['v1', first.slice(0, 7), first])
      expect((await bench.call(`GET /commits/${ref}`)).body).toMatchObject({
        sha: first,
        stats: { additions: 1, deletions: 0 },
        files: [{ filename: 'src/a b.txt', status: 'added' }],
      });
    expect((await bench.call('GET /commits/nowhere')).status).toBe(422);
  });
});

describe('commit statuses', () => {
  it('combines the newest of each context', async () => {
    const { sha } = bench.github.seed('acme/shop').commit({});
    const post = (context: string, state: string): Promise<unknown> =>
      bench.call(`POST /statuses/${sha}`, { body: { context, state } });
    expect((await bench.call('GET /commits/main/status')).body).toMatchObject({ state: 'pending', total_count: 0 });
    await post('ci', 'failure');
    await post('lint', 'success');
    expect((await bench.call('GET /commits/main/status')).body).toMatchObject({ state: 'failure', total_count: 2 });
    await post('ci', 'success');
    expect((await bench.call('GET /commits/main/status')).body).toMatchObject({ state: 'success', total_count: 2 });
    expect((await bench.call('GET /commits/main/statuses')).body).toHaveLength(3);
  });
});

describe('diffTrees', () => {
  it.each([
    { before: '1\n2\n3\n', after: '1\nx\n3\n', lines: [1, 1], patch: '@@ -1,3 +1,3 @@\n 1\n-2\n+x\n 3' },
    { before: '', after: '1\n', lines: [1, 0], patch: '@@ -0,0 +1,1 @@\n+1' },
    { before: '1\n', after: '', lines: [0, 1], patch: '@@ -1,1 +0,0 @@\n-1' },
    {
      before: '1\n2\n3\n4\n5\n6\n',
      after: '1\n2\n3\n4\n5\n6\n7\n',
      lines: [1, 0],
      patch: '@@ -4,3 +4,4 @@\n 4\n 5\n 6\n+7',
    },
  ])('writes a patch git could apply: $before to $after', ({ before, after, lines, patch }) => {
    const old = changedTree(new Map(), { f: before });
    const [additions, deletions] = lines;
    expect(diffTrees(old, changedTree(old, { f: after }))).toEqual([
      { path: 'f', status: 'modified', sha: blobSha(after), additions, deletions, patch },
    ]);
  });

  it('gives blobs the ids git gives them', () => {
    expect(blobSha('hello\n')).toBe('ce013625030ba8dba906f756967f9e9ca394464a');
  });
});
