import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DescribeTaskDefinitionCommand, TagResourceCommand } from '@aws-sdk/client-ecs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { pushImage } from './support/rollout-app.ts';
import { Rollouts, TRUSTS_TASKS, type Acted } from './support/rollouts.ts';

const REQUESTS: ReadonlySet<string> = new Set(['ECS UpdateService', 'ECS StopServiceDeployment']);
/** By which it is looked at what most releases share. */
const BESIDE = ['IAM GetRole', 'SECRETS_MANAGER DescribeSecret', 'CLOUDWATCH_LOGS DescribeLogGroups'];

let rollouts: Rollouts;
let secrets: SecretsManagerClient;
let secret = '';
const images: string[] = [];

beforeAll(async () => {
  rollouts = await Rollouts.open({ tasks: 'simulated' });
  const { endpoint, region, credentials } = rollouts.sandbox;
  secrets = new SecretsManagerClient({ endpoint, region, credentials });
  const { ARN = '' } = await secrets.send(new CreateSecretCommand({ Name: 'api-key', SecretString: 'not told' }));
  secret = ARN;
  const iam = new IAMClient({ endpoint, region, credentials });
  await iam.send(new CreateRoleCommand({ RoleName: 'task', AssumeRolePolicyDocument: TRUSTS_TASKS }));
  iam.destroy();
  for (const digit of ['1', '2', '3']) {
    images.push((await pushImage(rollouts.sandbox, { repository: 'web', sha: digit.repeat(40) })).image);
  }
}, 60_000);

afterAll(async () => {
  secrets.destroy();
  await rollouts.close();
}, 30_000);

/** Deploys a release that needs what most do: two roles, a secret, a log group, an image by its digest. */
function ship(service: string, place: number, inputs: Readonly<Record<string, string>> = {}): Promise<Acted> {
  return rollouts.act('deploy-ecs', {
    service,
    image: images[place] ?? '',
    environment: 'production',
    secrets: `API_KEY=${secret}`,
    'task-role-arn': 'arn:aws:iam::123456789012:role/task',
    ...inputs,
  });
}

/** A service whose second release is proven. */
async function prepare(service: string): Promise<void> {
  await rollouts.createService({ name: service, image: images[0] ?? '' });
  expect((await ship(service, 1)).outputs['outcome']).toBe('deployed');
  const tags = [{ key: 'cicd:proven', value: new Date().toISOString() }];
  const { taskDefinition } = await rollouts.ecs.send(
    new DescribeTaskDefinitionCommand({ taskDefinition: `${service}:2` }),
  );
  await rollouts.ecs.send(new TagResourceCommand({ resourceArn: taskDefinition?.taskDefinitionArn, tags }));
}

/** A rollback, and what it called before and after its request; all of it before, where there was none. */
async function rollBack(service: string, inputs: Readonly<Record<string, string>> = {}) {
  const first = rollouts.sandbox.calls().length;
  const run = await rollouts.act('rollback', { service, 'wait-for-minutes': '5', ...inputs });
  const calls = rollouts.sandbox.calls().slice(first);
  const names = calls.map(({ service: of, operation }) => `${of} ${operation}`);
  const at = names.findIndex((name) => REQUESTS.has(name));
  const { outcome } = run.outputs;
  return {
    told: { exitCode: run.exitCode, outcome, errors: run.errors, request: names[at] },
    before: names.slice(0, at === -1 ? undefined : at),
    after: names.slice(at + 1),
  };
}

describe('before the request', () => {
  it('are six calls, from a release that was deployed and lies', async () => {
    await prepare('lying');
    expect((await ship('lying', 2)).outputs['outcome']).toBe('deployed');

    const drill = await rollBack('lying', { 'dry-run': 'true' });
    expect(drill.told).toEqual({ exitCode: 0, outcome: 'dry-run', errors: [], request: undefined });
    expect(drill.before).toEqual(expect.arrayContaining(BESIDE));

    const { told, before, after } = await rollBack('lying');
    expect(told).toEqual({ exitCode: 0, outcome: 'rolled-back', errors: [], request: 'ECS UpdateService' });
    expect(before).toEqual([
      'ECS DescribeServices',
      'ECS DescribeTaskDefinition',
      'ECS ListServiceDeployments',
      'ECS DescribeTaskDefinition',
      'ECR BatchGetImage',
      'ECS DescribeServices',
    ]);
    // What the release needs as well as the one that runs.
    expect(after).toEqual(expect.arrayContaining(BESIDE));
  }, 40_000);
});
