import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TagResourceCommand } from '@aws-sdk/client-ecs';
import { codeDeployClients, createCodeDeployService, type CodeDeployClients } from './support/codedeploy-service.ts';
import { rollbackCalls } from './support/rollback-calls.ts';
import type { Acted } from './support/rollouts.ts';
import { setStage } from './support/stage.ts';

/** By which it is looked at what the release needs, which it shares with tasks that run. */
const NEEDS = ['ECR BatchGetImage', 'IAM GetRole', 'CLOUDWATCH_LOGS DescribeLogGroups'];
const rolledBackBy = (operation: string) => ({
  exitCode: 0,
  outcome: 'rolled-back',
  errors: [],
  request: `CODEDEPLOY ${operation}`,
});

const stage = setStage({ tasks: 'simulated' });
let clients: CodeDeployClients;

beforeAll(async () => {
  const { rollouts, image } = stage;
  clients = codeDeployClients(rollouts);
  await Promise.all([
    createCodeDeployService(rollouts, clients, { name: 'finished', image }),
    createCodeDeployService(rollouts, clients, { name: 'kept', image, keepsOld: 60 }),
  ]);
}, 60_000);

afterAll(() => {
  for (const client of [clients.codeDeploy, clients.elb]) client.destroy();
});

function ship(service: string, release: number): Promise<Acted> {
  const inputs = { service, image: stage.image, 'environment-variables': `RELEASE=${release}` };
  return stage.rollouts.act('deploy-ecs', { ...inputs, 'wait-for-minutes': '5' });
}

async function prove(revision: string): Promise<void> {
  const resourceArn = `arn:aws:ecs:us-east-1:123456789012:task-definition/${revision}`;
  const tags = [{ key: 'cicd:proven', value: new Date().toISOString() }];
  await stage.rollouts.ecs.send(new TagResourceCommand({ resourceArn, tags }));
}

describe('before the request to AWS CodeDeploy', () => {
  it('two revisions are read, from a release that was deployed and lies', async () => {
    expect((await ship('finished', 2)).outputs['outcome']).toBe('deployed');
    await prove('finished:2');
    expect((await ship('finished', 3)).outputs['outcome']).toBe('deployed');

    const { told, before, after } = await rollbackCalls(stage.rollouts, 'finished');
    expect(told).toEqual(rolledBackBy('CreateDeployment'));
    // Some are sent beside each other.
    expect([...before].sort()).toEqual([
      'CODEDEPLOY BatchGetDeployments',
      'CODEDEPLOY GetDeploymentGroup',
      'CODEDEPLOY ListDeployments',
      'CODEDEPLOY ListDeployments',
      'CODEDEPLOY ListDeployments',
      'ECS DescribeServices',
      'ECS DescribeServices',
      'ECS DescribeTaskDefinition',
      'ECS DescribeTaskDefinition',
    ]);
    expect(after).toEqual(expect.arrayContaining(NEEDS));
  }, 60_000);

  it('two revisions are read, from a release that lies while the tasks before it are kept', async () => {
    await prove('kept:1');
    expect((await ship('kept', 2)).outputs['outcome']).toBe('deployed');

    const { told, before, after } = await rollbackCalls(stage.rollouts, 'kept');
    expect(told).toEqual(rolledBackBy('StopDeployment'));
    expect([...before].sort()).toEqual([
      'CODEDEPLOY GetDeployment',
      'CODEDEPLOY GetDeployment',
      'CODEDEPLOY GetDeploymentGroup',
      'CODEDEPLOY ListDeployments',
      'CODEDEPLOY ListDeployments',
      'ECS DescribeServices',
      'ECS DescribeServices',
      'ECS DescribeTaskDefinition',
      'ECS DescribeTaskDefinition',
    ]);
    expect(after).toEqual(expect.arrayContaining(NEEDS));
  }, 60_000);
});
