import { describe, expect, it } from '@jest/globals';
import type { EcsService } from '#shared/ecs/api';
import { awsError, revisionArn, serviceWith, type Script } from '#shared/ecs/testing/scripted-ecs';
import { begin, CURRENT, goes, imagesWith, NEXT, nothingMissing, run, type History } from '../testing.ts';

/** Two proven releases, and one whose deployment is under way. */
const HISTORY: Readonly<Record<number, History>> = {
  1: { registered: '01', deployed: '02', proven: '03' },
  2: { registered: '04', deployed: '05', proven: '06' },
  3: { registered: '07', previous: 'web:2' },
};
const DEPLOYED: Readonly<Record<string, Date>> = {
  [CURRENT]: new Date('2026-11-05T10:00:00Z'),
  [NEXT]: new Date('2026-11-08T10:00:00Z'),
};

/** The service while web:3 replaces web:2, of which `left` tasks run. */
function replacing({ left = 1, running = 0 }: { readonly left?: number; readonly running?: number } = {}): EcsService {
  const service = serviceWith(
    [
      [NEXT, 'PRIMARY', 'IN_PROGRESS', 'web:3', { running }],
      [CURRENT, 'ACTIVE', 'COMPLETED', 'web:2', { running: left }],
    ],
    { currentServiceDeployment: 'sd-3' },
  );
  return {
    ...service,
    deployments: (service.deployments ?? []).map((each) => ({ ...each, createdAt: DEPLOYED[each.id ?? ''] })),
  };
}

function withThird(service: EcsService): EcsService {
  const third = { id: 'ecs-svc/3000', status: 'ACTIVE', taskDefinition: revisionArn('web:1'), runningCount: 1 };
  return { ...service, deployments: [...(service.deployments ?? []), third] };
}

const back = [serviceWith([[CURRENT, 'PRIMARY', 'COMPLETED', 'web:2']])];

/** The deployment of web:3, from `sources`, and those before it. */
function comesFrom(sources: readonly number[], { deployed = '05' } = {}): Partial<Script> {
  const revisionOf = (number: number, day: string) => ({
    serviceRevisionArn: `rev-${number}`,
    taskDefinition: revisionArn(`web:${number}`),
    createdAt: new Date(`2026-11-${day}T09:59:00Z`),
  });
  return {
    serviceDeployments: [
      {
        serviceDeploymentArn: 'sd-3',
        status: 'IN_PROGRESS',
        sourceServiceRevisions: sources.map((number) => ({ arn: `rev-${number}` })),
        targetServiceRevision: { arn: 'rev-3' },
      },
    ],
    serviceRevisions: [revisionOf(1, '02'), revisionOf(2, deployed), revisionOf(3, '08')],
  };
}

const usual = { before: replacing(), stop: back, ...comesFrom([2]) };

