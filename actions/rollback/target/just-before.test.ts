import { describe, expect, it } from '@jest/globals';
import { awsError, revisionArn } from '#shared/ecs/testing/scripted-ecs';
import { begin, imagesWith, nothingMissing, run, type History } from '../testing.ts';

/** Deployed and proven one after another, the last one not proven. */
const usual: Readonly<Record<number, History>> = {
  1: { registered: '01', deployed: '02', proven: '03' },
  2: { registered: '04', deployed: '05', proven: '06', previous: 'web:1' },
  3: { registered: '07', deployed: '08', previous: 'web:2' },
};

describe('the usual rollback', () => {
  it('makes six calls before the request, the check of one image included', async () => {
    let checks = 0;
    const { result, api } = await run({
      history: usual,
      current: 'web:3',
      goesTo: 'web:2',
      checkRelease: (subject) => {
        checks += 1;
        return nothingMissing(subject);
      },
    });
    expect(result).toMatchObject({ outcome: 'rolled-back', source: 'release-record' });
    expect(checks).toBe(1);
    expect(api.calls.slice(0, 6)).toEqual([
      'describe-service',
      'describe-task-definition web:3',
      'list-service-deployments SUCCESSFUL',
      'describe-task-definition web:2',
      'describe-service',
      'update web:2',
    ]);
  });

  const { 1: first, 2: second, 3: third } = usual;
  it.each<{ readonly says: string; readonly history: Readonly<Record<number, History>>; readonly to: number }>([
    {
      says: 'the one before was not proven since it was deployed',
      history: { 1: { ...first, proven: '06' }, 2: { ...second, proven: '04' }, 3: { ...third } },
      to: 1,
    },
    {
      says: 'another one was completed since the current one was registered',
      history: { 1: { ...first, proven: '09' }, 2: { ...second }, 3: { ...third }, 4: { deployed: '09' } },
      to: 1,
    },
    { says: 'the one before was left as bad', history: { ...usual, 2: { ...second, failed: '07' } }, to: 1 },
    { says: 'the one before was deregistered', history: { ...usual, 2: { ...second, status: 'INACTIVE' } }, to: 1 },
    { says: 'the one before cannot be read any more', history: { 1: { ...first }, 3: { ...third } }, to: 1 },
    {
      says: 'the deployment before was still under way when the current one was registered',
      history: { 1: { ...first, proven: '08' }, 2: { ...second, deployed: '08', proven: '07' }, 3: { ...third } },
      to: 1,
    },
  ])('reads the whole family when $says', async ({ history, to }) => {
    const { api, result } = await run({ history, current: 'web:3', inputs: { 'dry-run': 'true' } });
    expect(result.to?.taskDefinitionArn).toBe(revisionArn(`web:${to}`));
    expect(api.calls).toContain('list-revisions');
  });

  it('reads the whole family when the image of the one before is gone, or could not be checked', async () => {
    for (const images of [{ gone: ['web:2'] }, { unchecked: ['web:2'] }]) {
      const inputs = { 'dry-run': 'true' };
      const { result } = await run({ history: usual, current: 'web:3', inputs, checkRelease: imagesWith(images) });
      expect(result.to?.taskDefinitionArn).toBe(revisionArn('web:1'));
    }
  });

  it('does without the list of deployments', async () => {
    const { ended, api } = begin({ history: usual, current: 'web:3', inputs: { 'dry-run': 'true' } });
    api.listServiceDeployments = () => Promise.reject(awsError('AccessDeniedException', 'no'));
    expect((await ended).to?.taskDefinitionArn).toBe(revisionArn('web:2'));
    expect(api.calls).toContain('list-revisions');
  });
});

describe('a release that was deregistered', () => {
  const history: Readonly<Record<number, History>> = {
    1: { proven: '01', deployed: '01', sha: 'a'.repeat(40), status: 'INACTIVE' },
    3: { deployed: '03' },
  };

  it.each([['previous'], ['#1'], ['web:1'], ['aaaaaaa']])('is registered again with its record: %s', async (to) => {
    const { result, api, log } = await run({ history, current: 'web:3', goesTo: 'web:4', inputs: { to } });
    expect(api.writes).toEqual(['register', 'update web:4', 'tag web:3', 'tag web:4']);
    expect(api.registered).toEqual([
      {
        family: 'web',
        containerDefinitions: [{ name: 'web', image: 'web:1' }],
        tags: [
          { key: 'cicd:sha', value: 'a'.repeat(40) },
          { key: 'cicd:proven', value: '2026-11-01T10:00:00.000Z' },
        ],
      },
    ]);
    expect(result).toMatchObject({ outcome: 'rolled-back', to: { taskDefinitionArn: revisionArn('web:4') } });
    expect(log.has('web:1 was deregistered; the same is registered again as web:4')).toBe(true);
  });

  it('is only said to be registered again in a dry run', async () => {
    const { result, api } = await run({ history, current: 'web:3', inputs: { 'dry-run': 'true' } });
    expect(result.reason).toContain('back to web:1 (commit aaaaaaa), which would be registered again, by updating');
    expect(api.writes).toEqual([]);
  });
});
