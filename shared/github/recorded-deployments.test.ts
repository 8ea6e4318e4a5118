import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { GithubFault } from './fault.ts';
import { recordedDeployments } from './recorded-deployments.ts';
import type { GithubRequest } from './request.ts';

const SHA = 'a'.repeat(40);
const wanted = { environment: 'production', cluster: 'prod', service: 'web' };
const patience = () => ({ clock: new FakeClock({ auto: true }), random: () => 0.5 });
const release = { cluster: 'prod', service: 'web', taskDefinition: 'arn:web:2', previousTaskDefinition: 'arn:web:1' };
const payload = { schema: 'cicd-actions/deployment/v1', runId: '1', runAttempt: '1', ...release, images: [] };
const AT = '2026-11-01T10:00:00Z';
const one = (id: number, more: object = {}) => ({ id, sha: SHA, created_at: AT, payload, ...more });
const at = (minute: number): string => `2026-11-01T10:0${minute}:00Z`;

/** GitHub with these deployments, 50 a page, and these statuses of each. */
function github(deployments: readonly object[], statuses: readonly object[] = []) {
  const calls: URL[] = [];
  const request: GithubRequest = ({ path }) => {
    const url = new URL(path, 'https://api.example');
    calls.push(url);
    if (url.pathname !== '/deployments') return Promise.resolve(statuses);
    const page = Number(url.searchParams.get('page'));
    return Promise.resolve(deployments.slice((page - 1) * 50, page * 50));
  };
  return { request, calls };
}

describe('recordedDeployments', () => {
  it('reads the whole history of a deployment, not its newest status', async () => {
    const { request, calls } = github(
      [one(7)],
      [
        { state: 'inactive', created_at: at(4) },
        { state: 'failure', created_at: at(3), description: 'It answers 500.' },
        { state: 'success', created_at: at(2) },
        { state: 'failure', created_at: at(1), description: 'It did not start.' },
        { state: 'in_progress', created_at: at(0) },
      ],
    );
    expect(await recordedDeployments(request, wanted, patience())).toEqual([
      {
        sha: SHA,
        taskDefinition: 'arn:web:2',
        createdAt: new Date(AT),
        rollbackOf: undefined,
        succeededAt: new Date(at(2)),
        failedAt: new Date(at(3)),
        failedReason: 'It answers 500.',
      },
    ]);
    expect(calls.map(({ pathname, search }) => pathname + search)).toEqual([
      '/deployments?environment=production&task=deploy&per_page=50&page=1',
      '/deployments/7/statuses?per_page=100',
    ]);
  });

  it.each<[string, object]>([
    ['has no payload, such as one that GitHub made for a job', { payload: {} }],
    ['is of another service', { payload: { ...payload, service: 'api' } }],
    ['is of another cluster', { payload: { ...payload, cluster: 'staging' } }],
    ['is of another schema', { payload: { ...payload, schema: 'theirs/v1' } }],
    ['has no commit', { sha: null }],
    ['has no time', { created_at: 'yesterday' }],
  ])('leaves out one that %s', async (_, other) => {
    const { request } = github([one(7, other)]);
    expect(await recordedDeployments(request, wanted, patience())).toEqual([]);
  });

  it('knows a rollback, one of several services, and a payload that is text', async () => {
    const several = { schema: payload.schema, services: [{ ...release, service: 'api' }, release] };
    const { request } = github([
      one(9, { payload: { ...payload, rollbackOf: 'arn:web:3' } }),
      one(8, { payload: several }),
      one(7, { payload: JSON.stringify(payload) }),
    ]);
    const found = await recordedDeployments(request, wanted, patience());
    expect(found.map(({ taskDefinition, rollbackOf }) => [taskDefinition, rollbackOf])).toEqual([
      ['arn:web:2', 'arn:web:3'],
      ['arn:web:2', undefined],
      ['arn:web:2', undefined],
    ]);
  });

  it('asks GitHub for a whole SHA, and looks for the beginning of one itself', async () => {
    const others = [one(8, { sha: 'b'.repeat(40) }), one(7)];
    const whole = github(others);
    expect(await recordedDeployments(whole.request, { ...wanted, sha: SHA }, patience())).toHaveLength(1);
    expect(whole.calls[0]?.searchParams.get('sha')).toBe(SHA);
    const short = github(others);
    expect(await recordedDeployments(short.request, { ...wanted, sha: 'aaaaaaa' }, patience())).toHaveLength(1);
    expect(short.calls[0]?.searchParams.get('sha')).toBeNull();
  });

  it.each([
    { says: 'pages through what other services have', before: 120, pages: 3, found: 1 },
    { says: 'looks at four pages and no more', before: 500, pages: 4, found: 0 },
  ])('$says', async ({ before, pages, found }) => {
    const foreign = one(1, { payload: { ...payload, service: 'api' } });
    const { request, calls } = github([...Array.from({ length: before }, () => foreign), one(7)]);
    expect(await recordedDeployments(request, wanted, patience())).toHaveLength(found);
    expect(calls.filter(({ pathname }) => pathname === '/deployments')).toHaveLength(pages);
  });

  it('reads the statuses of the newest thirty', async () => {
    const { request, calls } = github(Array.from({ length: 80 }, (_, index) => one(100 - index)));
    expect(await recordedDeployments(request, wanted, patience())).toHaveLength(30);
    expect(calls).toHaveLength(31);
    expect(calls.at(-1)?.pathname).toBe('/deployments/71/statuses');
  });

  it('throws what GitHub refuses', async () => {
    const request: GithubRequest = () => Promise.reject(new GithubFault('GET /deployments: HTTP 403', false));
    await expect(recordedDeployments(request, wanted, patience())).rejects.toThrow('HTTP 403');
  });
});
