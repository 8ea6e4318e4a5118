import { describe, expect, it } from '@jest/globals';
import type { ReleaseMark, ReleaseTagApi } from '#shared/release/mark-release';
import { fakeContext, type FakeContext } from '#shared/testing/fake-context';
import type { Result } from './progress.ts';
import type { Target } from './target.ts';
import { NEW, OLD, target, VERSIONED } from './testing.ts';
import { beginRelease } from './release-mark.ts';

const SERVICE = { cluster: 'prod', service: 'api' };
const SIX = 'arn:aws:ecs:eu-west-1:123456789012:task-definition/api:6';
const SEVEN = SIX.replace(':6', ':7');

interface Script {
  /** What the service runs, one look after another; the last one again and again. An Error is thrown. */
  readonly runs?: readonly (string | Error)[];
  readonly sha?: string;
  readonly tagResource?: () => Promise<void>;
}

function api({ runs = [SEVEN], sha = NEW, tagResource }: Script) {
  const tagged: unknown[] = [];
  let looks = 0;
  const stand: ReleaseTagApi = {
    describeService: () => {
      const look = runs[Math.min(looks, runs.length - 1)];
      looks += 1;
      if (look instanceof Error) return Promise.reject(look);
      return Promise.resolve({ deployments: [{ status: 'PRIMARY', taskDefinition: look }] });
    },
    describeTaskDefinition: (taskDefinitionArn) =>
      Promise.resolve({ taskDefinition: { taskDefinitionArn }, tags: [{ key: 'cicd:sha', value: sha }] }),
    tagResource:
      tagResource ??
      ((arn, tags) => {
        tagged.push([arn, ...tags]);
        return Promise.resolve();
      }),
  };
  return { stand, tagged };
}

interface Ended extends Script {
  readonly of?: Target;
  readonly result?: Result;
  readonly revision?: string;
}

async function end(context: FakeContext, { of = VERSIONED, result = 'healthy', revision, ...script }: Ended) {
  const { stand, tagged } = api(script);
  const release = beginRelease(context, { service: SERVICE, targets: [of], api: stand });
  const mark: ReleaseMark | undefined = await release.mark(result, revision);
  return { mark, tagged };
}

const warnings = ({ log }: FakeContext): readonly string[] => log.lines.filter((line) => line.startsWith('warning: '));

describe('which commits are marked', () => {
  const cases: Readonly<Record<string, Ended & { readonly marked: boolean }>> = {
    'the expected one': { marked: true },
    'not another one': { sha: OLD, marked: false },
    'the one a short SHA was expected of': { of: { ...VERSIONED, expectVersion: NEW.slice(0, 8) }, marked: true },
    'any, when a name was expected': { of: { ...VERSIONED, expectVersion: 'v1.2.3' }, sha: OLD, marked: true },
    'any, when no version was expected': { of: target(), sha: OLD, marked: true },
  };

  it.each(Object.entries(cases))('%s', async (_, { marked, ...script }) => {
    const context = fakeContext();
    const { mark } = await end(context, script);
    expect(mark?.kind).toBe(marked ? 'marked' : 'not-marked');
    expect(warnings(context)).toHaveLength(marked ? 0 : 1);
  });
});

describe('a service that another release came to meanwhile', () => {
  it('keeps both releases as they are, and it is said', async () => {
    const context = fakeContext();
    const { mark, tagged } = await end(context, { runs: [SEVEN, SIX] });
    expect(mark?.kind).toBe('superseded');
    expect(tagged).toEqual([]);
    expect(warnings(context)).toEqual([
      `warning: The verification passed, but nothing was marked: service api was on ${SEVEN} and is on ${SIX} now, which was not verified.`,
    ]);
  });

  it('is marked when the verification saw that very release run', async () => {
    const { mark } = await end(fakeContext(), { runs: [SIX, SEVEN], revision: SEVEN });
    expect(mark).toEqual({ kind: 'marked', taskDefinitionArn: SEVEN });
  });
});

describe('a verification that fails', () => {
  it.each<Result>(['unhealthy', 'timed-out'])('%s: marks the release failed', async (result) => {
    const { mark, tagged } = await end(fakeContext(), { result });
    expect(mark?.kind).toBe('marked');
    expect(tagged).toEqual([[SEVEN, { key: 'cicd:failed', value: `2026-01-01T00:00:00.000Z ${result}` }]]);
  });

  it('says nothing of a release that never answered', async () => {
    expect(await end(fakeContext(), { result: 'wrong-version' })).toEqual({ mark: undefined, tagged: [] });
  });

  it('does not accuse the release that ECS went back to', async () => {
    const context = fakeContext();
    const { mark, tagged } = await end(context, { result: 'unhealthy', runs: [SEVEN, SIX] });
    expect([mark?.kind, tagged, warnings(context)]).toEqual(['superseded', [], []]);
    expect(context.log.has('No release was marked failed')).toBe(true);
  });
});

it('asks again for what the service runs while AWS is busy, and gives up in the end', async () => {
  const busy = Object.assign(new Error('Rate exceeded'), { name: 'ThrottlingException' });
  expect((await end(fakeContext(), { runs: [busy, busy, SEVEN] })).mark?.kind).toBe('marked');
  expect((await end(fakeContext(), { runs: [busy] })).mark).toEqual({
    kind: 'not-marked',
    reason: 'what service api was on at first could not be read: Rate exceeded',
  });
});

it('warns when AWS refuses, and says what to do', async () => {
  const context = fakeContext();
  const denied = Object.assign(new Error('not authorized to perform ecs:TagResource'), {
    name: 'AccessDeniedException',
  });
  const { mark } = await end(context, { of: target(), tagResource: () => Promise.reject(denied) });
  expect(mark).toEqual({ kind: 'not-marked', reason: expect.stringContaining('ecs:TagResource') });
  expect(warnings(context)).toEqual([expect.stringContaining('was not marked proven')]);
  expect(context.log.has('Add the permission named above')).toBe(true);
});

it('is cancelled with the job', async () => {
  const controller = new AbortController();
  const context = fakeContext({ signal: controller.signal });
  const tagResource = (): Promise<void> => {
    controller.abort(new Error('cancelled'));
    return Promise.reject(new Error('aborted'));
  };
  await expect(end(context, { tagResource })).rejects.toThrow('cancelled');
});
