import { describe, expect, it } from '@jest/globals';
import type { EcsService } from '#shared/ecs/api';
import type { CodeDeployGroup } from '#shared/ecs/codedeploy/api';
import { fault, type CodeDeployScript } from '#shared/ecs/testing/scripted-codedeploy';
import { awsError, revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { run, type History, type Setting } from '../testing.ts';

const OURS = 'd-OURS00000';
const THEIRS = 'd-THEIRS000';
const BACK = 'd-BACK00000';
const GROUP = 'DgpECS-prod-web';
const HISTORY: Readonly<Record<number, History>> = { 1: { proven: '01' }, 2: { proven: '02' }, 4: {} };
const balancer = { targetGroupArn: 'arn:…:targetgroup/web/1', containerName: 'web', containerPort: 8080 };
const group: CodeDeployGroup = {
  applicationName: 'AppECS-prod-web',
  deploymentGroupName: GROUP,
  ecsServices: [{ clusterName: 'prod', serviceName: 'web' }],
};

type Set = readonly [status: 'PRIMARY' | 'ACTIVE' | 'DRAINING', revision: string, deployment?: string];

function consists(...sets: readonly Set[]): EcsService {
  return serviceWith([], {
    deploymentController: { type: 'CODE_DEPLOY' },
    loadBalancers: [balancer],
    taskSets: sets.map(([status, revision, externalId]) => ({
      id: `ecs-svc/${revision}`,
      status,
      taskDefinition: revisionArn(revision),
      externalId,
      runningCount: 1,
      loadBalancers: [balancer],
    })),
  });
}

const rests = consists(['PRIMARY', 'web:4', 'd-BEFORE000']);
const back = consists(['PRIMARY', 'web:2', OURS]);
const inProgress = { status: 'InProgress' as const };
const succeeded = { status: 'Succeeded' as const };

function rollBack(
  before: EcsService | readonly EcsService[],
  script: Partial<CodeDeployScript>,
  more: Partial<Setting> = {},
) {
  const codeDeploy = { applications: { 'AppECS-prod-web': [group] }, ...script };
  return run({ history: HISTORY, script: { before }, codeDeploy, ...more });
}

describe('a service at rest', () => {
  const created = { creates: [OURS], deployments: { [OURS]: [inProgress, succeeded] } };

  it('has the release before deployed, all at once, and taken back when that fails', async () => {
    const { result, codeDeploy, api } = await rollBack([rests, rests, back], created, { inputs: { reason: 'errors' } });
    expect(result).toMatchObject({ outcome: 'rolled-back', method: 'create-deployment', source: 'release-record' });
    expect(codeDeploy?.created).toEqual([
      {
        application: 'AppECS-prod-web',
        group: GROUP,
        content: expect.stringContaining(revisionArn('web:2')),
        sha256: expect.any(String),
        description: 'rollback to web:2 from web:4: errors',
        config: 'CodeDeployDefault.ECSAllAtOnce',
        autoRollback: { enabled: true, events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'] },
        heedsAlarms: true,
      },
    ]);
    expect(api.writes).toEqual(['tag web:4', 'tag web:2']);
  });

  it('has it told, beside the wait, when the image of that release expires', async () => {
    const warning = { severity: 'note', problem: 'Image web:2 is deleted in 2 days.', fix: 'Keep it.' } as const;
    const asked: unknown[] = [];
    const { result, log } = await rollBack([rests, rests, back], created, {
      checkExpiry: (images, { pulledNow }) => {
        asked.push({ images, pulledNow });
        return Promise.resolve({ warnings: [warning], told: [] });
      },
    });
    expect(result.outcome).toBe('rolled-back');
    expect(asked).toEqual([{ images: ['web:2'], pulledNow: true }]);
    expect(log.has('Image web:2 is deleted in 2 days. Keep it.')).toBe(true);
  });

  it('is no success while ECS does not show it', async () => {
    const { result } = await rollBack(rests, created);
    expect(result).toMatchObject({
      outcome: 'failed',
      reason: 'AWS CodeDeploy has completed the rollback to web:2, but the service runs web:4.',
    });
  });

  it('goes by the configuration of its group where the role may use no other', async () => {
    const denied = awsError('AccessDeniedException', 'not authorized to perform: codedeploy:GetDeploymentConfig');
    const { result, codeDeploy } = await rollBack([rests, rests, back], { ...created, creates: [denied, OURS] });
    expect(result.outcome).toBe('rolled-back');
    expect(codeDeploy?.created.map(({ config }) => config)).toEqual(['CodeDeployDefault.ECSAllAtOnce', undefined]);
  });

  it('is left alone when somebody deploys since the first look', async () => {
    const deploying = consists(['PRIMARY', 'web:4'], ['ACTIVE', 'web:5', THEIRS]);
    const { result, codeDeploy } = await rollBack([rests, deploying], {
      active: [[], [THEIRS]],
      deployments: { [THEIRS]: [inProgress] },
    });
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: `Another deployment, of web:5 (${THEIRS}), was begun since the service was looked at. It is left alone, and nothing was taken back.`,
    });
    expect(codeDeploy?.writes).toEqual([]);
  });

  it('is left alone when somebody is quicker than the request', async () => {
    const { result, codeDeploy } = await rollBack(rests, {
      creates: [fault('DeploymentLimitExceeded', 'already has an active Deployment')],
      active: [[], [], [THEIRS]],
      deployments: { [THEIRS]: [inProgress] },
    });
    expect(result.outcome).toBe('superseded');
    expect(codeDeploy?.writes).toEqual([`create ${GROUP}`]);
  });

  it('is gone back from after a moment, when a rollback is about to begin', async () => {
    const split = consists(['PRIMARY', 'web:4', 'd-F'], ['ACTIVE', 'web:2']);
    const taken = { ...inProgress, rollbackInfo: { rollbackTriggeringDeploymentId: 'd-F' } };
    const { result, codeDeploy } = await rollBack([split, split, consists(['PRIMARY', 'web:2'])], {
      active: [[], [BACK]],
      deployments: {
        [BACK]: [taken, succeeded],
        'd-F': [{ status: 'Stopped', rollbackInfo: { rollbackDeploymentId: BACK } }],
      },
    });
    expect(result).toMatchObject({ outcome: 'rolled-back', source: 'under-way', method: 'stop-deployment' });
    expect(codeDeploy?.writes).toEqual([]);
  });
});

