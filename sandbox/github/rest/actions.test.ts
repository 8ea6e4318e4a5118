import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openBench, type Bench } from './testing/client.ts';

let bench: Bench;

beforeEach(async () => {
  bench = await openBench();
  bench.github.seed('acme/shop').commit({ files: { 'a.txt': 'one\n' } });
});

afterEach(async () => {
  await bench.github.close();
});

describe('workflow runs', () => {
  it('filters by branch, event, status, conclusion, sha and time, newest first', async () => {
    const repository = bench.github.seed('acme/shop');
    const at = (day: number): number => Date.UTC(2026, 10, day, 12);
    repository.commit({ branch: 'topic' });
    const first = repository.run({ createdAt: at(1) }).id;
    const second = repository.run({ createdAt: at(2), event: 'pull_request', branch: 'topic' }).id;
    const third = repository.run({ createdAt: at(3), attempts: [{ conclusion: 'failure' }] }).id;
    const ids = async (query: string): Promise<readonly number[]> => {
      const { body } = await bench.call(`GET /actions/runs${query}`);
      return (body as { workflow_runs: { id: number }[] }).workflow_runs.map(({ id }) => id);
    };
    expect(await ids('')).toEqual([third, second, first]);
    expect(await ids('?branch=topic')).toEqual([second]);
    expect(await ids('?event=push&status=success')).toEqual([first]);
    expect(await ids('?status=completed')).toEqual([third, second, first]);
    expect(await ids('?created=2026-11-02')).toEqual([second]);
    expect(await ids('?created=2026-11-01..2026-11-02')).toEqual([second, first]);
    expect(await ids('?created=%3E%3D2026-11-02')).toEqual([third, second]);
    expect(await ids('?created=*..2026-11-02T11:59:59Z')).toEqual([first]);
    expect((await bench.call('GET /actions/runs?created=yesterday')).status).toBe(422);
  });

  it('ends a filtered search after 1,000 rows and its count at 2,500', async () => {
    const repository = bench.github.seed('acme/shop');
    for (let count = 0; count < 2600; count++) repository.run({});
    const page = async (query: string): Promise<{ total_count: number; workflow_runs: unknown[] }> =>
      (await bench.call(`GET /actions/runs?per_page=100${query}`)).body as {
        total_count: number;
        workflow_runs: unknown[];
      };
    expect(await page('&branch=main&page=11')).toEqual({ total_count: 2500, workflow_runs: [] });
    expect((await page('&branch=main&page=10')).workflow_runs).toHaveLength(100);
    const whole = await page('&page=26');
    expect([whole.total_count, whole.workflow_runs.length]).toEqual([2600, 100]);
  });

  it('keeps what was not run again in the next attempt', async () => {
    const repository = bench.github.seed('acme/shop');
    const run = repository.run({
      attempts: [
        {
          conclusion: 'failure',
          jobs: [
            { name: 'build', conclusion: 'success' },
            { name: 'deploy', conclusion: 'failure' },
          ],
        },
        { conclusion: 'success', keeps: ['build'], jobs: [{ name: 'deploy', conclusion: 'success' }] },
      ],
    });
    const jobs = async (path: string): Promise<readonly string[]> => {
      const { body } = await bench.call(`GET /actions/runs/${run.id}${path}`);
      const found = (body as { jobs: { name: string; run_attempt: number; conclusion: string }[] }).jobs;
      return found.map(({ name, run_attempt, conclusion }) => `${name} ${run_attempt} ${conclusion}`);
    };
    expect(await jobs('/jobs')).toEqual(['build 1 success', 'deploy 2 success']);
    expect(await jobs('/attempts/1/jobs')).toEqual(['build 1 success', 'deploy 1 failure']);
    expect(await jobs('/jobs?filter=all')).toEqual(['build 1 success', 'deploy 1 failure', 'deploy 2 success']);
    expect((await bench.call(`GET /actions/runs/${run.id}`)).body).toMatchObject({
      run_attempt: 2,
      conclusion: 'success',
    });
    expect((await bench.call(`GET /actions/runs/${run.id}/attempts/1`)).body).toMatchObject({ conclusion: 'failure' });
    expect((await bench.call(`GET /actions/runs/${run.id}/attempts/3`)).status).toBe(404);
  });
});

