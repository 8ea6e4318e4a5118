import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '#shared/testing/fake-clock';
import { GithubFault } from './fault.ts';
import { findOpenRollback, keepFirstRollback } from './find-rollback.ts';
import type { DeploymentPayload } from './payload.ts';
import type { GithubRequest } from './request.ts';

const payload: DeploymentPayload = {
  schema: 'cicd-actions/deployment/v1',
  runId: '42',
  runAttempt: '1',
  cluster: 'prod',
  service: 'web',
  taskDefinition: 'web:2',
  previousTaskDefinition: 'web:3',
  images: [],
  rollbackOf: 'web:3',
  reason: 'Orders fail.',
};
const wanted = { environment: 'production', sha: 'a'.repeat(40), payload };

/** What GitHub lists, one look after another, each with the newest state of the deployment. */
async function find(looks: readonly (object | undefined)[], state: string | undefined = 'in_progress') {
  let looked = 0;
  const request: GithubRequest = ({ path }) => {
    if (path.includes('/statuses')) return Promise.resolve(state === '' ? [] : [{ state }]);
    const found = looks[looked];
    looked += 1;
    return Promise.resolve(found === undefined ? [] : [{ id: 7, payload: { ...payload, ...found } }]);
  };
  const clock = new FakeClock({ auto: true });
  const id = await findOpenRollback(request, wanted, { clock, random: () => 0.5 });
  return { id, looked, waited: clock.elapsed() };
}

describe('findOpenRollback', () => {
  it.each([['in_progress'], ['queued'], ['']])('finds that of another run, its state being "%s"', async (state) => {
    expect(await find([{ runId: '41' }], state)).toEqual({ id: 7, looked: 1, waited: 0 });
  });

  it('finds the one in which this run was cut off before it was run again', async () => {
    expect((await find([{ runAttempt: '0' }], 'error')).id).toBe(7);
  });

  it('waits two seconds for who has begun a moment ago', async () => {
    expect(await find([undefined, undefined, { runId: '41' }])).toEqual({ id: 7, looked: 3, waited: 2_000 });
    expect(await find([])).toEqual({ id: undefined, looked: 3, waited: 2_000 });
  });

  it.each<[string, object, string]>([
    ['of another target', { taskDefinition: 'web:1' }, 'in_progress'],
    ['from another release', { rollbackOf: 'web:4' }, 'in_progress'],
    ['of another service', { service: 'api' }, 'in_progress'],
    ['that is no rollback', { rollbackOf: undefined }, 'in_progress'],
    ['that is over', {}, 'success'],
    ['that another run has given up', { runId: '41' }, 'error'],
  ])('does not take one %s', async (_, other, state) => {
    expect((await find([other, other, other], state)).id).toBeUndefined();
  });
});

describe('keepFirstRollback', () => {
  /** Two runs have made a deployment each, 7 before 8; what is asked of GitHub when the run of `id` looks. */
  async function keep(id: number, { deleted = false, state = 'in_progress' } = {}) {
    const asked: string[] = [];
    const request: GithubRequest = ({ method, path }) => {
      if (path.startsWith('/deployments?')) return Promise.resolve([8, 7].map((each) => ({ id: each, payload })));
      if (method === 'GET') return Promise.resolve([{ state }]);
      asked.push(`${method} ${path}`);
      if (method === 'DELETE' && deleted) return Promise.reject(new GithubFault('gone', false, 404));
      return Promise.resolve(undefined);
    };
    const kept = keepFirstRollback(request, { ...wanted, id }, { clock: new FakeClock(), random: () => 0.5 });
    return { kept: await kept, asked };
  }

  const GIVEN_UP = ['POST /deployments/8/statuses', 'DELETE /deployments/8'];

  it('keeps the one made first, and takes the second back', async () => {
    expect(await keep(7)).toEqual({ kept: 7, asked: [] });
    expect(await keep(8)).toEqual({ kept: 7, asked: GIVEN_UP });
  });

  it('knows that one is deleted whose deletion was not answered', async () => {
    expect(await keep(8, { deleted: true })).toEqual({ kept: 7, asked: GIVEN_UP });
  });

  it.each(['success', 'error'])('keeps its own when the one before is %s: that was another rollback', async (state) => {
    expect(await keep(8, { state })).toEqual({ kept: 8, asked: [] });
  });
});
