import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { openDeployment, setDeploymentStatus } from './deployments.ts';
import { GithubFault } from './fault.ts';
import { releasesOf, type DeployedRelease, type DeploymentPayload } from './payload.ts';
import type { GithubCall, GithubRequest } from './request.ts';

const payload: DeploymentPayload = {
  schema: 'cicd-actions/deployment/v1',
  runId: '42',
  runAttempt: '1',
  cluster: 'prod',
  service: 'web',
  taskDefinition: 'web:2',
  previousTaskDefinition: 'web:1',
  images: ['web:2'],
};
const wanted = { environment: 'production', sha: 'a'.repeat(40), description: 'web', payload };
const patience = () => ({ clock: new FakeClock({ auto: true }), random: () => 0.5 });

/** GitHub by answers to `METHOD /path`, in order; an Error is thrown. */
function github(answers: Readonly<Record<string, readonly unknown[]>>) {
  const calls: GithubCall[] = [];
  const request: GithubRequest = (call) => {
    const key = `${call.method} ${call.path.replace(/\?.*/, '')}`;
    const before = calls.filter(({ method, path }) => `${method} ${path.replace(/\?.*/, '')}` === key).length;
    calls.push(call);
    const given = answers[key] ?? [];
    const answer = given[Math.min(before, given.length - 1)];
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
  };
  return { request, calls, methods: () => calls.map(({ method }) => method) };
}

describe('releasesOf', () => {
  const release = {
    cluster: 'prod',
    service: 'web',
    taskDefinition: 'web:2',
    previousTaskDefinition: 'web:1',
    images: ['web:2'],
  };

  it('reads the release of one service and those of several alike', () => {
    const several = { schema: 'cicd-actions/deployment/v1', services: [release, { ...release, service: 'api' }] };
    expect(releasesOf(payload)).toEqual([release]);
    expect(releasesOf(several)).toEqual([release, { ...release, service: 'api' }]);
  });

  it('leaves out what is no release', () => {
    const without = { ...release, taskDefinition: undefined };
    for (const other of [undefined, null, 'text', {}, { services: [null, without] }]) {
      expect(releasesOf(other)).toEqual([]);
    }
    expect(releasesOf({ ...release, images: 'web:2' })).toEqual([{ ...release, images: [] }]);
  });
});