describe('jobs', () => {
  it('has steps by number, annotations, and a log once it has ended', async () => {
    const repository = bench.github.seed('acme/shop');
    const run = repository.run({
      attempts: [
        {
          jobs: [
            {
              name: 'test',
              steps: [
                { name: 'Set up job', conclusion: 'success' },
                { name: 'Run npm test', conclusion: 'failure' },
              ],
              annotations: [{ message: 'Process completed with exit code 1.', startLine: 12 }],
              log: '##[error]Process completed with exit code 1.\n',
            },
          ],
        },
      ],
    });
    const id = run.attempts[0]?.jobs[0] ?? 0;
    expect((await bench.call(`GET /actions/jobs/${id}`)).body).toMatchObject({
      id,
      status: 'in_progress',
      html_url: `https://github.com/acme/shop/actions/runs/${run.id}/job/${id}`,
      check_run_url: `${bench.github.url}/repos/acme/shop/check-runs/${id}`,
      steps: [
        { number: 1, name: 'Set up job', conclusion: 'success', status: 'completed' },
        { number: 2, name: 'Run npm test', conclusion: 'failure' },
      ],
    });
    expect((await bench.call(`GET /check-runs/${id}/annotations`)).body).toMatchObject([
      { message: 'Process completed with exit code 1.', annotation_level: 'failure', start_line: 12, end_line: 12 },
    ]);
    expect((await bench.call(`GET /actions/jobs/${id}/logs`)).status).toBe(404);
    repository.changeJob(id, { status: 'completed', conclusion: 'failure', completedAt: bench.clock.now() });
    const redirect = await bench.call(`GET /actions/jobs/${id}/logs`);
    expect(redirect.status).toBe(302);
    const location = redirect.headers.get('location') ?? '';
    expect(await (await fetch(location)).text()).toBe('##[error]Process completed with exit code 1.\n');
    await bench.clock.advance(61_000);
    expect((await fetch(location)).status).toBe(403);
  });
});

describe('check runs', () => {
  it('is created, gathers annotations request by request, and ends with a conclusion', async () => {
    const head_sha = [...bench.github.seed('acme/shop').state.commits.keys()][0] ?? '';
    const annotation = { path: 'a.txt', start_line: 1, end_line: 1, annotation_level: 'warning', message: 'odd' };
    const created = await bench.call('POST /check-runs', {
      body: { name: 'lint', head_sha, output: { title: 'Lint', summary: '1', annotations: [annotation] } },
    });
    expect(created).toMatchObject({ status: 201, body: { status: 'queued', conclusion: null } });
    const { id } = created.body as { id: number };
    const updated = await bench.call(`PATCH /check-runs/${id}`, {
      body: {
        conclusion: 'failure',
        output: { title: 'Lint', summary: '51', annotations: Array(50).fill(annotation) },
      },
    });
    expect(updated).toMatchObject({
      status: 200,
      body: { status: 'completed', conclusion: 'failure', output: { annotations_count: 51, summary: '51' } },
    });
    expect(
      (
        await bench.call(`PATCH /check-runs/${id}`, {
          body: { output: { summary: '', annotations: Array(51).fill(annotation) } },
        })
      ).status,
    ).toBe(422);
    expect((await bench.call(`GET /commits/main/check-runs?check_name=lint`)).body).toMatchObject({ total_count: 1 });
  });

  it('is refused to a user, to a commit that is not there, and with a summary that is too long', async () => {
    const head_sha = [...bench.github.seed('acme/shop').state.commits.keys()][0] ?? '';
    const token = bench.github.issueToken({ kind: 'user' });
    expect((await bench.call('POST /check-runs', { token, body: { name: 'x', head_sha } })).status).toBe(403);
    expect((await bench.call('POST /check-runs', { body: { name: 'x', head_sha: '0'.repeat(40) } })).status).toBe(422);
    const summary = 'x'.repeat(65_536);
    expect(
      (await bench.call('POST /check-runs', { body: { name: 'x', head_sha, output: { title: 't', summary } } })).status,
    ).toBe(422);
  });
});
