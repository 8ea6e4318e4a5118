import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { DescribeTaskDefinitionCommand, ListServiceDeploymentsCommand, TagResourceCommand } from '@aws-sdk/client-ecs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import type { RequestFault } from '#sandbox/faults/requests';
import type { Selection } from '#sandbox/faults/selection';
import type { GithubFault } from '#sandbox/github/rest/faults';
import { pushImage } from './support/rollout-app.ts';
import { freePort } from './support/rollout-service.ts';
import { CLUSTER, Rollouts, TRUSTS_TASKS, type ActOptions, type Acted } from './support/rollouts.ts';

const SPEED = 100;
/** By digit: revision 1 of a service runs the image of `1…`, and so on. */
const DIGITS = ['1', '2', '3'] as const;
const PROVEN = ['images', 'busy', 'needs', 'throttled', 'expired', 'expiring', 'refused', 'untagged'] as const;
const UNPROVEN = ['down', 'gateway', 'stranger', 'reader', 'limited', 'tokenless', 'unlisted'] as const;
type ServiceName = (typeof PROVEN)[number] | (typeof UNPROVEN)[number];

let rollouts: Rollouts;
const images: string[] = [];
const secrets: string[] = [];

beforeAll(async () => {
  rollouts = await Rollouts.open({ tasks: 'simulated', speed: SPEED });
  const { sandbox } = rollouts;
  const { endpoint, region, credentials } = sandbox;
  const iam = new IAMClient({ endpoint, region, credentials });
  const manager = new SecretsManagerClient({ endpoint, region, credentials });
  for (const digit of DIGITS) {
    images.push((await pushImage(sandbox, { repository: 'web', sha: digit.repeat(40) })).image);
    await iam.send(new CreateRoleCommand({ RoleName: `task-${digit}`, AssumeRolePolicyDocument: TRUSTS_TASKS }));
    const { ARN = '' } = await manager.send(
      new CreateSecretCommand({ Name: `key-${digit}`, SecretString: 'not told' }),
    );
    secrets.push(ARN);
  }
  iam.destroy();
  manager.destroy();
  sandbox.github.seed('example/web', { commits: DIGITS.map((digit) => ({ sha: digit.repeat(40), message: digit })) });
  await Promise.all([
    ...PROVEN.map((service) => prepare(rollouts, service, { proven: true, needs: ownNeeds })),
    ...UNPROVEN.map((service) => prepare(rollouts, service, { proven: false, needs: ownNeeds })),
  ]);
}, 120_000);

afterEach(() => {
  rollouts.sandbox.faults.clear();
  rollouts.sandbox.github.faults.clear();
});

afterAll(() => rollouts.close(), 30_000);

/** A service on its third release, the second being the one to go back to. */
async function prepare(
  at: Rollouts,
  service: string,
  {
    images: own = images,
    proven,
    needs,
  }: { readonly images?: readonly string[]; readonly proven: boolean; readonly needs: (place: number) => Inputs },
): Promise<void> {
  await at.createService({ name: service, image: own[0] ?? '' });
  for (const place of [1, 2]) {
    const sha = DIGITS[place]?.repeat(40) ?? '';
    // Nothing is wrong with what these cases deploy; the checks before it would only take time.
    const inputs = { service, image: own[place] ?? '', environment: 'production', preflight: 'false', ...needs(place) };
    expect((await at.act('deploy-ecs', inputs, { sha })).outputs['outcome']).toBe('deployed');
  }
  if (!proven) return;
  const { taskDefinition } = await at.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: `${service}:2` }));
  const tags = [{ key: 'cicd:proven', value: new Date().toISOString() }];
  await at.ecs.send(new TagResourceCommand({ resourceArn: taskDefinition?.taskDefinitionArn, tags }));
}

/** A role and a secret of each release's own. */
const ownNeeds = (place: number): Inputs => ({
  secrets: `API_KEY=${secrets[place] ?? ''}`,
  'task-role-arn': `arn:aws:iam::123456789012:role/task-${DIGITS[place] ?? ''}`,
});

type Inputs = Readonly<Record<string, string>>;

function rollBack(service: ServiceName, inputs: Inputs = {}, options: ActOptions = {}): Promise<Acted> {
  const given = { environment: 'production', 'wait-for-minutes': '1', ...inputs };
  return rollouts.act('rollback', { service, ...given }, options);
}

function breakAws(operation: string, fault: RequestFault, when: Selection = {}): void {
  rollouts.sandbox.faults.requests.order({ match: { operation }, fault, when });
}

function breakGithub(fault: GithubFault): void {
  rollouts.sandbox.github.faults.order({ fault, times: Infinity });
}

/** So many deployments are made before. */
const BEFORE = 3;

