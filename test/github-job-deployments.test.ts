import { beforeAll, expect, it } from '@jest/globals';
import type { SeededRepository } from '#sandbox/github/rest/store';
import { pushImage } from './support/rollout-app.ts';
import { told, type Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

/** Commits of the releases. */
const SHA = { good: '1'.repeat(40), lying: '2'.repeat(40) } as const;
type Release = keyof typeof SHA;
type Inputs = Readonly<Record<string, string>>;

const stage = setStage({ services: { shop: {} } });
const images = new Map<string, string>();
let repository: SeededRepository;

beforeAll(async () => {
  const { sandbox } = stage.rollouts;
  const commits = Object.values(SHA).map((sha) => ({ sha, message: sha }));
  repository = sandbox.github.seed('example/web', { commits });
  for (const sha of Object.values(SHA)) {
    images.set(sha, (await pushImage(sandbox, { repository: 'web', sha })).image);
  }
}, 30_000);

const record = (): Inputs => ({ environment: 'production', token: stage.rollouts.sandbox.github.token });

async function post(path: string, body: object): Promise<{ readonly id: number }> {
  const { url, token } = stage.rollouts.sandbox.github;
  const response = await fetch(`${url}/repos/example/web/deployments${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  expect(response.status).toBe(201);
  return (await response.json()) as { readonly id: number };
}

/** What GitHub does before a job starts that has an `environment:`; gives the deployment's id. */
async function startJob(release: Release, runId: string): Promise<string> {
  const { id } = await post('', {
    ref: SHA[release],
    environment: 'production',
    auto_merge: false,
    required_contexts: [],
  });
  const page = `https://github.com/example/web/actions/runs/${runId}/job/1${runId}`;
  await post(`/${id}/statuses`, { state: 'in_progress', log_url: page });
  return String(id);
}

/** Deploys and verifies in one job, with nothing but the environment to find its deployment by. */
async function ship(release: Release, runId: string): Promise<readonly [Acted, Acted]> {
  const options = { sha: SHA[release], runId };
  const settings = release === 'good' ? 'RELEASE=good' : 'RELEASE=lying\nFAIL_EVERY=1';
  const being = { image: images.get(SHA[release]) ?? '', 'environment-variables': settings };
  const deployed = await stage.rollouts.act('deploy-ecs', { service: 'shop', ...being, ...record() }, options);
  const proof = {
    url: stage.urlOf('shop'),
    'expect-version': SHA[release],
    'version-from': 'json:$.sha',
    timeout: '5s',
  };
  const verified = await stage.rollouts.act('health-verify', { service: 'shop', ...proof, ...record() }, options);
  return [deployed, verified];
}

const of = (id: string) => {
  const { payload, statuses = [] } = repository.state.deployments.get(Number(id)) ?? {};
  return { payload, states: statuses.map(({ state }) => state), last: statuses.at(-1)?.description };
};

it('a deployment that GitHub made for the job is kept by all steps, names no release, and says so', async () => {
  const good = await startJob('good', '1');
  const [deployed, verified] = await ship('good', '1');
  expect(deployed.outputs['github-deployment-id']).toBe(good);
  expect(deployed.log).toContain(`GitHub deployment: ${good}, environment production; GitHub has made it for this job`);
  expect(deployed.log).toContain('With `deployment: false` in the environment of the job, one that does is made.');
  expect(verified.outputs).toMatchObject({ result: 'healthy', 'github-deployment-id': good });
  expect(of(good)).toMatchObject({ payload: {}, states: ['in_progress', 'in_progress', 'in_progress', 'success'] });

  const lying = await startJob('lying', '2');
  const [, unverified] = await ship('lying', '2');
  expect(unverified.outputs).toMatchObject({ result: 'unhealthy', 'github-deployment-id': lying });
  const back = await stage.rollouts.act(
    'rollback',
    { service: 'shop', reason: 'It lies.', 'wait-for-minutes': '0.5', ...record() },
    { sha: SHA.lying, runId: '2' },
  );
  expect(told(back)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
  expect(of(lying).states.slice(-2)).toEqual(['failure', 'failure']);
  expect(of(lying).last).toBe('rolled back to 1111111: It lies.');
  expect(of(back.outputs['github-deployment-id'] ?? '')).toMatchObject({
    payload: { rollbackOfSha: SHA.lying, service: 'shop' },
    states: ['in_progress', 'success'],
  });
}, 90_000);
