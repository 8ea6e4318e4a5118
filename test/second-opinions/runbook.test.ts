import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  DeregisterTaskDefinitionCommand,
  DescribeServicesCommand,
  DescribeTaskDefinitionCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
  TagResourceCommand,
  UpdateServiceCommand,
} from '@aws-sdk/client-ecs';
import { CreateSecretCommand, DeleteSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { startSandbox, type Sandbox } from '#sandbox/sandbox';
import { root } from '../support/project.ts';
import { pipTool } from './tools.ts';

/** The commands of the runbook, as they stand there, run by bash with the AWS CLI 1.46.2 against a sandbox. */
const cli = await pipTool({ name: 'awscli', version: '1.46.2', with: { botocore: '1.44.5' } });
const suite = cli.found ? describe : describe.skip;
const runbook = await readFile(join(root, 'docs', 'runbook-rollback.md'), 'utf8');

/** The block that has a word, without the indentation of a list. */
function block(word: string): string {
  const blocks = [...runbook.matchAll(/^( *)```bash\n([\s\S]*?)^ *```/gm)];
  const found = blocks.map(([, margin = '', text = '']) => text.replaceAll(`\n${margin}`, '\n').trim());
  const [only, ...others] = found.filter((text) => text.includes(word));
  if (only === undefined || others.length > 0) throw new Error(`not one block has ${word}`);
  return only;
}

suite(`by hand${cli.found ? '' : ` (skipped: ${cli.reason})`}`, () => {
  const SERVICE = { cluster: 'production', service: 'orders' };
  let sandbox: Sandbox;
  let ecs: ECSClient;
  let folder = '';

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'runbook-'));
    sandbox = await startSandbox({ speed: 10, tasks: 'simulated', env: process.env, log: () => undefined });
    ecs = new ECSClient({ endpoint: sandbox.endpoint, region: sandbox.region, credentials: sandbox.credentials });
    await ecs.send(new CreateClusterCommand({ clusterName: 'production' }));
    for (let revision = 1; revision <= 12; revision += 1) await register();
    await ecs.send(
      new CreateServiceCommand({
        cluster: 'production',
        serviceName: 'orders',
        taskDefinition: 'orders:11',
        desiredCount: 1,
        launchType: 'FARGATE',
        networkConfiguration: { awsvpcConfiguration: { subnets: ['subnet-1'] } },
      }),
    );
    await tag('orders:10', 'cicd:proven', '2026-11-20T16:15:00.000Z');
    await bash(block('aws ecs wait'));
  }, 120_000);

  afterAll(async () => {
    ecs.destroy();
    await sandbox.close();
    await rm(folder, { recursive: true });
  });

  async function register(): Promise<void> {
    const container = { name: 'web', image: sandbox.baseImage, essential: true };
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'orders',
        networkMode: 'awsvpc',
        requiresCompatibilities: ['FARGATE'],
        cpu: '256',
        memory: '512',
        containerDefinitions: [container],
      }),
    );
  }

  async function describeDefinition(taskDefinition: string) {
    const answer = await ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }));
    return { arn: answer.taskDefinition?.taskDefinitionArn ?? '', keys: (answer.tags ?? []).map(({ key }) => key) };
  }

  async function tag(revision: string, key: string, value: string): Promise<void> {
    const { arn } = await describeDefinition(revision);
    await ecs.send(new TagResourceCommand({ resourceArn: arn, tags: [{ key, value }] }));
  }

  async function wanted(): Promise<string | undefined> {
    const input = { cluster: 'production', services: ['orders'] };
    return (await ecs.send(new DescribeServicesCommand(input))).services?.[0]?.taskDefinition?.split('/').at(-1);
  }

  /** Runs a block as somebody would who pasted it, after the first one; gives what it prints. */
  async function bash(text: string): Promise<string> {
    if (!cli.found) throw new Error(cli.reason);
    const aws = 'aws() { PYTHONPATH="$CLI" python3 -S -m awscli "$@"; }';
    const script = ['set -euo pipefail', aws, block('export CLUSTER='), text].join('\n');
    const variables = { PATH: process.env['PATH'], HOME: '/nonexistent', AWS_PAGER: '', CLI: cli.directory };
    const env = { ...variables, TO: 'orders:10', LEFT: 'orders:12', SECRET: 'orders-key', ...sandbox.environment };
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { cwd: folder, env, timeout: 60_000 });
    return stdout;
  }

  it('shows what runs, and the releases with their records', async () => {
    expect(await bash(block('--output table'))).toMatch(/task-definition\/orders:11 .*PRIMARY/s);
    expect(await bash(block('list-task-definitions'))).toMatch(
      /^orders:12\norders:11\norders:10\ncicd:proven\t2026-11-20T16/,
    );
  }, 60_000);

  it('stops a deployment that is under way', async () => {
    await ecs.send(new UpdateServiceCommand({ ...SERVICE, taskDefinition: 'orders:12' }));
    await bash(block('stop-service-deployment'));
    await bash(block('aws ecs wait'));
    expect(await wanted()).toBe('orders:11');
  }, 60_000);

  it('updates the service, and tells what is stable', async () => {
    expect(await bash(block('aws ecs update-service'))).toMatch(/^ecs-svc\/\d+\t\S+orders:10\tIN_PROGRESS/);
    expect(await bash(block('aws ecs wait'))).toMatch(/orders:10\tCOMPLETED\t1\t1\n$/);
    expect(await wanted()).toBe('orders:10');
  }, 60_000);

  it('marks the release that was left, and clears the mark', async () => {
    await bash(block('aws ecs tag-resource'));
    expect((await describeDefinition('orders:12')).keys).toEqual(['cicd:failed']);
    await bash(block('aws ecs untag-resource'));
    expect((await describeDefinition('orders:12')).keys).toEqual([]);
  }, 60_000);

  it('registers a release again that was deregistered, with its record', async () => {
    await ecs.send(new DeregisterTaskDefinitionCommand({ taskDefinition: 'orders:10' }));
    expect((await bash(block('del(.taskDefinitionArn'))).trim()).toMatch(/:task-definition\/orders:13$/);
    expect((await describeDefinition('orders:13')).keys).toEqual(['cicd:proven']);
  }, 60_000);

  it('brings a secret back', async () => {
    const { endpoint, region, credentials } = sandbox;
    const secrets = new SecretsManagerClient({ endpoint, region, credentials });
    await secrets.send(new CreateSecretCommand({ Name: 'orders-key', SecretString: 'x' }));
    await secrets.send(new DeleteSecretCommand({ SecretId: 'orders-key' }));
    expect(await bash(block('restore-secret'))).toContain('orders-key');
    secrets.destroy();
  }, 60_000);
});