/** On its second release again, by one deployment. */
async function expectBack(
  run: Acted,
  { service, source, at = rollouts }: { readonly service: string; readonly source: string; readonly at?: Rollouts },
): Promise<void> {
  expect({ exitCode: run.exitCode, outcome: run.outputs['outcome'], errors: run.errors }).toEqual({
    exitCode: 0,
    outcome: 'rolled-back',
    errors: [],
  });
  expect(run.outputs).toMatchObject({ 'to-sha': '2'.repeat(40), source });
  // To look at how it ended is no part of what was broken.
  at.sandbox.faults.clear();
  expect(await at.settle(service)).toBe(`${service}:2`);
  const { serviceDeployments } = await at.ecs.send(new ListServiceDeploymentsCommand({ cluster: CLUSTER, service }));
  expect(serviceDeployments).toHaveLength(BEFORE + 1);
}

/** As a summary shows a text: without what Markdown would take for its own. */
const plain = (markdown: string): string => markdown.replaceAll(/[\\\u2060]/g, '');

describe('without GitHub, the release that ECS deployed last is gone back to', () => {
  const token = (): string => rollouts.sandbox.github.token;

  it.each<{
    readonly service: (typeof UNPROVEN)[number];
    readonly says: string;
    readonly given?: () => Inputs;
    readonly options?: () => Promise<ActOptions>;
    readonly fault?: GithubFault;
    readonly why: string;
  }>([
    {
      service: 'down',
      says: 'nothing listens',
      options: async () => ({ apiUrl: `http://127.0.0.1:${await freePort()}` }),
      why: 'GET /deployments: ',
    },
    {
      service: 'gateway',
      says: 'it answers 502 to everything',
      fault: { kind: 'server-error', status: 502 },
      why: 'GET /deployments: HTTP 502',
    },
    {
      service: 'stranger',
      says: 'the token is none of its',
      given: () => ({ token: 'ghs_of-nobody' }),
      why: 'GET /deployments: HTTP 401: Bad credentials; the token is not valid, or has expired',
    },
    {
      service: 'reader',
      says: 'the token may not see deployments',
      given: () => ({ token: rollouts.sandbox.github.issueToken({ permissions: { contents: 'read' } }) }),
      why: 'GET /deployments: HTTP 403: Resource not accessible by integration; the token lacks a permission (deployments=read)',
    },
    {
      service: 'limited',
      says: 'the rate limit is used up',
      fault: { kind: 'primary-limit' },
      why: 'GET /deployments: HTTP 403: ',
    },
  ])(
    '$says',
    async ({ service, given, options, fault, why }) => {
      if (fault !== undefined) breakGithub(fault);
      const run = await rollBack(service, { token: token(), ...given?.() }, await options?.());
      await expectBack(run, { service, source: 'service-deployments' });
      const unread = `GitHub's record could not be asked, because ${why}`;
      expect(run.log).toContain(unread);
      expect(plain(run.summary)).toContain(`- ${unread}`);
      expect(run.log).toContain(`The GitHub deployment of production is not kept: ${why}`);
      expect(run.log).toMatch(new RegExp(`The GitHub deployment of ${service}:3 .* is not told that it was left: `));
      expect(run.outputs['github-deployment-id']).toBe('');
    },
    30_000,
  );

  it('there is no token', async () => {
    const before = rollouts.sandbox.github.calls().length;
    const run = await rollBack('tokenless');
    await expectBack(run, { service: 'tokenless', source: 'service-deployments' });
    const unread = "GitHub's record could not be asked, because environment and token are not both given.";
    expect(run.log).toContain(unread);
    expect(plain(run.summary)).toContain(`- ${unread}`);
    expect(rollouts.sandbox.github.calls()).toHaveLength(before);
  });
});