describe('a deployment under way', () => {
  const deploying = consists(['PRIMARY', 'web:2'], ['ACTIVE', 'web:4', THEIRS]);
  const stopped = { status: 'Stopped' as const, rollbackInfo: { rollbackDeploymentId: BACK } };

  it('is what the service runs, and is stopped with rollback', async () => {
    const { result, codeDeploy } = await rollBack(
      [deploying, deploying, consists(['PRIMARY', 'web:2'])],
      { active: [[THEIRS]], deployments: { [THEIRS]: [inProgress, inProgress, stopped], [BACK]: [succeeded] } },
      { inputs: { 'only-if-current': 'web:4' } },
    );
    expect(result).toMatchObject({
      outcome: 'rolled-back',
      method: 'stop-deployment',
      from: { taskDefinitionArn: revisionArn('web:4') },
      to: { taskDefinitionArn: revisionArn('web:2') },
    });
    expect(codeDeploy?.writes).toEqual([`stop ${THEIRS}`]);
  });

  it('is told by its AppSpec while it has no tasks', async () => {
    const sha256 = 'f'.repeat(64);
    const properties = {
      TaskDefinition: revisionArn('web:4'),
      LoadBalancerInfo: { ContainerName: 'web', ContainerPort: 8080 },
    };
    const service = { Type: 'AWS::ECS::Service', Properties: properties };
    const early = { ...inProgress, revision: { appSpecContent: { sha256 } } };
    const { result, codeDeploy } = await rollBack(consists(['PRIMARY', 'web:2']), {
      active: [[THEIRS]],
      deployments: { [THEIRS]: [early, early, early, early, stopped], [BACK]: [succeeded] },
      appSpecs: { [sha256]: JSON.stringify({ version: 0, Resources: [{ web: service }] }) },
    });
    expect(result).toMatchObject({ outcome: 'rolled-back', from: { taskDefinitionArn: revisionArn('web:4') } });
    expect(codeDeploy?.writes).toEqual([`stop ${THEIRS}`]);
  });

  it('of which nothing is known is left alone, and how to stop it is said', async () => {
    const early = { ...inProgress, revision: { appSpecContent: { sha256: 'f'.repeat(64) } } };
    const script = { active: [[THEIRS]], deployments: { [THEIRS]: [early] } };
    await expect(rollBack(consists(['PRIMARY', 'web:2']), script)).rejects.toMatchObject({
      message: expect.stringContaining(`Deployment ${THEIRS} is under way`),
      hint: expect.stringContaining(`--deployment-id ${THEIRS} --auto-rollback-enabled`),
    });
  });

  it('that CodeDeploy takes back elsewhere is not interfered with', async () => {
    const taken = { ...inProgress, rollbackInfo: { rollbackTriggeringDeploymentId: 'd-F' } };
    const { result, codeDeploy } = await rollBack(
      consists(['PRIMARY', 'web:2'], ['ACTIVE', 'web:4', 'd-F']),
      { active: [[BACK]], deployments: { [BACK]: [taken] } },
      { inputs: { to: 'web:1' } },
    );
    expect(result).toMatchObject({
      outcome: 'superseded',
      reason: 'A rollback from web:4 to web:2 is under way, not to web:1. It is left alone, and nothing was sent.',
    });
    expect(codeDeploy?.writes).toEqual([]);
  });

  it('that came from another release is stopped first', async () => {
    const from3 = consists(['PRIMARY', 'web:3'], ['ACTIVE', 'web:4', THEIRS]);
    const history = { ...HISTORY, 3: {} };
    const { result, codeDeploy } = await rollBack(
      [from3, from3, consists(['PRIMARY', 'web:3']), consists(['PRIMARY', 'web:3']), back],
      {
        active: [[THEIRS], [THEIRS], []],
        creates: [OURS],
        deployments: {
          [THEIRS]: [inProgress, inProgress, stopped],
          [BACK]: [succeeded],
          [OURS]: [inProgress, succeeded],
        },
      },
      { history },
    );
    expect(result).toMatchObject({ outcome: 'rolled-back', method: 'create-deployment' });
    expect(codeDeploy?.writes).toEqual([`stop ${THEIRS}`, `create ${GROUP}`]);
  });
});
