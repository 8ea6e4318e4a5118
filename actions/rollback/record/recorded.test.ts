import { afterEach, describe, expect, it } from '@jest/globals';
import { ActionError } from '#shared/action/errors';
import { runFacts } from '#shared/action/run-facts';
import { revisionArn } from '#shared/ecs/testing/scripted-ecs';
import { closeServers, http } from '#shared/http/testing';
import { readRelease, type Release } from '#shared/release/record';
import { fakeContext } from '#shared/testing/fake-context';
import { History } from '#shared/verify/history';
import { START } from '#shared/verify/progress';
import { settings as verifySettings, target as verifyTarget } from '#shared/verify/testing';
import { recorded } from './recorded.ts';
import type { Going, RollbackResult } from '../result.ts';

afterEach(closeServers);

const BAD = '9'.repeat(40);
const GOOD = '1'.repeat(40);

function release(number: number, tags: Readonly<Record<string, string>>): Release {
  const taskDefinition = {
    taskDefinitionArn: revisionArn(`web:${number}`),
    registeredAt: new Date(number),
    containerDefinitions: [{ image: `web:${number}` }],
  };
  return readRelease(
    taskDefinition,
    Object.entries(tags).map(([key, value]) => ({ key: `cicd:${key}`, value })),
  );
}

const good = release(3, { sha: GOOD, proven: '2026-11-01T10:00:00.000Z' });
const bad = release(4, { sha: BAD, failed: '2026-11-02T10:00:00.000Z unhealthy' });
const going: Going = { from: bad, to: good };
const back: RollbackResult = { outcome: 'rolled-back', reason: 'The service runs web:3 again.', from: bad, to: good };

function healthyAt(url: string): NonNullable<RollbackResult['verified']> {
  const settings = verifySettings([verifyTarget({ url: new URL(url) })]);
  const progress = { ...START, streak: 3, everPassed: true };
  const lastRound = { number: 3, attempts: [], progress, endedAtMs: 4_000, slow: [], askedMs: undefined };
  const verification = { result: 'healthy', lastRound, durationMs: 4_000 } as const;
  return { settings, verification, history: new History(), sentence: 'It answers.', mark: undefined };
}

/**
 * A GitHub that knows deployment 5, of the release that is left, and answers `status` to all that writes. With `open` it
 * knows deployment 6 too, an open one of the same rollback by another run.
 */
async function github(status: number, { open = false }: { readonly open?: boolean } = {}) {
  const written: object[] = [];
  const payload = { schema: 'cicd-actions/deployment/v1', runId: '1', cluster: 'prod', service: 'web' };
  const release = { taskDefinition: good.taskDefinitionArn, previousTaskDefinition: bad.taskDefinitionArn };
  const other = { id: 6, payload: { ...payload, ...release, rollbackOf: bad.taskDefinitionArn } };
  const known = {
    id: 5,
    payload: { ...payload, taskDefinition: bad.taskDefinitionArn, previousTaskDefinition: 'web:3' },
  };
  const url = await http((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      const { method, url: path = '' } = request;
      if (method === 'POST')
        written.push({ path: path.replace('/repos/acme/shop', ''), ...(JSON.parse(body) as object) });
      response.writeHead(method === 'GET' ? 200 : status);
      const toGood = open && path.includes(GOOD) ? [other] : [];
      const listed = path.includes(BAD) || !path.includes('sha=') ? [known] : toGood;
      response.end(
        JSON.stringify(
          method === 'GET' ? (path.includes('/statuses') ? [{ state: 'in_progress' }] : listed) : { id: 7 },
        ),
      );
    });
  });
  return { url, written };
}

interface Setting {
  readonly url: string;
  readonly begins?: Going | undefined;
  readonly ends?: RollbackResult | Error;
  readonly token?: string | undefined;
  readonly reason?: string | undefined;
}

async function run({ url, begins = going, ends = back, token = 'ghs_token', reason }: Setting) {
  const env = { GITHUB_API_URL: url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '42' };
  const context = fakeContext({ env, run: runFacts(env) });
  context.maskSecret('s3cret-word');
  const ref = { cluster: 'arn:aws:ecs:eu-west-1:123456789012:cluster/prod', service: 'web' };
  const inputs = { environment: 'production', token: token === '' ? undefined : token, ref, reason };
  const result = await recorded(context, inputs, (onBegin) => {
    onBegin(begins);
    return ends instanceof Error ? Promise.reject(ends) : Promise.resolve(ends);
  }).catch((error: unknown) => error);
  return { result, log: context.log };
}

const of = (id: number, written: readonly object[]): readonly object[] =>
  written.filter((each) => 'path' in each && each.path === `/deployments/${id}/statuses`);

