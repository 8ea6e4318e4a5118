import { describe, expect, it } from '@jest/globals';
import type { ReleaseTagApi } from '#shared/release/mark-proven';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import { markProven } from './proven.ts';
import type { Target } from './target.ts';
import { NEW, OLD, target, VERSIONED } from './testing.ts';

const SERVICE = { cluster: 'prod', service: 'api' };
const ARN = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/api:7';

function api(sha: string, tagResource: () => Promise<void> = () => Promise.resolve()): ReleaseTagApi {
  return {
    describeService: () => Promise.resolve({ deployments: [{ status: 'PRIMARY', taskDefinition: ARN }] }),
    describeTaskDefinition: () =>
      Promise.resolve({ taskDefinition: { taskDefinitionArn: ARN }, tags: [{ key: 'cicd:sha', value: sha }] }),
    tagResource,
  };
}

const warnings = ({ log }: FakeContext): readonly string[] => log.lines.filter((line) => line.startsWith('warning: '));

interface Case {
  readonly of: Target;
  readonly sha: string;
  readonly marked: boolean;
}

describe('which commits are marked', () => {
  const cases: Readonly<Record<string, Case>> = {
    'the expected one': { of: VERSIONED, sha: NEW, marked: true },
    'not another one': { of: VERSIONED, sha: OLD, marked: false },
    'the one a short SHA was expected of': {
      of: { ...VERSIONED, expectVersion: NEW.slice(0, 8) },
      sha: NEW,
      marked: true,
    },
    'any, when a name was expected': { of: { ...VERSIONED, expectVersion: 'v1.2.3' }, sha: OLD, marked: true },
    'any, when no version was expected': { of: target(), sha: OLD, marked: true },
  };

  it.each(Object.entries(cases))('%s', async (_, { of, sha, marked }) => {
    const context = fakeContext();
    const mark = await markProven(context, SERVICE, { targets: [of], api: api(sha) });
    expect(mark.kind).toBe(marked ? 'marked' : 'not-marked');
    expect(warnings(context)).toHaveLength(marked ? 0 : 1);
  });
});

it('warns when AWS refuses, and says what to do', async () => {
  const context = fakeContext();
  const denied = Object.assign(new Error('not authorized to perform ecs:TagResource'), {
    name: 'AccessDeniedException',
  });
  const mark = await markProven(context, SERVICE, { targets: [], api: api(NEW, () => Promise.reject(denied)) });
  expect(mark).toEqual({ kind: 'not-marked', reason: expect.stringContaining('ecs:TagResource') });
  expect(warnings(context)).toEqual([expect.stringContaining('was not marked proven')]);
  expect(context.log.has('Add the permission named above')).toBe(true);
});

it('is cancelled with the job', async () => {
  const controller = new AbortController();
  const context = fakeContext({ signal: controller.signal });
  const cancel = (): Promise<void> => {
    controller.abort(new Error('cancelled'));
    return Promise.reject(new Error('aborted'));
  };
  await expect(markProven(context, SERVICE, { targets: [], api: api(NEW, cancel) })).rejects.toThrow('cancelled');
});
