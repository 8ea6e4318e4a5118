import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CreateRepositoryCommand, PutLifecyclePolicyCommand } from '@aws-sdk/client-ecr';
import { pushImage } from './support/rollout-app.ts';
import { Rollouts, type Acted } from './support/rollouts.ts';

const SHA = { one: '1'.repeat(40), two: '2'.repeat(40) };

let rollouts: Rollouts;

beforeAll(async () => {
  rollouts = await Rollouts.open({ speed: 40, tasks: 'simulated' });
  await prepare('counted', rule({ countType: 'imageCountMoreThan', countNumber: 1 }));
  await prepare('dated', rule({ countType: 'sinceImagePushed', countUnit: 'days', countNumber: 90 }));
}, 60_000);

afterAll(() => rollouts.close(), 30_000);

const rule = (selection: object): string =>
  JSON.stringify({
    rules: [{ rulePriority: 7, selection: { tagStatus: 'any', ...selection }, action: { type: 'expire' } }],
  });

/** A service and a repository of one name, with two images; the service runs the second one. */
async function prepare(name: string, lifecyclePolicyText: string): Promise<void> {
  const { ecr, sandbox } = rollouts;
  await ecr.send(new CreateRepositoryCommand({ repositoryName: name }));
  await ecr.send(new PutLifecyclePolicyCommand({ repositoryName: name, lifecyclePolicyText }));
  const one = await pushImage(sandbox, { repository: name, sha: SHA.one });
  // The one pushed before the other is told by milliseconds.
  await delay(5);
  const two = await pushImage(sandbox, { repository: name, sha: SHA.two });
  await rollouts.createService({ name, image: one.image, configuration: {} });
  const shipped = await rollouts.act('deploy-ecs', { service: name, image: two.image }, { sha: SHA.two });
  expect(shipped.outputs['outcome']).toBe('deployed');
}

const rollBack = (service: string, inputs: Readonly<Record<string, string>> = {}): Promise<Acted> =>
  rollouts.act('rollback', { service, ...inputs });

const GOES =
  /Image .*\/counted@sha256:\w+ is deleted within 24 hours by rule 7 of the lifecycle policy, which keeps 1: it is number 2\. Let it have a tag that a rule before rule 7 keeps/;

describe('the image of the release gone back to', () => {
  it('is warned of in a dry run when the lifecycle policy is about to take it away', async () => {
    const run = await rollBack('counted', { 'dry-run': 'true' });
    expect({ exitCode: run.exitCode, outcome: run.outputs['outcome'] }).toEqual({ exitCode: 0, outcome: 'dry-run' });
    expect(run.log).toMatch(GOES);
    expect(run.writes).toEqual([]);
  });

  it('is told with its date when that is far off', async () => {
    const run = await rollBack('dated', { 'dry-run': 'true' });
    expect(run.log).toMatch(
      /Image .*\/dated@sha256:\w+ is deleted by rule 7 of the lifecycle policy on \d{4}-\d\d-\d\d\./,
    );
  });

  it('is not looked at with preflight: false', async () => {
    const run = await rollBack('counted', { 'dry-run': 'true', preflight: 'false' });
    expect(run.log).not.toContain('lifecycle policy');
  });

  it('is warned of beside a rollback, after the request', async () => {
    const before = rollouts.sandbox.calls().length;
    const run = await rollBack('counted');
    expect({ exitCode: run.exitCode, outcome: run.outputs['outcome'] }).toEqual({
      exitCode: 0,
      outcome: 'rolled-back',
    });
    expect(run.log).toMatch(GOES);
    const operations = rollouts.sandbox
      .calls()
      .slice(before)
      .map(({ operation }) => operation);
    expect(operations.indexOf('GetLifecyclePolicy')).toBeGreaterThan(operations.indexOf('UpdateService'));
  });
});