describe('recorded', () => {
  it('makes a deployment of the rollback, and a failure of the one that is left', async () => {
    const { url, written } = await github(201);
    const { result } = await run({ url, reason: 'Orders fail with s3cret-word' });
    expect(result).toEqual({ ...back, githubDeployment: 7 });
    expect(written.filter((each) => 'path' in each && each.path === '/deployments')).toMatchObject([
      {
        ref: GOOD,
        environment: 'production',
        description: 'rollback to 1111111 (was 9999999): Orders fail with ***',
        payload: {
          runId: '42',
          cluster: 'prod',
          service: 'web',
          taskDefinition: good.taskDefinitionArn,
          rollbackOf: bad.taskDefinitionArn,
          rollbackOfSha: BAD,
          reason: 'Orders fail with ***',
        },
      },
    ]);
    expect(of(7, written)).toMatchObject([{ state: 'in_progress' }, { state: 'success', description: back.reason }]);
    const description = 'rolled back to 1111111: Orders fail with ***';
    expect(of(5, written)).toMatchObject([{ state: 'failure', description }]);
  });

  it('closes the deployment that another run has made of the same rollback, and makes none', async () => {
    const { url, written } = await github(201, { open: true });
    const { result } = await run({ url, begins: { ...going, joined: true } });
    expect(result).toEqual({ ...back, githubDeployment: 6 });
    expect(written.filter((each) => 'path' in each && each.path === '/deployments')).toEqual([]);
    expect(of(6, written)).toMatchObject([{ state: 'success' }]);
  });

  it('makes one of its own when no other run has one open', async () => {
    const { url } = await github(201);
    expect((await run({ url, begins: { ...going, joined: true } })).result).toEqual({ ...back, githubDeployment: 7 });
  });

  it('finds the deployment that is left by its revision where its commit is not known', async () => {
    const { url, written } = await github(201);
    await run({ url, begins: { from: { ...bad, sha: undefined }, to: good } });
    expect(of(5, written)).toMatchObject([{ state: 'failure' }]);
  });

  it('takes the reason from the mark of a verification where the user gives none', async () => {
    const { url, written } = await github(201);
    await run({ url });
    const description = 'rolled back to 1111111: it was marked as bad (unhealthy)';
    expect(of(5, written)).toMatchObject([{ description }]);
  });

  it('calls the older release inactive, not bad, when it is left for a newer one', async () => {
    const { url, written } = await github(201);
    await run({ url, begins: { from: { ...bad, registeredAt: new Date(1) }, to: good } });
    expect(of(5, written)).toMatchObject([{ state: 'inactive' }]);
  });

  it('does not call a release a success that was never proven', async () => {
    const { url, written } = await github(201);
    await run({ url, ends: { ...back, to: { ...good, provenAt: undefined } } });
    expect(of(7, written).at(-1)).toMatchObject({
      state: 'in_progress',
      description: expect.stringContaining('never proven'),
    });
  });

  it('calls it a success that says where it answers once it is verified, though it was never proven', async () => {
    const { url, written } = await github(201);
    await run({
      url,
      ends: { ...back, to: { ...good, provenAt: undefined }, verified: healthyAt('https://u:p@a.test/x?y') },
    });
    expect(of(7, written).at(-1)).toMatchObject({ state: 'success', environment_url: 'https://a.test' });
  });

  it.each<[string, RollbackResult | Error, string]>([
    ['failed', { ...back, outcome: 'failed', reason: 'It crashed.' }, 'failure'],
    ['is back and unhealthy', { ...back, outcome: 'unhealthy', reason: 'It answers 500.' }, 'failure'],
    ['was overtaken', { ...back, outcome: 'superseded', reason: 'Another one.' }, 'inactive'],
    ['went on', { ...back, outcome: 'timed-out', reason: 'It goes on.' }, 'error'],
    ['was interrupted', new ActionError('Cancelled'), 'error'],
  ])('tells of a rollback that %s', async (_, ends, state) => {
    const { url, written } = await github(201);
    await run({ url, ends });
    expect(of(7, written).at(-1)).toMatchObject({ state });
  });

  it.each([403, 502])('lets the rollback stand when GitHub answers %d, and says so', async (status) => {
    const { url } = await github(status);
    const { result, log } = await run({ url });
    expect(result).toEqual(back);
    expect(log.lines.filter((line) => line.startsWith('warning: '))).toEqual(
      expect.arrayContaining([
        expect.stringMatching(`The GitHub deployment of production is not kept: .*HTTP ${status}`),
        expect.stringMatching(`The GitHub deployment of web:4 .* is not told that it was left: .*HTTP ${status}`),
      ]),
    );
  });

  it('asks GitHub nothing without a token', async () => {
    const { url, written } = await github(201);
    const { result, log } = await run({ url, token: '' });
    expect(result).toEqual(back);
    expect(written).toEqual([]);
    expect(log.lines).toEqual([]);
  });
});
