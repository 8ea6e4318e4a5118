import { describe, expect, it } from '@jest/globals';
import type { EcsService } from '#shared/ecs/api';
import type { CodeDeployScript } from '#shared/ecs/testing/scripted-codedeploy';
import { revisionArn, serviceWith } from '#shared/ecs/testing/scripted-ecs';
import { imagesWith, run, type History } from '../testing.ts';

const OWN = 'd-OWN000000';
const BEFORE = 'd-BEFORE000';
const OTHER = 'd-OTHER0000';
const HISTORY: Readonly<Record<number, History>> = {
  1: { registered: '01', proven: '03' },
  2: { registered: '04', proven: '06' },
  3: { registered: '07', previous: 'web:2' },
};
const group = {
  applicationName: 'AppECS-prod-web',
  deploymentGroupName: 'DgpECS-prod-web',
  ecsServices: [{ clusterName: 'prod', serviceName: 'web' }],
};

const at = (day: string): Date => new Date(`2026-11-${day}T10:00:00Z`);
const lasted = (began: string, ended: string) => ({
  status: 'Succeeded' as const,
  createTime: at(began),
  completeTime: at(ended),
});
const DEPLOYMENTS = { [BEFORE]: [lasted('04', '05')], [OWN]: [lasted('08', '09')], [OTHER]: [lasted('10', '11')] };

type Set = readonly [revision: string, status: 'PRIMARY' | 'ACTIVE', deployment: string, createdAt: string];

function consists(...sets: readonly Set[]): EcsService {
  return serviceWith([], {
    deploymentController: { type: 'CODE_DEPLOY' },
    taskSets: sets.map(([revision, status, externalId, createdAt]) => ({
      id: `ecs-svc/${revision}`,
      status,
      taskDefinition: revisionArn(revision),
      externalId,
      runningCount: 1,
      createdAt: at(createdAt),
    })),
  });
}

function foretell(before: EcsService, script: Partial<CodeDeployScript>, history = HISTORY) {
  const codeDeploy = { applications: { 'AppECS-prod-web': [group] }, deployments: DEPLOYMENTS, ...script };
  return run({ history, script: { before }, codeDeploy, inputs: { 'dry-run': 'true' } });
}

describe('a deployment that is over', () => {
  const rests = consists(['web:3', 'PRIMARY', OWN, '08']);

  it('is gone back from with two revisions read', async () => {
    const { result, api } = await foretell(rests, { succeeded: [OWN, BEFORE] });
    expect(result).toMatchObject({ to: { taskDefinitionArn: revisionArn('web:2') }, source: 'release-record' });
    expect(api.calls.filter((call) => call.startsWith('describe-task-definition'))).toHaveLength(2);
  });

  it.each([
    { says: 'another one succeeded since the release was registered', succeeded: [OTHER, OWN, BEFORE] },
    { says: 'it is not known which one made its tasks', succeeded: [OTHER, BEFORE] },
    { says: 'none before it is known', succeeded: [OWN] },
  ])('is gone back from with the whole family read when $says', async ({ succeeded }) => {
    const { result, api } = await foretell(rests, { succeeded });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:2'));
    expect(api.calls).toContain('list-revisions');
  });

  it('is gone back from with the whole family read when the one before was not proven since it was deployed', async () => {
    const history = { ...HISTORY, 1: { ...HISTORY[1], proven: '06' }, 2: { ...HISTORY[2], proven: '03' } };
    const { result } = await foretell(rests, { succeeded: [OWN, BEFORE] }, history);
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:1'));
  });
});

describe('a deployment under way', () => {
  const blue = (createdAt: string) => ['web:2', 'PRIMARY', BEFORE, createdAt] as const;
  const green = ['web:3', 'ACTIVE', OWN, '08'] as const;
  const script = {
    active: [[OWN]],
    deployments: { ...DEPLOYMENTS, [OWN]: [{ status: 'InProgress' as const }] },
    succeeded: [BEFORE],
  };

  it('is gone back from with two revisions read, and no deployment besides', async () => {
    const { result, api, log } = await foretell(consists(blue('04'), green), script);
    expect(result).toMatchObject({ to: { taskDefinitionArn: revisionArn('web:2') }, method: 'stop-deployment' });
    expect(log.has('web:2 (proven 2026-11-06T10:00:00.000Z) is all that the deployment under way replaces')).toBe(true);
    expect(api.calls.filter((call) => call.startsWith('describe-task-definition'))).toHaveLength(2);
  });

  it('leads to a release whose tasks run all the same when its image is gone', async () => {
    const { result, codeDeploy } = await run({
      history: HISTORY,
      script: { before: [consists(blue('04'), green), consists(blue('04'), green), consists(blue('04'))] },
      codeDeploy: {
        applications: { 'AppECS-prod-web': [group] },
        ...script,
        deployments: {
          [OWN]: [
            { status: 'InProgress' },
            { status: 'InProgress' },
            { status: 'Stopped', rollbackInfo: { rollbackDeploymentId: OTHER } },
          ],
          [OTHER]: [{ status: 'Succeeded' }],
        },
      },
      checkRelease: imagesWith({ gone: ['web:2'] }),
    });
    expect(result).toMatchObject({ outcome: 'rolled-back', to: { taskDefinitionArn: revisionArn('web:2') } });
    expect(codeDeploy?.writes).toEqual([`stop ${OWN}`]);
  });

  it.each([
    { says: 'its tasks were made after the proof', sets: [blue('07'), green] },
    { says: 'tasks of a third one are there', sets: [blue('04'), ['web:1', 'ACTIVE', OTHER, '02'] as const, green] },
  ])('has the whole family read when $says', async ({ sets }) => {
    const { api, result } = await foretell(consists(...sets), script);
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:2'));
    expect(api.calls).toContain('list-revisions');
  });
});