describe('the release that a deployment under way replaces', () => {
  it('is gone back to after five calls and no check, while all its tasks run', async () => {
    const asked: (readonly [part: string | undefined, sent: boolean])[] = [];
    const { ended, api } = begin({
      history: HISTORY,
      script: usual,
      checkRelease: (subject, options) => {
        asked.push([options?.part?.which, api.writes.includes('stop sd-3')]);
        return nothingMissing(subject);
      },
    });
    const result = await ended;
    expect(result).toMatchObject({ outcome: 'rolled-back', method: 'stop-deployment', source: 'release-record' });
    expect(api.calls.slice(0, 6)).toEqual([
      'describe-service',
      'describe-task-definition web:3',
      'describe-task-definition web:2',
      'describe-service-deployments',
      'describe-service-revisions',
      'stop sd-3',
    ]);
    expect(asked).toEqual([['shared', true]]);
  });

  it('is told by the record of the current one when none of its tasks is left, and has its image looked at', async () => {
    const baking = replacing();
    const script = { ...usual, before: { ...baking, deployments: (baking.deployments ?? []).slice(0, 1) } };
    let checks = 0;
    const { ended, api } = begin({
      history: HISTORY,
      script,
      checkRelease: (subject) => {
        checks += api.writes.length === 0 ? 1 : 0;
        return nothingMissing(subject);
      },
    });
    expect(await ended).toMatchObject({ method: 'stop-deployment', to: { taskDefinitionArn: revisionArn('web:2') } });
    expect(checks).toBe(1);
    expect(api.calls.indexOf('stop sd-3')).toBe(5);
  });

  it('has what it needs looked at while it is gone back to, all of it', async () => {
    const { result, log } = await run({
      history: HISTORY,
      script: usual,
      checkRelease: imagesWith({ gone: ['web:2'] }),
    });
    expect(result.outcome).toBe('rolled-back');
    expect(log.has('No new task of web:2 can start: Image web:2 does not exist.')).toBe(true);
  });

  it.each([
    { says: 'some of its tasks are gone', script: { before: replacing({ left: 0 }) }, inputs: {} },
    { says: 'it is a dry run', script: {}, inputs: { 'dry-run': 'true' } },
  ])('is not gone back to without its image when $says', async ({ script, inputs }) => {
    const { result } = await run({
      history: HISTORY,
      script: { ...usual, updates: [goes('web:1')], ...script },
      inputs,
      checkRelease: imagesWith({ gone: ['web:2'] }),
    });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:1'));
    expect(result.method).toBe('update-service');
  });

  it('is not crossed for migrations', async () => {
    const history = { ...HISTORY, 3: { ...HISTORY[3], migrations: true as const } };
    const { ended, api } = begin({ history, script: usual });
    await expect(ended).rejects.toThrow('web:3 changed data so that releases before it cannot run any more');
    expect(api.writes).toEqual([]);
  });

  const { 1: first, 2: second, 3: third } = HISTORY;
  it.each<{
    readonly says: string;
    readonly history?: Readonly<Record<number, History>>;
    readonly script?: Partial<Script>;
    readonly inputs?: Readonly<Record<string, string>>;
    readonly to: number;
  }>([
    { says: 'it was not proven since it was deployed', script: comesFrom([2], { deployed: '07' }), to: 2 },
    {
      says: 'it was not proven since, and another one was',
      history: { 1: { ...first, proven: '06' }, 2: { ...second, proven: '04' }, 3: { ...third } },
      to: 1,
    },
    { says: 'it was never proven', history: { 1: { ...first }, 2: { registered: '04' }, 3: { ...third } }, to: 1 },
    { says: 'it was left as bad', history: { ...HISTORY, 2: { ...second, failed: '07' } }, to: 1 },
    { says: 'it was deregistered', history: { ...HISTORY, 2: { ...second, status: 'INACTIVE' } }, to: 1 },
    {
      says: 'it is of another environment',
      history: {
        1: { ...first, environment: 'production' },
        2: { ...second, environment: 'staging' },
        3: { ...third },
      },
      inputs: { environment: 'production' },
      to: 1,
    },
    {
      says: 'tasks of a third one are there',
      script: { before: withThird(replacing()) },
      to: 2,
    },
    { says: 'the deployment came from two', script: comesFrom([1, 2]), to: 2 },
    { says: 'the deployment came from another one', script: comesFrom([1]), to: 2 },
    { says: 'the deployment came from none', script: comesFrom([]), to: 2 },
  ])('is not taken for the one proven last when $says', async ({ history = HISTORY, script = {}, inputs = {}, to }) => {
    const { result, api } = await run({
      history,
      script: { ...usual, ...script },
      inputs: { 'dry-run': 'true', ...inputs },
    });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn(`web:${to}`));
    expect(api.calls).toContain('list-revisions');
  });

  it('is looked for elsewhere when the deployment cannot be read', async () => {
    const after = [serviceWith([['ecs-svc/6000', 'PRIMARY', 'COMPLETED', 'web:2']])];
    const { ended, api } = begin({ history: HISTORY, script: { ...usual, updates: [after] } });
    api.describeServiceDeployments = () => Promise.reject(awsError('AccessDeniedException', 'no'));
    expect(await ended).toMatchObject({ outcome: 'rolled-back', method: 'update-service' });
    expect(api.calls).toContain('list-revisions');
  });
});

describe('the request to stop', () => {
  it('is refused where somebody has deployed since, who is left alone', async () => {
    const theirs = serviceWith([['ecs-svc/6000', 'PRIMARY', 'IN_PROGRESS', 'web:4']]);
    const script = { ...usual, before: [replacing(), theirs], updates: [goes('web:2')] };
    const { ended, api } = begin({ history: { ...HISTORY, 4: {} }, script });
    api.rollBackServiceDeployment = (arn) => {
      api.calls.push(`stop ${arn}`);
      return Promise.reject(awsError('ConflictException', 'The service deployment is STOPPED and can not be stopped.'));
    };
    expect(await ended).toMatchObject({ outcome: 'superseded' });
    expect(api.writes).toEqual(['stop sd-3']);
  });

  it('comes after another look when the last one is not fresh any more', async () => {
    const { ended, api, clock } = begin({ history: HISTORY, script: usual });
    const read = api.describeServiceRevisions;
    api.describeServiceRevisions = async (arns) => {
      if (!api.calls.includes('describe-service-revisions')) await clock.sleep(3_000);
      return await read(arns);
    };
    expect(await ended).toMatchObject({ outcome: 'rolled-back', method: 'stop-deployment' });
    const stop = api.calls.indexOf('stop sd-3');
    expect(api.calls.slice(stop - 3, stop)).toEqual([
      'describe-service',
      'describe-service-deployments',
      'describe-service-revisions',
    ]);
  });
});

describe('a rollback to the current release', () => {
  it.each([
    { says: 'is not asked for where all else was deployed before it was registered', registered: '07', asks: false },
    { says: 'is asked for where something was deployed since it was registered', registered: '04', asks: true },
  ])('$says', async ({ registered, asks }) => {
    const history = { ...HISTORY, 3: { ...HISTORY[3], registered } };
    const { api } = await run({ history, script: usual });
    const target = api.calls.indexOf('describe-task-definition web:2');
    expect(api.calls.slice(0, target).includes('describe-service-deployments')).toBe(asks);
  });
});
