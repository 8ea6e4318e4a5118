import { describe, expect, it } from '@jest/globals';
import { markRelease, type MarkOptions, type ReleaseMark, type ReleaseTagApi } from './mark-release.ts';
import type { Tag } from './record.ts';

const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/api:7';
const SHA = '9c1d2e3f4a5b6c7d8e9f0a1b2c3d4e5f6a7b8c9d';
const AT = new Date('2026-01-01T00:00:00Z');

interface Fake {
  readonly api: ReleaseTagApi;
  readonly tagged: unknown[];
}

function fake(options: {
  readonly service?: Awaited<ReturnType<ReleaseTagApi['describeService']>>;
  readonly tags?: readonly Tag[];
}): Fake {
  const tagged: unknown[] = [];
  const api: ReleaseTagApi = {
    describeService: () => Promise.resolve(options.service),
    describeTaskDefinition: (arn) =>
      Promise.resolve({ taskDefinition: { taskDefinitionArn: arn }, tags: options.tags ?? [] }),
    tagResource: (arn, tags) => {
      tagged.push([arn, tags]);
      return Promise.resolve();
    },
  };
  return { api, tagged };
}

const deployments = [
  { status: 'ACTIVE', taskDefinition: ARN.replace(':7', ':6') },
  { status: 'PRIMARY', taskDefinition: ARN },
];

function mark(api: ReleaseTagApi, changes: Partial<MarkOptions> = {}): Promise<ReleaseMark> {
  const accepts = (sha: string): boolean => sha === SHA;
  return markRelease(api, {
    cluster: 'prod',
    service: 'api',
    as: 'proven',
    at: AT,
    verified: ARN,
    accepts,
    ...changes,
  });
}

describe('marks the task definition that was verified', () => {
  it.each([
    ['of the verified commit', { deployments }, [{ key: 'cicd:sha', value: SHA }]],
    ['of an unknown commit', { deployments }, []],
    ['of a task set', { deployments: [], taskSets: deployments }, []],
  ])('%s', async (_, service, tags) => {
    const { api, tagged } = fake({ service, tags });
    expect(await mark(api)).toEqual({ kind: 'marked', taskDefinitionArn: ARN });
    expect(tagged).toEqual([[ARN, [{ key: 'cicd:proven', value: '2026-01-01T00:00:00.000Z' }]]]);
  });

  it('as failed, with the reason', async () => {
    const { api, tagged } = fake({ service: { deployments } });
    expect(await mark(api, { as: { failed: 'unhealthy' } })).toMatchObject({ kind: 'marked' });
    expect(tagged).toEqual([[ARN, [{ key: 'cicd:failed', value: '2026-01-01T00:00:00.000Z unhealthy' }]]]);
  });
});

describe('marks nothing', () => {
  it.each([
    ['without a service', fake({}), /cluster prod has no service api/],
    ['without a deployment', fake({ service: { deployments: [] } }), /has no PRIMARY deployment/],
    [
      'when another commit runs',
      fake({ service: { deployments }, tags: [{ key: 'cicd:sha', value: 'abcdef0' }] }),
      /a release of commit abcdef0, which is not the verified one/,
    ],
  ])('%s', async (_, { api, tagged }, reason) => {
    expect(await mark(api)).toEqual({ kind: 'not-marked', reason: expect.stringMatching(reason) });
    expect(tagged).toEqual([]);
  });

  it('when the service runs another revision meanwhile', async () => {
    const { api, tagged } = fake({ service: { deployments } });
    expect(await mark(api, { verified: ARN.replace(':7', ':6') })).toEqual({
      kind: 'superseded',
      reason: expect.stringMatching(/was on .*api:6 and is on .*api:7 now, which was not verified/),
    });
    expect(tagged).toEqual([]);
  });
});
