import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CancelledError } from '#shared/action/errors';
import { readInputs } from '#shared/action/inputs';
import type { CodeDeployApi, CodeDeployGroup } from '#shared/ecs/codedeploy/api';
import {
  fault,
  ScriptedCodeDeploy,
  unknownDeployment,
  type CodeDeployScript,
} from '#shared/ecs/testing/scripted-codedeploy';
import { revisionArn, ScriptedEcs, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { fakeContext } from '#shared/testing/fake-context';
import { deploy } from '../deploy.ts';
import { parseInputs } from '../inputs.ts';
import { makePlan } from '../plan.ts';
import { definitions, loadBalancers, planTools } from '../testing.ts';

const OURS = 'd-OURS00000';
const OTHER = 'd-OTHER0000';
const balancer = { targetGroupArn: 'arn:…:targetgroup/web/1', containerName: 'web', containerPort: 8080 };
const service = serviceWith([], {
  deploymentController: { type: 'CODE_DEPLOY' },
  loadBalancers: [balancer],
  taskSets: [
    {
      id: 'ecs-svc/1000',
      status: 'PRIMARY',
      taskDefinition: revisionArn('web:1'),
      computedDesiredCount: 1,
      runningCount: 1,
      loadBalancers: [balancer],
    },
  ],
});
const group: CodeDeployGroup = {
  applicationName: 'AppECS-prod-web',
  deploymentGroupName: 'DgpECS-prod-web',
  ecsServices: [{ clusterName: 'prod', serviceName: 'web' }],
};
const applications = { 'AppECS-prod-web': [group] };
/** Of the AppSpec that deploys web:2 to where web:1 runs. */
const sha256 = createHash('sha256')
  .update(
    JSON.stringify({
      version: 0,
      Resources: [
        {
          TargetService: {
            Type: 'AWS::ECS::Service',
            Properties: {
              LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
              TaskDefinition: revisionArn('web:2'),
            },
          },
        },
      ],
    }),
  )
  .digest('hex');
const revision = (sha: string) => ({ revisionType: 'AppSpecContent' as const, appSpecContent: { sha256: sha } });
const busy = fault('DeploymentLimitExceeded', 'already has an active Deployment');

interface Setting {
  readonly script?: Partial<CodeDeployScript>;
  readonly inputs?: Readonly<Record<string, string>>;
  /** The job is cancelled instead of CreateDeployment's answer. */
  readonly cancelled?: boolean;
}

async function run({ script = {}, inputs = {}, cancelled = false }: Setting) {
  const job = new AbortController();
  const context = fakeContext({ signal: job.signal });
  const given = { cluster: 'prod', service: 'web', image: 'web:2', ...inputs };
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [`INPUT_${name.toUpperCase()}`, value]));
  const parsed = readInputs({ env, maskSecret: context.maskSecret }, parseInputs);
  const ecs = new ScriptedEcs({ before: service, definitions });
  const codeDeploy = new ScriptedCodeDeploy({ applications, ...script });
  const create: CodeDeployApi['create'] = (deployment) => {
    if (!cancelled) return codeDeploy.create(deployment);
    job.abort(new CancelledError('SIGINT'));
    return Promise.reject(job.signal.reason as Error);
  };
  const open = () => Promise.resolve(Object.assign(Object.create(codeDeploy) as CodeDeployApi, { create }));
  const plan = await makePlan(ecs, parsed, { ...planTools(context), codeDeploy: open });
  const result = await deploy(plan, parsed, {
    ...context,
    api: ecs,
    apiAfterCancel: ecs,
    loadBalancers,
    readLogs: () => Promise.resolve([]),
    oneOff: () => Promise.reject(new Error('no command runs before in this test')),
    codeDeploy: open,
    codeDeployAfterCancel: () => Promise.resolve(codeDeploy),
    facts: { sha: 'f'.repeat(40), environment: undefined, run: 'https://github.com/o/r/actions/runs/1' },
  });
  return { result, codeDeploy, ecs, log: context.log, clock: context.clock };
}

const busyAws = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
const succeeded = { status: 'Succeeded' as const };

