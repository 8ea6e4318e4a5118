import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  CreateClusterCommand,
  CreateServiceCommand,
  ECSClient,
  RegisterTaskDefinitionCommand,
} from '@aws-sdk/client-ecs';
import { startSandbox, type Sandbox } from '../sandbox/sandbox.ts';
import { runBundle } from './support/bundle.ts';

const inputs = { service: 'web', image: 'registry.example/web:2', 'dry-run': 'true' };
const servers: Server[] = [];

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

const errorOf = (lines: readonly string[]): string => lines.find((line) => line.startsWith('::error')) ?? '';
const STATIC = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'AKIATEST',
  AWS_SECRET_ACCESS_KEY: 'test-secret-access-key',
};

const JOB = {
  repository: 'example/web',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  workflow: 'Ship',
  workflowPath: '.github/workflows/ship.yml',
  eventName: 'push',
  actor: 'octocat',
  runId: '1',
  runNumber: '1',
  runAttempt: '1',
};

describe('a role assumed with GitHub’s OIDC token', () => {
  const role = {
    'role-to-assume': 'arn:aws:iam::123456789012:role/deploy',
    'aws-region': 'us-east-1',
    'role-session-name': 'ship',
  };
  let sandbox: Sandbox;

  beforeAll(async () => {
    sandbox = await startSandbox({ engine: 'none', env: process.env, log: () => undefined, speed: 20 });
    const ecs = new ECSClient({ endpoint: sandbox.endpoint, region: sandbox.region, credentials: sandbox.credentials });
    await ecs.send(new CreateClusterCommand({ clusterName: 'default' }));
    const task = { name: 'web', image: 'example/web:1', essential: true };
    await ecs.send(
      new RegisterTaskDefinitionCommand({
        family: 'web',
        networkMode: 'awsvpc',
        cpu: '256',
        memory: '512',
        containerDefinitions: [task],
      }),
    );
    const networkConfiguration = { awsvpcConfiguration: { subnets: ['subnet-1'] } };
    await ecs.send(
      new CreateServiceCommand({ serviceName: 'web', taskDefinition: 'web', desiredCount: 0, networkConfiguration }),
    );
    ecs.destroy();
  }, 30_000);

  afterAll(() => sandbox.close());

  it('is what AWS is called as; neither token nor credentials are printed', async () => {
    const job = sandbox.oidc.authorize(JOB);
    const before = sandbox.calls().length;
    const run = await runBundle('deploy-ecs', {
      inputs: { ...inputs, ...role },
      env: { AWS_ENDPOINT_URL: sandbox.endpoint, ...job },
    });
    expect({ exitCode: run.exitCode, error: errorOf(run.lines) }).toEqual({ exitCode: 0, error: '' });
    const calls = sandbox.calls().slice(before);
    expect(calls.map(({ service, operation }) => `${service} ${operation}`)).toEqual([
      'STS AssumeRoleWithWebIdentity',
      'ECS DescribeServices',
      'ECS DescribeTaskDefinition',
      // Another client, and the same credentials.
      'ECR GetAuthorizationToken',
    ]);
    const printed = run.lines.filter((line) => !line.startsWith('::add-mask::')).join('\n');
    expect(printed).not.toMatch(/eyJ|ASIA[A-Z0-9]{16}/);
    // The token, the secret key and the session token.
    expect(run.lines.filter((line) => line.startsWith('::add-mask::')).length).toBeGreaterThanOrEqual(3);
  });

  it('needs id-token: write, and says so before AWS is asked', async () => {
    const before = sandbox.calls().length;
    const run = await runBundle('deploy-ecs', {
      inputs: { ...inputs, ...role },
      env: { AWS_ENDPOINT_URL: sandbox.endpoint },
    });
    expect(run.exitCode).toBe(1);
    expect(errorOf(run.lines)).toContain('GitHub offers this job no OIDC token');
    expect(run.lines.join('\n')).toContain('id-token: write');
    expect(sandbox.calls()).toHaveLength(before);
  });

  it('says what AWS STS refuses, and what to check', async () => {
    const job = sandbox.oidc.authorize(JOB);
    const run = await runBundle('deploy-ecs', {
      inputs: { ...inputs, ...role, audience: 'somebody-else' },
      env: { AWS_ENDPOINT_URL: sandbox.endpoint, ...job },
    });
    expect(run.exitCode).toBe(1);
    expect(errorOf(run.lines)).toMatch(
      /AWS STS refused role-to-assume arn:aws:iam::123456789012:role\/deploy: .*audience/i,
    );
    expect(run.lines.join('\n')).toContain('trust policy');
  });
});

describe('AWS out of reach', () => {
  it('a server that accepts and never answers is given up', async () => {
    const url = await serve(() => undefined);
    const started = performance.now();
    const run = await runBundle('deploy-ecs', {
      inputs,
      env: { ...STATIC, AWS_ENDPOINT_URL: url, AWS_MAX_ATTEMPTS: '1' },
    });
    expect(run.exitCode).toBe(1);
    expect(errorOf(run.lines)).toMatch(/Could not .*service.*(?:timed out|timeout)/i);
    expect(performance.now() - started).toBeLessThan(15_000);
  }, 30_000);

  it('no credentials: one error that says how to give some', async () => {
    const url = await serve((_, response) => response.writeHead(500).end());
    const env = { AWS_REGION: 'us-east-1', AWS_ENDPOINT_URL: url, AWS_EC2_METADATA_DISABLED: 'true' };
    const run = await runBundle('deploy-ecs', { inputs, env });
    expect(run.exitCode).toBe(1);
    expect(errorOf(run.lines)).toContain('Could not');
    expect(run.lines.join('\n')).toContain('role-to-assume');
  });
});

describe('a proxy', () => {
  it('is used for AWS, except for what NO_PROXY names', async () => {
    const seen: string[] = [];
    const answer = (request: IncomingMessage): void => void seen.push(request.url ?? '');
    const proxy = await serve((request, response) => {
      answer(request);
      response
        .writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
        .end('{"__type":"ClusterNotFoundException","message":"Cluster not found."}');
    });
    const env = { ...STATIC, HTTP_PROXY: proxy, AWS_ENDPOINT_URL: 'http://ecs.internal.example' };
    const proxied = await runBundle('deploy-ecs', { inputs, env });
    expect(errorOf(proxied.lines)).toContain('Cluster not found');
    expect(seen).toEqual(['http://ecs.internal.example/']);
    seen.length = 0;
    await runBundle('deploy-ecs', { inputs, env: { ...env, NO_PROXY: 'ecs.internal.example', AWS_MAX_ATTEMPTS: '1' } });
    expect(seen).toEqual([]);
    // A name that cannot be resolved is asked for again for a while.
  }, 60_000);
});
