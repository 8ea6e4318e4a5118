import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Json } from './model.ts';
import { openBench, type Bench } from './testing/client.ts';

let bench: Bench;
let sha: string;

beforeEach(async () => {
  bench = await openBench();
  sha = bench.github.seed('acme/shop').commit({ message: 'First', files: { 'a.txt': 'one\n' } }).sha;
});

afterEach(async () => {
  await bench.github.close();
});

async function deploy(body: Record<string, Json> = {}): Promise<number> {
  const answer = await bench.call('POST /deployments', {
    body: { ref: sha, auto_merge: false, required_contexts: [], ...body },
  });
  expect(answer.status).toBe(201);
  return (answer.body as { id: number }).id;
}

async function setState(id: number, state: string, more: Record<string, Json> = {}): Promise<void> {
  const answer = await bench.call(`POST /deployments/${id}/statuses`, { body: { state, ...more } });
  expect(answer.status).toBe(201);
}

async function states(id: number): Promise<readonly string[]> {
  const { body } = await bench.call(`GET /deployments/${id}/statuses`);
  return (body as { state: string }[]).map(({ state }) => state);
}

describe('create a deployment', () => {
  it('keeps what it is given and answers with the defaults of the rest', async () => {
    const { body } = await bench.call('POST /deployments', {
      body: { ref: 'main', required_contexts: [], payload: { release: 7 } },
    });
    expect(body).toMatchObject({
      sha,
      ref: 'main',
      task: 'deploy',
      environment: 'production',
      original_environment: 'production',
      production_environment: true,
      transient_environment: false,
      payload: { release: 7 },
      description: null,
      creator: { login: 'github-actions[bot]' },
    });
    const { body: environments } = await bench.call('GET /environments');
    expect(environments).toMatchObject({ total_count: 1, environments: [{ name: 'production' }] });
  });

  it('refuses a ref that is not there, and a body without one', async () => {
    expect(await bench.call('POST /deployments', { body: { ref: 'nowhere' } })).toMatchObject({
      status: 422,
      body: { message: 'No ref found for: nowhere', status: '422' },
    });
    expect(await bench.call('POST /deployments', { body: {} })).toMatchObject({
      status: 422,
      body: {
        message: 'Invalid request.\n\n"ref" wasn\'t supplied.',
        documentation_url: 'https://docs.github.com/rest/deployments/deployments#create-a-deployment',
      },
    });
  });

  it('waits for the checks of the commit unless it is told not to', async () => {
    const repository = bench.github.seed('acme/shop');
    const run = repository.run({ attempts: [{ jobs: [{ name: 'deploy' }, { name: 'test', conclusion: 'success' }] }] });
    expect(await bench.call('POST /deployments', { body: { ref: sha } })).toMatchObject({
      status: 409,
      body: {
        message: `Conflict: Commit status checks failed for ${sha}.`,
        errors: [
          {
            contexts: [
              { context: 'deploy', state: 'pending' },
              { context: 'test', state: 'success' },
            ],
            field: 'required_contexts',
          },
        ],
      },
    });
    expect((await bench.call('POST /deployments', { body: { ref: sha, required_contexts: ['test'] } })).status).toBe(
      201,
    );
    const job = run.attempts[0]?.jobs[0] ?? 0;
    repository.changeJob(job, { status: 'completed', conclusion: 'success' });
    expect((await bench.call('POST /deployments', { body: { ref: sha } })).status).toBe(201);
  });

  it('merges the default branch into a branch that is behind it, and makes no deployment then', async () => {
    const repository = bench.github.seed('acme/shop');
    repository.commit({ branch: 'topic', parents: [sha], files: { 'b.txt': 'two\n' } });
    repository.commit({ message: 'Second', files: { 'a.txt': 'three\n' } });
    expect(await bench.call('POST /deployments', { body: { ref: 'topic' } })).toMatchObject({
      status: 202,
      body: { message: 'Auto-merged main into topic on deployment.' },
    });
    expect(repository.state.deployments.size).toBe(0);
    expect((await bench.call('POST /deployments', { body: { ref: 'topic' } })).status).toBe(201);
  });

  it('refuses to merge what conflicts', async () => {
    const repository = bench.github.seed('acme/shop');
    repository.commit({ branch: 'topic', parents: [sha], files: { 'a.txt': 'two\n' } });
    repository.commit({ files: { 'a.txt': 'three\n' } });
    expect(await bench.call('POST /deployments', { body: { ref: 'topic' } })).toMatchObject({
      status: 409,
      body: { message: 'Conflict merging main into topic.' },
    });
  });
});

