import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runJob, type JobStep } from './run-job.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'job-test-'));
  await action('say', `console.log(process.env.INPUT_TEXT, process.env.LEVEL ?? '-', process.env.PATH.split(':')[0]);`);
  await action('set', `put('OUTPUT', 'image=repo@sha256:1'); put('ENV', 'LEVEL=high'); put('PATH', '/tools');`);
  await action('fail', `process.exit(1);`);
});

afterEach(async () => {
  await rm(root, { recursive: true, force: true });
});

async function action(name: string, main: string): Promise<void> {
  await mkdir(join(root, name));
  const metadata = `inputs: { text: {} }\nruns: { using: node24, main: main.mjs, post: post.mjs }\n`;
  const prelude = `import { appendFileSync } from 'node:fs';
    const put = (file, text) => appendFileSync(process.env['GITHUB_' + file], text + '\\n');\n`;
  await writeFile(join(root, name, 'action.yml'), metadata);
  await writeFile(join(root, name, 'main.mjs'), prelude + main);
  await writeFile(join(root, name, 'post.mjs'), `console.log('post ${name}');`);
}

async function run(steps: readonly JobStep[]) {
  const lines: string[] = [];
  const job = await runJob({
    repository: root,
    workspace: root,
    directory: join(root, 'runner'),
    env: { PATH: '/usr/bin' },
    github: {
      sha: 'abc',
      ref: 'refs/heads/main',
      repository: 'octo/service',
      runId: 1,
      runNumber: 1,
      runAttempt: 1,
      actor: 'mona',
      eventName: 'push',
    },
    onLine: (line) => lines.push(line),
    steps,
  });
  return { job, lines };
}

it('hands outputs, environment and path to later steps, and runs posts in reverse order', async () => {
  const { job, lines } = await run([
    { action: 'say', inputs: { text: 'before' } },
    { id: 'build', action: 'set' },
    { action: 'say', inputs: { text: 'got ${{ steps.build.outputs.image }}' } },
  ]);
  expect(job.conclusion).toBe('success');
  expect([...job.steps.keys()]).toEqual(['1', 'build', '3']);
  expect(lines).toEqual(['before - /usr/bin', 'got repo@sha256:1 high /tools', 'post say', 'post set', 'post say']);
});

it('skips the rest after a failure, but what asks for it', async () => {
  const { job, lines } = await run([
    { action: 'fail' },
    { action: 'say', inputs: { text: 'skipped' } },
    { id: 'rollback', if: 'failure()', action: 'say', inputs: { text: 'rollback' } },
    { id: 'notify', if: 'always()', action: 'say', inputs: { text: '${{ job.status }}' } },
  ]);
  expect(job.conclusion).toBe('failure');
  expect([...job.steps].map(([id, { conclusion }]) => [id, conclusion])).toEqual([
    ['1', 'failure'],
    ['rollback', 'success'],
    ['notify', 'success'],
  ]);
  expect(lines.slice(0, 2)).toEqual(['rollback - /usr/bin', 'failure - /usr/bin']);
});