describe('with less than it asks for, the proven release is gone back to', () => {
  it('ECR does not let it look at images', async () => {
    breakAws('ECR.BatchGetImage', { kind: 'access-denied' });
    const run = await rollBack('images');
    await expectBack(run, { service: 'images', source: 'release-record' });
    expect(run.log).toContain('yes, though its image was not checked');
    expect(plain(run.summary)).toContain(
      `- images:2: Not checked, since this job's role lacks ecr:BatchGetImage: ${images[1] ?? ''}.`,
    );
  }, 30_000);

  it('ECR fails all the time', async () => {
    breakAws('ECR.BatchGetImage', { kind: 'server-error', shape: 'html' });
    const run = await rollBack('busy');
    await expectBack(run, { service: 'busy', source: 'release-record' });
    expect(run.log).toContain('yes, though its image was not checked');
    expect(plain(run.summary)).toMatch(/- busy:2: Not checked, since .*: .*@sha256:/);
  }, 30_000);

  it('roles and secrets may not be read', async () => {
    breakAws('IAM.*', { kind: 'access-denied' });
    breakAws('SECRETS_MANAGER.*', { kind: 'access-denied' });
    const run = await rollBack('needs');
    await expectBack(run, { service: 'needs', source: 'release-record' });
    const summary = plain(run.summary);
    expect(summary).toMatch(/- needs:2: Not checked, since this job's role lacks iam:GetRole: .*task-2/);
    expect(summary).toMatch(
      /- needs:2: Not checked, since this job's role lacks secretsmanager:DescribeSecret: .*key-2/,
    );
  });

  it('half of the calls to ECS are throttled', async () => {
    breakAws('ECS.*', { kind: 'throttle' }, { probability: 0.5, seed: 7 });
    await expectBack(await rollBack('throttled'), { service: 'throttled', source: 'release-record' });
  }, 60_000);

  it('deployments, revisions and tags may neither be listed nor written', async () => {
    for (const operation of ['ListServiceDeployments', 'TagResource'])
      breakAws(`ECS.${operation}`, { kind: 'access-denied' });
    const run = await rollBack('untagged');
    await expectBack(run, { service: 'untagged', source: 'release-record' });
    expect(run.log).toContain('The release before the current one could not be read: ');
    expect(run.log).toMatch(/untagged:3 could not be marked as bad: /);
    expect(run.log).toMatch(
      /untagged:2 could not be marked as gone back to, so that the cool-down does not hold for it: /,
    );
  });

  it('the family may not be listed', async () => {
    breakAws('ECS.ListTaskDefinitions', { kind: 'access-denied' });
    const run = await rollBack('unlisted');
    await expectBack(run, { service: 'unlisted', source: 'service-deployments' });
    const unread = 'The release record could not be read. Could not read the revisions of unlisted: ';
    expect(run.log).toContain(unread);
    expect(plain(run.summary)).toContain(`- ${unread}`);
  });
});

describe('reads that are two seconds behind', () => {
  const behind = { staleReadMs: 2_000 * SPEED };
  let late: Rollouts;

  beforeAll(async () => {
    late = await Rollouts.open({ tasks: 'simulated', speed: SPEED, ecs: behind });
    const { image } = await pushImage(late.sandbox, { repository: 'web', sha: '1'.repeat(40) });
    const needs = (place: number): Inputs => ({ 'environment-variables': `RELEASE=${place}` });
    await prepare(late, 'stale', { images: [image, image, image], proven: true, needs });
  }, 60_000);

  afterAll(() => late.close(), 30_000);

  it('do not mislead', async () => {
    const run = await late.act('rollback', { service: 'stale', environment: 'production', 'wait-for-minutes': '1' });
    await expectBack(run, { service: 'stale', source: 'release-record', at: late });
  }, 30_000);
});

describe('credentials that expire', () => {
  it('before the request leave everything as it is', async () => {
    breakAws('*', { kind: 'expired-token' }, { from: 3 });
    const run = await rollBack('expired');
    rollouts.sandbox.faults.clear();
    expect({ exitCode: run.exitCode, outcome: run.outputs['outcome'] }).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.errors).toEqual([expect.stringContaining('The security token included in the request is expired')]);
    expect(run.log).toContain('The AWS credentials are missing, expired or not valid.');
    expect(run.writes).toEqual([]);
    expect(await rollouts.wanted('expired')).toBe('expired:3');
  }, 30_000);

  it('after it do not stop it, and it is said that its end is not known', async () => {
    breakAws('ECS.DescribeServices', { kind: 'expired-token' }, { from: 4 });
    const run = await rollBack('expiring');
    expect({ exitCode: run.exitCode, outcome: run.outputs['outcome'] }).toEqual({ exitCode: 1, outcome: 'failed' });
    expect(run.errors).toEqual([expect.stringMatching(/How the rollback to expiring:2 ends is not known/)]);
    rollouts.sandbox.faults.clear();
    expect(await rollouts.settle('expiring')).toBe('expiring:2');
  }, 30_000);
});

it('ECS that refuses everything is one error, and nothing is changed', async () => {
  breakAws('ECS.*', { kind: 'access-denied' });
  const run = await rollBack('refused');
  expect(run.exitCode).toBe(1);
  expect(run.errors).toHaveLength(1);
  expect(run.errors[0]).toMatch(/not authorized to perform: ecs:DescribeServices/i);
  expect(run.log).toContain('Add the permission named above');
  expect(run.writes).toEqual([]);
  rollouts.sandbox.faults.clear();
  expect(await rollouts.wanted('refused')).toBe('refused:3');
});