describe('a deployment of CodeDeploy', () => {
  it('is created with what is deployed, who deploys it, and rollback on failure', async () => {
    const { result, codeDeploy, ecs } = await run({
      script: {
        creates: [OURS],
        deployments: { [OURS]: [{ status: 'Created' }, { status: 'InProgress' }, succeeded] },
      },
    });
    expect(result).toMatchObject({ outcome: 'deployed', deploymentId: OURS, reason: 'The service runs web:2.' });
    expect(ecs.writes).toEqual(['register']);
    expect(codeDeploy.created).toEqual([
      {
        application: 'AppECS-prod-web',
        group: 'DgpECS-prod-web',
        content: expect.stringContaining(revisionArn('web:2')),
        sha256,
        description: `${'f'.repeat(40)} https://github.com/o/r/actions/runs/1`,
        config: undefined,
        autoRollback: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
      },
    ]);
  });

  it('keeps what its group rolls back on, and leaves a group alone that is to leave failures', async () => {
    const own: CodeDeployGroup = {
      ...group,
      autoRollbackConfiguration: { enabled: true, events: ['DEPLOYMENT_STOP_ON_REQUEST', 'DEPLOYMENT_FAILURE'] },
    };
    const script = {
      applications: { 'AppECS-prod-web': [own] },
      creates: [OURS],
      deployments: { [OURS]: [succeeded] },
    };
    const { codeDeploy } = await run({ script });
    expect(codeDeploy.created[0]?.autoRollback?.events).toEqual([
      'DEPLOYMENT_STOP_ON_REQUEST',
      'DEPLOYMENT_FAILURE',
      'DEPLOYMENT_STOP_ON_ALARM',
    ]);
    const left = await run({ script, inputs: { 'on-failure': 'leave' } });
    expect(left.codeDeploy.created[0]?.autoRollback).toBeUndefined();
  });

  it('shortens a long description as the console shows it', async () => {
    const inputs = { 'codedeploy-deployment-description': 'x'.repeat(600) };
    const { codeDeploy } = await run({ script: { creates: [OURS], deployments: { [OURS]: [succeeded] } }, inputs });
    expect(codeDeploy.created[0]?.description).toBe(`${'x'.repeat(511)}…`);
  });

  it('outlasts answers that do not know it yet', async () => {
    const { result } = await run({
      script: { creates: [OURS], deployments: { [OURS]: [unknownDeployment(OURS), busyAws, succeeded] } },
    });
    expect(result.outcome).toBe('deployed');
  });

  it('that CodeDeploy does not know at all is lost, and that is said', async () => {
    const { result } = await run({ script: { creates: [OURS] } });
    expect(result).toMatchObject({
      outcome: 'failed',
      reason: `CodeDeploy does not know deployment ${OURS}. How the deployment of web:2 ends is not known.`,
    });
  });
});

describe('a CreateDeployment that finds the group busy', () => {
  const active = [[], [OURS]];

  it('has arrived before where what is under way is its own, by its SHA-256', async () => {
    const lost = Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' });
    const { result, codeDeploy } = await run({
      script: {
        creates: [lost, busy],
        active,
        deployments: { [OURS]: [{ status: 'InProgress', revision: revision(sha256) }, succeeded] },
      },
    });
    expect(result).toMatchObject({ outcome: 'deployed', deploymentId: OURS });
    expect(codeDeploy.writes).toEqual(['create DgpECS-prod-web', 'create DgpECS-prod-web']);
  });

  it('leaves the deployment of somebody else alone', async () => {
    const { result, codeDeploy } = await run({
      script: {
        creates: [busy],
        active: [[], [OTHER]],
        deployments: { [OTHER]: [{ status: 'InProgress', revision: revision('0'.repeat(64)) }] },
      },
    });
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: `Another deployment, ${OTHER}, was begun when web:2 was about to be deployed. It is left alone, and nothing is sent again.`,
    });
    expect(codeDeploy.writes).toEqual(['create DgpECS-prod-web']);
  });
});

describe('a job that is cancelled before CreateDeployment answers', () => {
  it('stops what has arrived, where that is asked for', async () => {
    const { result, codeDeploy } = await run({
      cancelled: true,
      inputs: { 'on-cancel': 'rollback' },
      script: {
        active: [[], [OURS]],
        deployments: { [OURS]: [{ status: 'InProgress', revision: revision(sha256) }] },
      },
    });
    expect(result).toMatchObject({ outcome: 'cancelled', deploymentId: OURS });
    expect(result.reason).toMatch(/It was stopped, and CodeDeploy rolls it back to web:1\.$/);
    expect(codeDeploy.writes).toEqual([`stop ${OURS}`]);
  });

  it('says so where nothing has arrived', async () => {
    const { result, codeDeploy } = await run({ cancelled: true });
    expect(result.reason).toBe(
      'The job was cancelled when web:2 was about to be deployed. No deployment of it has begun: the service runs web:1.',
    );
    expect(codeDeploy.writes).toEqual([]);
  });
});
