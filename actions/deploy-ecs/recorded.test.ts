import { afterEach, describe, expect, it } from '@jest/globals';
import { ActionError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import { runFacts } from '#shared/action/run-facts';
import { revisionArn, ScriptedEcs, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { closeServers, http } from '#shared/http/testing';
import { fakeContext } from '#shared/testing/fake-context';
import { atOnce } from './conclude.ts';
import { parseInputs } from './inputs.ts';
import { makePlan } from './plan.ts';
import { openRecord, recorded, stateOf } from './recorded.ts';
import type { DeployResult, Outcome } from './result.ts';
import { planTools } from './testing.ts';

afterEach(closeServers);

const definition = { family: 'web', containerDefinitions: [{ name: 'web', image: 'web:1' }] };

/** A GitHub that has no deployment yet and answers `status` to everything that writes. */
async function github(status: number) {
  const written: object[] = [];
  const url = await http((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.method === 'POST') written.push({ path: request.url, ...(JSON.parse(body) as object) });
      response.writeHead(request.method === 'GET' ? 200 : status);
      response.end(request.method === 'GET' ? '[]' : '{"id":7}');
    });
  });
  return { url, written };
}

type Conclude = (outcome: Outcome, reason: string) => DeployResult;
type Deploy = (onBegin: (taskDefinition: string) => void, conclude: Conclude) => Promise<DeployResult>;

async function run(url: string, deploy: Deploy, token = 'ghs_token') {
  const env = {
    GITHUB_API_URL: url,
    GITHUB_REPOSITORY: 'acme/shop',
    GITHUB_RUN_ID: '42',
    INPUT_CLUSTER: 'prod',
    INPUT_SERVICE: 'web',
    INPUT_IMAGE: 'web:2',
    INPUT_ENVIRONMENT: 'production',
    INPUT_TOKEN: token,
  };
  const context = fakeContext({ env, run: runFacts(env) });
  context.maskSecret('s3cret-word');
  const inputs = readInputs(context, parseInputs);
  const before = serviceWith([['ecs-svc/1', 'PRIMARY', 'COMPLETED', 'web:1']]);
  const api = new ScriptedEcs({ before, definitions: { 'web:1': { definition } } });
  const plan = await makePlan(api, inputs, planTools(context));
  const conclude: Conclude = (outcome, reason) => atOnce(plan, outcome, reason);
  const result = recorded(context, { inputs, plan, sha: 'a'.repeat(40) }, (onBegin) => deploy(onBegin, conclude));
  return { result: await result.catch((error: unknown) => error), log: context.log };
}

const ends =
  (outcome: Outcome, reason = 'It ended.'): Deploy =>
  (onBegin, conclude) => {
    onBegin(revisionArn('web:2'));
    return Promise.resolve(conclude(outcome, reason));
  };

describe('openRecord', () => {
  it('keeps one deployment for several services, without secrets', async () => {
    const { url, written } = await github(201);
    const env = { GITHUB_API_URL: url, GITHUB_REPOSITORY: 'acme/shop', GITHUB_RUN_ID: '42' };
    const context = fakeContext({ env, run: runFacts(env) });
    context.maskSecret('s3cret-word');
    const release = {
      cluster: 'prod',
      service: 'web',
      taskDefinition: revisionArn('web:2'),
      previousTaskDefinition: revisionArn('web:1'),
      images: ['web:2'],
    };
    const api = { ...release, service: 'api', images: ['s3cret-word:2'] };
    const inputs = { environment: 'production', token: 'ghs_token' };
    const record = await openRecord(context, { inputs, sha: 'a'.repeat(40), releases: [release, api] });
    expect(await record?.close('failure', 'Of 2 services 1 failed (api).')).toBe(7);
    const { payload } = written[0] as { readonly payload: object };
    expect(payload).toEqual({
      schema: 'cicd-actions/deployment/v1',
      runId: '42',
      runAttempt: expect.any(String),
      services: [release, { ...api, images: ['***:2'] }],
    });
    expect(written.slice(1)).toMatchObject([
      { state: 'in_progress', description: '2 services are being deployed' },
      { state: 'failure', description: 'Of 2 services 1 failed (api).' },
    ]);
  });
});

describe('recorded', () => {
  it('opens the deployment when it begins, and says how it ends, without secrets', async () => {
    const { url, written } = await github(201);
    const { result } = await run(url, ends('rolled-back', 's3cret-word was wrong'));
    expect(result).toMatchObject({ outcome: 'rolled-back', githubDeployment: 7 });
    const log_url = 'https://github.com/acme/shop/actions/runs/42';
    expect(written).toMatchObject([
      {
        path: '/repos/acme/shop/deployments',
        ref: 'a'.repeat(40),
        environment: 'production',
        payload: {
          runId: '42',
          cluster: 'prod',
          service: 'web',
          taskDefinition: revisionArn('web:2'),
          images: ['web:2'],
        },
      },
      {
        path: '/repos/acme/shop/deployments/7/statuses',
        state: 'in_progress',
        description: 'web:2 is being deployed to web',
        log_url,
      },
      { path: '/repos/acme/shop/deployments/7/statuses', state: 'failure', description: '*** was wrong', log_url },
    ]);
  });

  it('tells of a deployment that AWS refused, which is thrown on', async () => {
    const { url, written } = await github(201);
    const { result } = await run(url, (onBegin) => {
      onBegin(revisionArn('web:2'));
      return Promise.reject(new ActionError('Could not update service web'));
    });
    expect(result).toMatchObject({ name: 'ActionError', message: 'Could not update service web' });
    expect(written.at(-1)).toMatchObject({ state: 'error', description: 'Could not update service web' });
  });

  it.each([
    ['refuses', 403],
    ['is down', 503],
  ])('lets the deployment go on when GitHub %s, with one warning', async (_, status) => {
    const { url } = await github(status);
    const { result, log } = await run(url, ends('deployed'));
    expect(result).toMatchObject({ outcome: 'deployed' });
    expect(result).not.toHaveProperty('githubDeployment');
    expect(log.lines.filter((line) => line.startsWith('warning: '))).toEqual([
      expect.stringMatching(
        new RegExp(`^warning: The GitHub deployment of production is not kept: POST /deployments: HTTP ${status}`),
      ),
    ]);
  });

  it.each<[string, Deploy, string]>([
    ['nothing is begun', (_, conclude) => Promise.resolve(conclude('unchanged', 'It is the same.')), 'ghs_token'],
    ['there is no token', ends('deployed'), ''],
  ])('asks GitHub nothing when %s', async (_, deploy, token) => {
    let asked = 0;
    const url = await http((__, response) => {
      asked += 1;
      response.end('[]');
    });
    const { result, log } = await run(url, deploy, token);
    expect(result).not.toHaveProperty('githubDeployment');
    expect(asked).toBe(0);
    expect(log.lines).toEqual([]);
  });
});

it.each<[Outcome, string]>([
  ['deployed', 'in_progress'],
  ['started', 'in_progress'],
  ['paused', 'in_progress'],
  ['failed', 'failure'],
  ['rolled-back', 'failure'],
  ['superseded', 'inactive'],
  ['timed-out', 'error'],
  ['cancelled', 'error'],
])('%s is %s for GitHub', (outcome, state) => {
  expect(stateOf(outcome)).toBe(state);
});
