import { beforeAll, describe, expect, it } from '@jest/globals';
import type { SeededRepository } from '#sandbox/github/rest/store';
import { pushImage } from './support/rollout-app.ts';
import { serving, told, type Acted, type ActOptions } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

/** Commits of the releases. */
const SHA = { good: '1'.repeat(40), lying: '2'.repeat(40), worse: '3'.repeat(40) } as const;
type Release = keyof typeof SHA;

/** Passes the load balancer's health check, and answers users with an error. */
const LIES = 'FAIL_EVERY=1';

const stage = setStage({ services: { shop: {}, other: {} } });
const images = new Map<string, string>();
let repository: SeededRepository;

beforeAll(async () => {
  const commits = Object.values(SHA).map((sha) => ({ sha, message: sha.slice(0, 1) }));
  repository = stage.rollouts.sandbox.github.seed('example/web', { commits });
  for (const sha of Object.values(SHA)) {
    images.set(sha, (await pushImage(stage.rollouts.sandbox, { repository: 'web', sha })).image);
  }
}, 30_000);

function ship(release: Release, record: Readonly<Record<string, string>> = {}): Promise<Acted> {
  const settings = [`RELEASE=${release}`, ...(release === 'good' ? [] : [LIES])].join('\n');
  const inputs = { service: 'shop', image: images.get(SHA[release]) ?? '', 'environment-variables': settings };
  return stage.rollouts.act('deploy-ecs', { environment: 'production', ...inputs, ...record }, { sha: SHA[release] });
}

function rollBack(inputs: Readonly<Record<string, string>> = {}, options: ActOptions = {}): Promise<Acted> {
  const verify = { 'verify-url': stage.urlOf('shop'), 'verify-version-from': 'json:$.sha', 'verify-timeout': '5s' };
  const all = { service: 'shop', 'wait-for-minutes': '0.5', ...verify, ...inputs };
  return stage.rollouts.act('rollback', all, options);
}

const record = () => ({ environment: 'production', token: stage.rollouts.sandbox.github.token });

/** How many deployments there are, and what was told in the one of a step. */
function recordedBy({ outputs }: Acted) {
  const { deployments } = repository.state;
  const { statuses = [] } = deployments.get(Number(outputs['github-deployment-id'])) ?? {};
  return { count: deployments.size, states: statuses.map(({ state }) => state), last: statuses.at(-1) };
}

describe('a rollback with verify-url', () => {
  it('leaves a lying release, and proves the one before again by its own commit', async () => {
    expect((await ship('good')).outputs['outcome']).toBe('deployed');
    expect((await ship('lying', record())).outputs['outcome']).toBe('deployed');
    expect(await serving(stage.urlOf('shop'))).toEqual(['HTTP 500']);

    const run = await rollBack({ ...record(), to: SHA.good });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [] });
    expect(run.outputs).toMatchObject({ 'to-sha': SHA.good, verification: 'healthy' });
    expect(run.outputs['reason']).toMatch(/Verified: http.* 3 times in a row, from version 1111111\.$/);
    expect(run.log).toMatch(/^Marked proven: shop:2$/m);
    expect(run.summary).toContain('### Verification: healthy');
    expect(run.summary).toContain('| Versions that answered | `1111111` × 3 |');
    const { states, last } = recordedBy(run);
    expect(states).toEqual(['in_progress', 'success']);
    expect(last).toMatchObject({ environmentUrl: new URL(stage.urlOf('shop')).origin });
  }, 60_000);

  it('verifies a release that serves already without another rollback', async () => {
    const run = await rollBack({ to: SHA.good });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'nothing-to-do', errors: [] });
    expect(run.outputs['verification']).toBe('healthy');
    expect(run.writes).toEqual(['TagResource']);
  }, 30_000);

  it('fails where the URL leads to another service, and marks nothing', async () => {
    const run = await rollBack({ to: SHA.good, 'verify-url': stage.urlOf('other') });
    expect(told(run)).toMatchObject({ exitCode: 1, outcome: 'unhealthy' });
    expect(run.outputs['verification']).toBe('wrong-version');
    expect(run.log).toContain('Another release answers at verify-url');
    expect(run.writes).toEqual([]);
  }, 30_000);

  it('is unhealthy when the release gone back to is broken as well, which is marked, and says what next', async () => {
    expect((await ship('worse')).outputs['outcome']).toBe('deployed');
    const run = await rollBack({ to: SHA.lying });
    expect(told(run)).toEqual({ exitCode: 1, outcome: 'unhealthy', errors: [expect.any(String)] });
    expect(run.outputs['verification']).toBe('unhealthy');
    expect(run.errors[0]).toMatch(
      /^The service runs shop:3 .* again\. Its verification fails, though: .*: 500 in \d+ ms/,
    );
    expect(run.log).toContain('name the release with `to:`');
    expect(run.log).toMatch(/^Marked failed: shop:3$/m);
  }, 60_000);

  it('that is cancelled while it verifies says that the rollback is complete', async () => {
    const job = new AbortController();
    const onLine = (line: string): void => {
      if (line.startsWith('Verifying GET')) job.abort();
    };
    const run = await rollBack({ ...record(), to: SHA.good }, { runId: '2', signal: job.signal, onLine });
    expect(told(run)).toMatchObject({ exitCode: 1, outcome: 'cancelled' });
    expect(run.outputs['reason']).toMatch(
      /The rollback is complete, the service runs shop:2 .*; its verification is not/,
    );
    expect(run.outputs['verification']).toBe('');
    expect(await serving(stage.urlOf('shop'))).toEqual(['good']);
  }, 60_000);

  it('that is run again closes the GitHub deployment it has opened before, and opens none', async () => {
    const before = repository.state.deployments.size;
    const run = await rollBack({ ...record(), to: SHA.good }, { runId: '2' });
    expect(told(run)).toEqual({ exitCode: 0, outcome: 'nothing-to-do', errors: [] });
    const { count, states, last } = recordedBy(run);
    expect({ count, states }).toEqual({ count: before, states: ['in_progress', 'error', 'success'] });
    expect(last?.description).toMatch(/Verified: /);
  }, 30_000);

  it('closes as a failure what a rollback without it has left in progress', async () => {
    const unverified = { 'verify-url': '', 'verify-version-from': '', 'verify-timeout': '' };
    const first = await rollBack({ ...record(), ...unverified, to: SHA.worse });
    expect(told(first)).toMatchObject({ exitCode: 0, outcome: 'rolled-back' });
    const opened = recordedBy(first);
    expect(opened.states).toEqual(['in_progress', 'in_progress']);

    // Run again: what was to be left has been left, and what runs is the release it went to.
    const again = await rollBack({ ...record(), 'only-if-current': 'shop:2' });
    expect(told(again)).toMatchObject({ exitCode: 1, outcome: 'unhealthy' });
    expect(again.writes).toEqual(['TagResource']);
    expect(again.outputs['github-deployment-id']).toBe(first.outputs['github-deployment-id']);
    expect(recordedBy(again)).toMatchObject({ count: opened.count, states: ['in_progress', 'in_progress', 'failure'] });
  }, 60_000);
});
