import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { CreateRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { putImage } from '#sandbox/images/assemble';
import { pushImage } from './support/rollout-app.ts';
import { CLUSTER, Rollouts, type Acted } from './support/rollouts.ts';

const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret';
const ROLE = 'arn:aws:iam::123456789012:role';

let rollouts: Rollouts;
let image = '';
let armImage = '';
/** ARNs by name. */
const secrets = new Map<string, string>();

beforeAll(async () => {
  rollouts = await Rollouts.open();
  const { sandbox } = rollouts;
  ({ image } = await pushImage(sandbox, { repository: 'web', sha: 'a'.repeat(40) }));
  const { store, host } = sandbox.registry;
  const platform = { os: 'linux', architecture: 'arm64' };
  await putImage({ store, repository: 'web', tag: 'arm', config: {}, platform }, []);
  armImage = `${host}/web:arm`;
  await Promise.all([rollouts.createService({ name: 'web', image }), makeSurroundings()]);
}, 60_000);

afterAll(() => rollouts.close(), 30_000);
afterEach(() => {
  rollouts.sandbox.faults.clear();
});

async function makeSurroundings(): Promise<void> {
  const { endpoint, region, credentials } = rollouts.sandbox;
  const iam = new IAMClient({ endpoint, region, credentials });
  const statement = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const AssumeRolePolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
  await iam.send(new CreateRoleCommand({ RoleName: 'for-ec2', AssumeRolePolicyDocument }));
  const manager = new SecretsManagerClient({ endpoint, region, credentials });
  for (const [Name, SecretString] of [
    ['key', '{"id": 1}'],
    ['deleted', 'x'],
    ['empty', undefined],
  ] as const) {
    const { ARN = '' } = await manager.send(new CreateSecretCommand({ Name, SecretString }));
    secrets.set(Name, ARN);
  }
  await manager.send(new DeleteSecretCommand({ SecretId: 'deleted', RecoveryWindowInDays: 7 }));
  const ssm = new SSMClient({ endpoint, region, credentials });
  await ssm.send(new PutParameterCommand({ Name: '/web/url', Value: 'http://example', Type: 'SecureString' }));
  for (const client of [iam, manager, ssm]) client.destroy();
}

interface Definition {
  readonly task?: object;
  readonly container?: object;
  readonly others?: readonly object[];
}

/** A task definition that works, but for what is changed in it. */
function definition({ task = {}, container = {}, others = [] }: Definition = {}): object {
  return {
    family: 'web',
    requiresCompatibilities: ['FARGATE'],
    networkMode: 'awsvpc',
    cpu: '256',
    memory: '512',
    executionRoleArn: `${ROLE}/execution`,
    ...task,
    containerDefinitions: [
      {
        name: 'web',
        image,
        portMappings: [{ containerPort: 8080 }],
        secrets: [
          { name: 'KEY', valueFrom: secrets.get('key') },
          { name: 'URL', valueFrom: '/web/url' },
        ],
        logConfiguration: { logDriver: 'awslogs', options: logOptions('/ecs/rollouts') },
        ...container,
      },
      ...others,
    ],
  };
}

const logOptions = (group: string) => ({
  'awslogs-group': group,
  'awslogs-region': 'us-east-1',
  'awslogs-stream-prefix': 'ecs',
});

interface Finding {
  readonly severity: string;
  readonly problem: string;
}

async function deploy(wanted: object, inputs: Readonly<Record<string, string>> = {}) {
  const workspace = await mkdtemp(join(rollouts.sandbox.ledger.directory, 'workspace-'));
  await writeFile(join(workspace, 'task.json'), JSON.stringify(wanted));
  const run = await rollouts.act(
    'deploy-ecs',
    { service: 'web', 'task-definition': 'task.json', 'wait-for-minutes': '0.5', ...inputs },
    { workspace },
  );
  return { ...run, findings: await readFindings(run) };
}

async function readFindings({ outputs }: Acted): Promise<readonly Finding[]> {
  const report: unknown = JSON.parse(await readFile(outputs['report'] ?? '', 'utf8'));
  return (report as { readonly findings: readonly Finding[] }).findings; // the report's documented member
}

const problems = (findings: readonly Finding[], severity: 'error' | 'note') =>
  findings.filter((finding) => finding.severity === severity).map(({ problem }) => problem);

/** Each pattern is of one of the texts, and there are no others. */
function expectAll(texts: readonly string[], patterns: readonly RegExp[]): void {
  expect(patterns.filter((pattern) => !texts.some((text) => pattern.test(text)))).toEqual([]);
  expect(texts.filter((text) => !patterns.some((pattern) => pattern.test(text)))).toEqual([]);
}

describe('a deployment that cannot work', () => {
  it('is not begun; everything that is wrong is told at once', async () => {
    await rollouts.ecs.send(
      new UpdateServiceCommand({
        cluster: CLUSTER,
        service: 'web',
        deploymentConfiguration: { minimumHealthyPercent: 100, maximumPercent: 100 },
      }),
    );
    const run = await deploy(
      definition({
        task: { memory: '4096', executionRoleArn: `${ROLE}/missing`, taskRoleArn: `${ROLE}/for-ec2` },
        container: {
          image: image.replace(/@.*/, ':never-pushed'),
          portMappings: [{ containerPort: 80 }],
          secrets: [
            { name: 'NONE', valueFrom: `${SECRET}:none` },
            { name: 'DELETED', valueFrom: secrets.get('deleted') },
            { name: 'EMPTY', valueFrom: secrets.get('empty') },
            { name: 'OLD', valueFrom: `${secrets.get('key') ?? ''}:id:NOLABEL:` },
            { name: 'PARAMETER', valueFrom: '/web/none' },
            { name: 'QUEUE', valueFrom: 'arn:aws:sqs:us-east-1:123456789012:queue' },
          ],
          logConfiguration: { logDriver: 'awslogs', options: logOptions('/ecs/none') },
        },
        others: [
          { name: 'arm', image: armImage },
          { name: 'lost', image: image.replace(/\/web@.*/, '/nowhere:1') },
          { name: 'hub', image: 'redis' },
        ],
      }),
    );
    expect(run.exitCode).toBe(1);
    expect(run.outputs['outcome']).toBe('failed');
    expect(run.errors).toHaveLength(1);
    expect(run.writes).toEqual([]);
    expectAll(problems(run.findings, 'error'), [
      /^Image .*:never-pushed \(container web\) does not exist: repository web has no tag never-pushed\.$/,
      /^Image .*:arm \(container arm\) is built for linux\/arm64, and the tasks run on linux\/amd64\.$/,
      /^Image .*nowhere:1 \(container lost\) does not exist: there is no repository nowhere/,
      /^Role .*\/missing \(executionRoleArn\) does not exist\.$/,
      /^Role .*\/for-ec2 \(taskRoleArn\) cannot be assumed by ecs-tasks\.amazonaws\.com/,
      /^Secret none \(container web, secret NONE\) does not exist in us-east-1\.$/,
      /^Secret deleted-\w+ \(container web, secret DELETED\) is scheduled for deletion/,
      /^Secret empty-\w+ \(container web, secret EMPTY\) has no value yet/,
      /^Secret key-\w+ \(container web, secret OLD\) has no version labelled NOLABEL\.$/,
      /^The SSM parameter it names \(container web, secret PARAMETER\) does not exist in us-east-1\.$/,
      /^What container web, secret QUEUE refers to is neither a secret nor a parameter\.$/,
      /^Log group \/ecs\/none \(container web\) does not exist in us-east-1\.$/,
      /^The load balancer of the service speaks to port 8080 of container web, which publishes 80\.$/,
      /^Fargate has no tasks of 256 CPU units with 4096 MiB\.$/,
      /^With 1 task, a minimum of 100 % and a maximum of 100 % Amazon ECS can neither stop/,
    ]);
    expectAll(problems(run.findings, 'note'), [
      /^Image redis \(container hub\) is named by the tag latest/,
      /^Whether secrets have these JSON keys is not known, .*: id \(container web, secret OLD\)\.$/,
      /^Not checked, since only private registries of Amazon ECR can be asked: redis\.$/,
    ]);
    expect(run.summary).toContain('never-pushed');
    expect(run.log).toContain(
      'preflight error: Fargate has no tasks of 256 CPU units with 4096 MiB. With cpu 256, choose memory from 512, 1024, 2048.',
    );
  });

  it('for its network mode neither', async () => {
    const run = await deploy(definition({ task: { networkMode: 'bridge', requiresCompatibilities: ['EC2'] } }));
    expect(run.writes).toEqual([]);
    expectAll(problems(run.findings, 'error'), [
      /^The service runs its tasks on FARGATE, and the task definition is for EC2 only\.$/,
      /^Fargate needs the network mode awsvpc; the task definition has bridge\.$/,
      /^Target group web takes targets of type ip, and tasks with network mode bridge need instance\.$/,
      /^With 1 task/,
    ]);
  });
});

describe('with room to move', () => {
  beforeAll(async () => {
    const deploymentConfiguration = { minimumHealthyPercent: 100, maximumPercent: 200 };
    await rollouts.ecs.send(new UpdateServiceCommand({ cluster: CLUSTER, service: 'web', deploymentConfiguration }));
  });

  it('nothing is found, and each thing is asked for once', async () => {
    const before = rollouts.sandbox.calls().length;
    const run = await deploy(definition(), { 'dry-run': 'true' });
    expect(run.outputs['outcome']).toBe('dry-run');
    expect(run.findings).toEqual([]);
    const calls = rollouts.sandbox
      .calls()
      .slice(before)
      .map(({ operation }) => operation);
    expect(calls.toSorted()).toEqual([
      'BatchGetImage',
      'DescribeLogGroups',
      'DescribeSecret',
      'DescribeServices',
      'DescribeTargetGroups',
      'DescribeTaskDefinition',
      'GetDownloadUrlForLayer',
      'GetParameters',
      'GetRole',
    ]);
  });

  it('what may not be looked at is a note, and what is throttled is asked again', async () => {
    const { requests } = rollouts.sandbox.faults;
    for (const operation of ['IAM.GetRole', 'SECRETS_MANAGER.DescribeSecret', 'SSM.GetParameters', 'ECR.BatchGetImage'])
      requests.order({ match: { operation }, fault: { kind: 'access-denied' } });
    requests.order({ match: { operation: '*.DescribeLogGroups' }, fault: { kind: 'throttle' }, when: { first: 1 } });
    const run = await deploy(definition(), { 'dry-run': 'true' });
    expect(run.outputs['outcome']).toBe('dry-run');
    expectAll(
      run.findings.map(({ problem }) => problem),
      [
        /^Not checked, since this job's role lacks ecr:BatchGetImage: .*web@sha256/,
        /^Not checked, since this job's role lacks iam:GetRole: role .*execution\.$/,
        /^Not checked, since this job's role lacks secretsmanager:DescribeSecret: secret key-\w+\.$/,
        /^Not checked, since this job's role lacks ssm:GetParameters: the parameter of container web, secret URL\.$/,
      ],
    );
  });

  it('preflight: false looks at nothing', async () => {
    const before = rollouts.sandbox.calls().length;
    const missing = definition({ container: { image: image.replace(/@.*/, ':never-pushed') } });
    const run = await deploy(missing, { 'dry-run': 'true', preflight: 'false' });
    expect(run.outputs['outcome']).toBe('dry-run');
    const calls = rollouts.sandbox
      .calls()
      .slice(before)
      .map(({ operation }) => operation);
    expect(calls.toSorted()).toEqual(['DescribeServices', 'DescribeTaskDefinition']);
  });
});