describe('list deployments', () => {
  it('lists the newest first and filters by sha, ref, task and environment', async () => {
    const first = await deploy();
    const second = await deploy({ environment: 'staging', task: 'rollback', ref: 'main' });
    const ids = async (query: string): Promise<readonly number[]> =>
      ((await bench.call(`GET /deployments${query}`)).body as { id: number }[]).map(({ id }) => id);
    expect(await ids('')).toEqual([second, first]);
    expect(await ids('?environment=staging')).toEqual([second]);
    expect(await ids('?task=deploy')).toEqual([first]);
    expect(await ids(`?ref=${sha}`)).toEqual([first]);
    expect(await ids(`?sha=${sha}&environment=production`)).toEqual([first]);
    expect(await ids('?environment=nowhere')).toEqual([]);
  });
});

describe('deployment statuses', () => {
  it('makes the older successes of a non-production environment inactive', async () => {
    const old = await deploy({ environment: 'staging' });
    await setState(old, 'success');
    const failed = await deploy({ environment: 'staging' });
    await setState(failed, 'failure');
    const transient = await deploy({ environment: 'staging', transient_environment: true });
    await setState(transient, 'success', { auto_inactive: false });
    const current = await deploy({ environment: 'staging' });
    await setState(current, 'in_progress');
    expect(await states(old)).toEqual(['success']);
    await setState(current, 'success');
    expect(await states(old)).toEqual(['inactive', 'success']);
    expect(await states(failed)).toEqual(['failure']);
    expect(await states(transient)).toEqual(['success']);
    expect(await states(current)).toEqual(['success', 'in_progress']);
  });

  it.each([
    ['a production environment', {}, {}],
    ['auto_inactive: false', { environment: 'staging' }, { auto_inactive: false }],
  ])('leaves them alone with %s', async (_, deployment, status) => {
    const old = await deploy(deployment);
    await setState(old, 'success');
    await setState(await deploy(deployment), 'success', status);
    expect(await states(old)).toEqual(['success']);
  });

  it('moves a deployment to the environment a status names', async () => {
    const id = await deploy({ environment: 'staging' });
    await setState(id, 'success', { environment: 'canary' });
    expect((await bench.call(`GET /deployments/${id}`)).body).toMatchObject({
      environment: 'canary',
      original_environment: 'staging',
    });
  });

  it('refuses a state there is not and a description that is too long', async () => {
    const id = await deploy();
    const path = `POST /deployments/${id}/statuses`;
    expect((await bench.call(path, { body: { state: 'bogus' } })).status).toBe(422);
    expect((await bench.call(path, { body: { state: 'success', description: 'x'.repeat(141) } })).status).toBe(422);
    expect(await states(id)).toEqual([]);
  });
});

describe('delete a deployment', () => {
  it('keeps an active one while others are there', async () => {
    const first = await deploy();
    const second = await deploy();
    await setState(second, 'success');
    expect((await bench.call(`DELETE /deployments/${second}`)).status).toBe(422);
    expect((await bench.call(`DELETE /deployments/${first}`)).status).toBe(204);
    expect((await bench.call(`DELETE /deployments/${second}`)).status).toBe(204);
    expect((await bench.call(`GET /deployments/${second}`)).status).toBe(404);
  });

  it('lets an inactive one go', async () => {
    const first = await deploy();
    await setState(first, 'success');
    await deploy();
    await setState(first, 'inactive');
    expect((await bench.call(`DELETE /deployments/${first}`)).status).toBe(204);
  });
});