describe('openDeployment', () => {
  const [web] = releasesOf(payload) as [DeployedRelease];
  const run = { schema: 'cicd-actions/deployment/v1', runId: '42', runAttempt: '1' } as const;
  const several = { ...run, services: [web, { ...web, service: 'api' }] };

  it.each<[string, object, boolean]>([
    ['of the same services', several, true],
    ['of one of them', payload, false],
    [
      'of another revision',
      { ...several, services: [web, { ...web, service: 'api', taskDefinition: 'web:3' }] },
      false,
    ],
    ['of another run', { ...several, runId: '41' }, false],
  ])('of several services, knows whether one is its own: one %s', async (_, given, taken) => {
    const { request } = github({
      'GET /deployments': [[{ id: 6, payload: given }]],
      'POST /deployments': [{ id: 7 }],
    });
    expect(await openDeployment(request, { ...wanted, payload: several }, patience())).toEqual({
      id: taken ? 6 : 7,
      ofJob: false,
    });
  });

  it('creates one that waits for nothing and merges nothing', async () => {
    const { request, calls } = github({ 'GET /deployments': [[]], 'POST /deployments': [{ id: 7 }] });
    expect(await openDeployment(request, wanted, patience())).toEqual({ id: 7, ofJob: false });
    expect(calls[0]?.path).toBe(`/deployments?environment=production&sha=${'a'.repeat(40)}&task=deploy&per_page=5`);
    expect(calls[1]?.body).toEqual({
      ref: 'a'.repeat(40),
      task: 'deploy',
      environment: 'production',
      description: 'web',
      payload,
      auto_merge: false,
      required_contexts: [],
    });
  });

  it.each([
    ['an object', payload],
    ['text', JSON.stringify(payload)],
  ])('takes the one this run has made, its payload being %s', async (_, given) => {
    const { request, methods } = github({
      'GET /deployments': [
        [
          { id: 5, payload: {} },
          { id: 6, payload: given },
        ],
      ],
    });
    expect(await openDeployment(request, wanted, patience())).toEqual({ id: 6, ofJob: false });
    expect(methods()).toEqual(['GET']);
  });

  it.each<[string, Partial<DeploymentPayload>]>([
    ['run', { runId: '41' }],
    ['attempt', { runAttempt: '2' }],
    ['service', { service: 'api' }],
    ['revision', { taskDefinition: 'web:1' }],
    ['kind, a rollback', { rollbackOf: 'web:3' }],
  ])('does not take one of another %s', async (_, other) => {
    const { request } = github({
      'GET /deployments': [[{ id: 6, payload: { ...payload, ...other } }]],
      'POST /deployments': [{ id: 7 }],
    });
    expect(await openDeployment(request, wanted, patience())).toEqual({ id: 7, ofJob: false });
  });

  it('takes the one that GitHub made for a job of this run with an environment', async () => {
    const page = (run: string) => [{ log_url: `https://github.com/acme/shop/actions/runs/${run}/job/1` }];
    const { request, methods } = github({
      'GET /deployments': [
        [
          { id: 5, payload: '' },
          { id: 6, payload: {} },
        ],
      ],
      'GET /deployments/5/statuses': [page('4')],
      'GET /deployments/6/statuses': [page('42')],
    });
    expect(await openDeployment(request, wanted, patience())).toEqual({ id: 6, ofJob: true });
    expect(methods()).toEqual(['GET', 'GET', 'GET']);
  });

  it.each<[string, object, readonly string[]]>([
    ['for what another step of the job has taken it for', {}, ['/actions/runs/42', '/actions/runs/42/job/1']],
    [
      'for a rollback, which has to be told from other deployments',
      { rollbackOf: 'web:3' },
      ['/actions/runs/42/job/1'],
    ],
  ])('does not take it %s', async (_, more, pages) => {
    const { request } = github({
      'GET /deployments': [[{ id: 6, payload: {} }]],
      'GET /deployments/6/statuses': [pages.map((page) => ({ log_url: `https://github.com/acme/shop${page}` }))],
      'POST /deployments': [{ id: 7 }],
    });
    const other = { ...wanted, payload: { ...payload, ...more } };
    expect(await openDeployment(request, other, patience())).toEqual({ id: 7, ofJob: false });
  });

  it('looks again before it creates again, since only the answer may have been lost', async () => {
    const { request, methods } = github({
      'GET /deployments': [[], [{ id: 7, payload }]],
      'POST /deployments': [new GithubFault('reset', true)],
    });
    expect(await openDeployment(request, wanted, patience())).toEqual({ id: 7, ofJob: false });
    expect(methods()).toEqual(['GET', 'POST', 'GET']);
  });

  it.each([
    ['at once for what cannot heal', false, 1],
    ['after three tries', true, 3],
  ])('gives up %s', async (_, retryable, tries) => {
    const { request, calls } = github({ 'GET /deployments': [new GithubFault('no', retryable)] });
    await expect(openDeployment(request, wanted, patience())).rejects.toThrow('no');
    expect(calls).toHaveLength(tries);
  });

  it('does not take an answer without id for a deployment: 202 is none', async () => {
    const { request } = github({ 'GET /deployments': [[]], 'POST /deployments': [{ message: 'Auto-merged' }] });
    await expect(openDeployment(request, wanted, patience())).rejects.toThrow('has no id');
  });
});

describe('setDeploymentStatus', () => {
  it.each([
    ['short', 'short'],
    ['x'.repeat(140), 'x'.repeat(140)],
    ['x'.repeat(141), `${'x'.repeat(139)}…`],
    [`${'x'.repeat(138)}😀😀`, `${'x'.repeat(138)}…`],
  ])('sends a description that GitHub takes', async (description, sent) => {
    const { request, calls } = github({});
    const status = { state: 'failure', description, logUrl: 'https://github.com/acme/shop/actions/runs/42' } as const;
    await setDeploymentStatus(request, { id: 7, status }, patience());
    expect(calls).toEqual([
      {
        method: 'POST',
        path: '/deployments/7/statuses',
        body: { state: 'failure', description: sent, log_url: 'https://github.com/acme/shop/actions/runs/42' },
      },
    ]);
  });
});
